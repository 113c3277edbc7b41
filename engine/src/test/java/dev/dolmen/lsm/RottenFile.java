package dev.dolmen.lsm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Damage to files of a real disk, while they are mapped, as when a page comes back wrong. */
final class RottenFile {

    private RottenFile() {}

    /**
     * Changes a byte in the middle of the first place a value has in a store's files.
     *
     * @param extension of the files to look through, in the order of their names
     * @return the file that is damaged now
     */
    static Path of(Path directory, String extension, byte[] value) throws IOException {
        for (Path file : files(directory, extension)) {
            byte[] content = Files.readAllBytes(file);
            for (int at = 0; at + value.length <= content.length; at++) {
                if (Arrays.equals(content, at, at + value.length, value, 0, value.length)) {
                    int middle = at + value.length / 2;
                    try (RandomAccessFile changed = new RandomAccessFile(file.toFile(), "rw")) {
                        changed.seek(middle);
                        changed.write(content[middle] + 1);
                    }
                    return file;
                }
            }
        }
        throw new AssertionError("the value is in none of " + files(directory, extension));
    }

    private static List<Path> files(Path directory, String extension) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .sorted()
                    .toList();
        }
    }
}
