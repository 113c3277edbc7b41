package dev.dolmen.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.DirectoryLock;
import dev.dolmen.io.DirectoryLockedException;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.OpenDirectory;
import dev.dolmen.io.RandomReadFile;
import dev.dolmen.io.WritableFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link FileSystem} must do. One subclass per implementation. */
abstract class FileSystemContract {

    private FileSystem fileSystem;
    private Path directory;

    abstract FileSystem newFileSystem() throws IOException;

    /** A directory that exists, empty, for this test alone. */
    abstract Path newDirectory() throws IOException;

    @BeforeEach
    void open() throws IOException {
        fileSystem = newFileSystem();
        directory = newDirectory();
    }

    // ---- writing ----

    @Test
    void readsBackWhatWasWritten() throws IOException {
        byte[] bytes = randomBytes(100_000);
        try (WritableFile file = fileSystem.create(path("a"))) {
            file.write(0, bytes, 0, 70_000);
            file.append(bytes, 70_000, 30_000);
            assertThat(file.size()).isEqualTo(100_000);
            assertThat(file.path()).isEqualTo(path("a"));
            file.sync();
        }
        assertThat(read("a")).isEqualTo(bytes);
        assertThat(fileSystem.size(path("a"))).isEqualTo(100_000);
    }

    @Test
    void overwritesInPlace() throws IOException {
        byte[] expected = randomBytes(5_000);
        write("a", expected);
        byte[] patch = randomBytes(1_700);
        try (WritableFile file = fileSystem.openForWriting(path("a"))) {
            assertThat(file.size()).isEqualTo(5_000);
            file.write(1_111, patch, 100, 1_500);
            file.write(700, patch, 0, 10);
            file.append(patch, 0, 7);
            assertThat(file.size()).isEqualTo(5_007);
        }
        System.arraycopy(patch, 100, expected, 1_111, 1_500);
        System.arraycopy(patch, 0, expected, 700, 10);
        byte[] longer = Arrays.copyOf(expected, 5_007);
        System.arraycopy(patch, 0, longer, 5_000, 7);
        assertThat(read("a")).isEqualTo(longer);
    }

    @Test
    void writingPastTheEndLeavesZeros() throws IOException {
        try (WritableFile file = fileSystem.create(path("a"))) {
            file.write(3_000, bytes("x"), 0, 1);
            file.write(9_000, bytes("unused"), 0, 0);
            assertThat(file.size()).isEqualTo(3_001);
        }
        byte[] expected = new byte[3_001];
        expected[3_000] = 'x';
        assertThat(read("a")).isEqualTo(expected);
    }

    @Test
    void truncatesAndShowsZerosWhenGrownAgain() throws IOException {
        byte[] bytes = randomBytes(4_000);
        try (WritableFile file = fileSystem.create(path("a"))) {
            file.append(bytes, 0, 4_000);
            file.truncate(5_000);
            assertThat(file.size()).isEqualTo(4_000);
            file.truncate(700);
            assertThat(file.size()).isEqualTo(700);
            file.write(2_000, bytes, 0, 1);
            file.append(bytes, 1, 1);
        }
        byte[] expected = Arrays.copyOf(Arrays.copyOf(bytes, 700), 2_002);
        expected[2_000] = bytes[0];
        expected[2_001] = bytes[1];
        assertThat(read("a")).isEqualTo(expected);
    }

    /** Where writes are expected they are no different, whatever else happens to the file meanwhile. */
    @Test
    void writesWhereTheyAreExpectedAreLikeAnyOther() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] model = randomBytes(60_000);
        write("a", model);
        try (WritableFile file = fileSystem.openForWriting(path("a"))) {
            for (int i = 0; i < 300; i++) {
                int from = random.nextInt(model.length);
                int length = random.nextInt(model.length - from + 1);
                switch (random.nextInt(8)) {
                    case 0 -> file.expectWrites(from, length);
                    case 1 -> {
                        int size = 30_000 + random.nextInt(30_000);
                        file.truncate(size);
                        model = size < model.length ? Arrays.copyOf(model, size) : model;
                    }
                    case 2 -> {
                        byte[] more = randomBytes(random.nextInt(9_000));
                        file.append(more, 0, more.length);
                        model = Arrays.copyOf(model, model.length + more.length);
                        System.arraycopy(more, 0, model, model.length - more.length, more.length);
                    }
                    default -> {
                        byte[] patch = randomBytes(length % 500);
                        file.write(from, patch, 0, Math.min(patch.length, length));
                        System.arraycopy(patch, 0, model, from, Math.min(patch.length, length));
                    }
                }
                assertThat(file.size()).as("seed %s", seed).isEqualTo(model.length);
                assertThat(read("a")).as("seed %s", seed).isEqualTo(model);
            }
            file.sync();
        }
        assertThat(read("a")).as("seed %s", seed).isEqualTo(model);
    }

    /** A log segment is written under a passing name, and another file may get that name afterwards. */
    @Test
    void expectedWritesGoToTheFileAndNotToItsName() throws IOException {
        byte[] bytes = randomBytes(9_000);
        byte[] other = randomBytes(9_000);
        try (WritableFile file = fileSystem.create(path("new"))) {
            file.append(new byte[9_000], 0, 9_000);
            fileSystem.rename(path("new"), path("a"));
            write("new", other);
            file.expectWrites(0, 9_000);
            file.write(0, bytes, 0, 9_000);
        }
        assertThat(read("a")).isEqualTo(bytes);
        assertThat(read("new")).isEqualTo(other);
    }

    @Test
    void refusesToWriteOutsideTheArray() throws IOException {
        try (WritableFile file = fileSystem.create(path("a"))) {
            assertThatThrownBy(() -> file.write(0, new byte[3], 1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(file.size()).isZero();
        }
    }

    @Test
    void aClosedFileCannotBeWritten() throws IOException {
        WritableFile file = fileSystem.create(path("a"));
        file.close();
        file.close();
        assertThatThrownBy(() -> file.write(0, new byte[1], 0, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(path("a").toString());
        assertThatThrownBy(file::sync)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(path("a").toString());
    }

    // ---- reading ----

    @Test
    void readsAnyPart() throws IOException {
        byte[] bytes = randomBytes(10_000);
        write("a", bytes);
        try (RandomReadFile file = fileSystem.openForReading(path("a"))) {
            assertThat(file.size()).isEqualTo(10_000);
            assertThat(file.path()).isEqualTo(path("a"));
            Random random = new Random(1);
            for (int i = 0; i < 200; i++) {
                int position = random.nextInt(10_001);
                int length = random.nextInt(10_001 - position);
                byte[] target = new byte[length + 5];
                file.readFully(position, target, 3, length);
                assertThat(Arrays.copyOfRange(target, 3, 3 + length))
                        .isEqualTo(Arrays.copyOfRange(bytes, position, position + length));
                byte[] viewed = new byte[length];
                file.view(position, length).get(viewed);
                assertThat(viewed).isEqualTo(Arrays.copyOfRange(bytes, position, position + length));
            }
        }
    }

    @Test
    void viewsAreReadOnlyAndLittleEndian() throws IOException {
        write("a", new byte[] {0, 0, 0, 1, 2, 3, 4, 0});
        try (RandomReadFile file = fileSystem.openForReading(path("a"))) {
            ByteBuffer view = file.view(3, 4);
            assertThat(view.isReadOnly()).isTrue();
            assertThat(view.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
            assertThat(view.remaining()).isEqualTo(4);
            assertThat(view.getInt(0)).isEqualTo(0x04030201);
            assertThat(file.view(8, 0).remaining()).isZero();
        }
    }

    @Test
    void readingPastTheEndNamesFileAndPosition() throws IOException {
        write("a", new byte[100]);
        try (RandomReadFile file = fileSystem.openForReading(path("a"))) {
            assertThatThrownBy(() -> file.readFully(95, new byte[6], 0, 6))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining(path("a").toString())
                    .hasMessageContaining("95")
                    .hasMessageContaining("6");
            assertThatThrownBy(() -> file.view(101, 0)).isInstanceOf(EOFException.class);
            assertThatThrownBy(() -> file.view(1L << 40, 1)).isInstanceOf(EOFException.class);
            assertThatThrownBy(() -> file.view(-1, 1)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void readsAnEmptyFile() throws IOException {
        write("a", new byte[0]);
        try (RandomReadFile file = fileSystem.openForReading(path("a"))) {
            assertThat(file.size()).isZero();
            file.readFully(0, new byte[0], 0, 0);
            assertThatThrownBy(() -> file.readFully(0, new byte[1], 0, 1)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void openFilesOutliveTheirNames() throws IOException {
        write("a", bytes("old"));
        write("b", bytes("new"));
        try (RandomReadFile a = fileSystem.openForReading(path("a"))) {
            fileSystem.rename(path("b"), path("a"));
            try (RandomReadFile replaced = fileSystem.openForReading(path("a"))) {
                fileSystem.delete(path("a"));
                byte[] target = new byte[3];
                a.readFully(0, target, 0, 3);
                assertThat(target).isEqualTo(bytes("old"));
                replaced.readFully(0, target, 0, 3);
                assertThat(target).isEqualTo(bytes("new"));
            }
        }
        assertThat(fileSystem.list(directory)).isEmpty();
    }

    @Test
    void aClosedFileCannotBeRead() throws IOException {
        write("a", new byte[10]);
        RandomReadFile file = fileSystem.openForReading(path("a"));
        file.close();
        file.close();
        assertThatThrownBy(() -> file.readFully(0, new byte[1], 0, 1)).isInstanceOf(IOException.class);
    }

    // ---- names ----

    @Test
    void listsNamesSorted() throws IOException {
        write("b", new byte[0]);
        write("a", new byte[0]);
        fileSystem.createDirectories(path("c/d"));
        assertThat(fileSystem.list(directory)).containsExactly("a", "b", "c");
        assertThat(fileSystem.list(path("c"))).containsExactly("d");
        assertThatThrownBy(() -> fileSystem.list(path("missing"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> fileSystem.list(path("a"))).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void createsDirectoriesOnce() throws IOException {
        fileSystem.createDirectories(path("x/y/z"));
        fileSystem.createDirectories(path("x/y/z"));
        fileSystem.createDirectories(path("x/./y/../y/w"));
        assertThat(fileSystem.list(path("x/y"))).containsExactly("w", "z");
        write("file", new byte[0]);
        assertThatThrownBy(() -> fileSystem.createDirectories(path("file"))).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> fileSystem.createDirectories(path("file/below")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        assertThat(fileSystem.exists(path("a"))).isFalse();
        assertThatThrownBy(() -> fileSystem.openForReading(path("a"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> fileSystem.openForWriting(path("a"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> fileSystem.size(path("a"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> fileSystem.delete(path("a"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> fileSystem.rename(path("a"), path("b"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> fileSystem.link(path("a"), path("b"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> fileSystem.create(path("missing/a"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> fileSystem.syncDirectory(path("missing"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> fileSystem.lock(path("missing"))).isInstanceOf(NoSuchFileException.class);
        assertThat(fileSystem.exists(path("a"))).isFalse();
        assertThat(fileSystem.list(directory)).isEmpty();
    }

    @Test
    void createRefusesATakenName() throws IOException {
        write("a", bytes("kept"));
        assertThatThrownBy(() -> fileSystem.create(path("a"))).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(read("a")).isEqualTo(bytes("kept"));
    }

    @Test
    void renameReplaces() throws IOException {
        write("a", bytes("1"));
        write("b", bytes("2"));
        fileSystem.rename(path("a"), path("b"));
        fileSystem.syncDirectory(directory);
        assertThat(fileSystem.list(directory)).containsExactly("b");
        assertThat(read("b")).isEqualTo(bytes("1"));
    }

    @Test
    void aDirectoryThatIsOpenIsSyncedAgainAndAgain() throws IOException {
        OpenDirectory opened = fileSystem.openDirectory(directory);
        write("a", bytes("1"));
        opened.sync();
        fileSystem.rename(path("a"), path("b"));
        opened.sync();
        opened.close();
        opened.close();
        assertThat(fileSystem.list(directory)).containsExactly("b");
        assertThatThrownBy(opened::sync).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> fileSystem.openDirectory(path("missing"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void renameStaysInItsDirectory() throws IOException {
        write("a", bytes("1"));
        fileSystem.createDirectories(path("below"));
        assertThatThrownBy(() -> fileSystem.rename(path("a"), path("below/a")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fileSystem.rename(path("a"), path("below"))).isInstanceOf(IOException.class);
        assertThat(fileSystem.list(directory)).containsExactly("a", "below");
    }

    @Test
    void linksAreTheSameFile() throws IOException {
        write("a", bytes("1"));
        fileSystem.createDirectories(path("below"));
        fileSystem.link(path("a"), path("below/b"));
        fileSystem.delete(path("a"));
        assertThat(read("below/b")).isEqualTo(bytes("1"));
        write("c", bytes("2"));
        assertThatThrownBy(() -> fileSystem.link(path("c"), path("below/b")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void deletesOnlyEmptyDirectories() throws IOException {
        fileSystem.createDirectories(path("x/y"));
        assertThatThrownBy(() -> fileSystem.delete(path("x"))).isInstanceOf(DirectoryNotEmptyException.class);
        fileSystem.delete(path("x/y"));
        fileSystem.delete(path("x"));
        assertThat(fileSystem.exists(path("x"))).isFalse();
    }

    // ---- the rest ----

    @Test
    void locksADirectoryOnce() throws IOException {
        DirectoryLock lock = fileSystem.lock(directory);
        assertThatThrownBy(() -> fileSystem.lock(directory))
                .isInstanceOf(DirectoryLockedException.class)
                .hasMessageContaining(directory.toString());
        assertThatThrownBy(() -> fileSystem.lock(directory.resolve("../" + directory.getFileName() + "/.")))
                .isInstanceOf(DirectoryLockedException.class);
        lock.close();
        lock.close();
        DirectoryLock again = fileSystem.lock(directory);
        lock.close(); // an old lock closed once more does not give up the new one
        assertThatThrownBy(() -> fileSystem.lock(directory)).isInstanceOf(DirectoryLockedException.class);
        again.close();
    }

    @Test
    void refusesToLockAFile() throws IOException {
        write("a", new byte[0]);
        assertThatThrownBy(() -> fileSystem.lock(path("a"))).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void knowsTheRoomLeft() throws IOException {
        assertThat(fileSystem.usableBytes(directory)).isPositive();
    }

    /** Everything once with the interrupt status set: all of it works, and the status stays. */
    @Test
    void interruptsDisturbNothing() throws IOException {
        Thread.currentThread().interrupt();
        try {
            fileSystem.createDirectories(path("x/y"));
            DirectoryLock lock = fileSystem.lock(path("x"));
            write("a", bytes("some"));
            try (WritableFile file = fileSystem.openForWriting(path("a"))) {
                file.append(bytes("thing"), 0, 5);
                file.sync();
                file.append(bytes("!!"), 0, 2);
                file.truncate(10);
                file.sync();
            }
            fileSystem.link(path("a"), path("b"));
            fileSystem.rename(path("b"), path("c"));
            fileSystem.delete(path("a"));
            fileSystem.syncDirectory(directory);
            assertThat(read("c")).isEqualTo(bytes("something!"));
            assertThat(fileSystem.list(directory)).contains("c", "x");
            assertThat(fileSystem.size(path("c"))).isEqualTo(10);
            assertThatThrownBy(() -> fileSystem.lock(path("x"))).isInstanceOf(DirectoryLockedException.class);
            lock.close();
            fileSystem.lock(path("x")).close();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    // ---- helpers ----

    private Path path(String name) {
        return directory.resolve(name);
    }

    private void write(String name, byte[] bytes) throws IOException {
        try (WritableFile file = fileSystem.create(path(name))) {
            file.append(bytes, 0, bytes.length);
        }
    }

    private byte[] read(String name) throws IOException {
        try (RandomReadFile file = fileSystem.openForReading(path(name))) {
            byte[] bytes = new byte[(int) file.size()];
            file.readFully(0, bytes, 0, bytes.length);
            return bytes;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
