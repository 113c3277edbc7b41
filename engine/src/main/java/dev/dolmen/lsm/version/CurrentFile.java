package dev.dolmen.lsm.version;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Crc32c;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.RandomReadFile;
import dev.dolmen.io.Slice;
import dev.dolmen.io.WritableFile;
import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.Encoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Which manifest is in force ({@code FORMAT.md}, "CURRENT"). Replaced in one step: write, sync, rename, sync of the
 * directory.
 *
 * @param manifest its number
 * @param durableLength so many bytes of it were durable when this was written
 * @param complete whether nothing was appended to it afterwards: the store was closed
 */
public record CurrentFile(long manifest, long durableLength, boolean complete) {

    private static final String FORMAT = "CURRENT";
    private static final int VERSION = 1;
    private static final Slice MAGIC = new Slice("DOLCURNT".getBytes(StandardCharsets.US_ASCII));
    private static final int COMPLETE_OFFSET = MAGIC.length() + 2 * Short.BYTES;
    private static final int MANIFEST_OFFSET = COMPLETE_OFFSET + Byte.BYTES;
    private static final int LENGTH_OFFSET = MANIFEST_OFFSET + Long.BYTES;
    private static final int CRC_OFFSET = LENGTH_OFFSET + Long.BYTES;
    private static final int BYTES = CRC_OFFSET + Integer.BYTES;

    /** More than any version will need; CURRENT is read whole. */
    private static final int MAX_BYTES = 1 << 16;

    /**
     * Makes this the content of CURRENT, durably. When it throws, either content may be in force after a crash.
     *
     * <p>Requires: the manifest is durable with its name, up to that length.
     */
    void write(FileSystem fileSystem, Path directory) throws IOException {
        prepare(fileSystem, directory);
        putInForce(fileSystem, directory);
    }

    /** The first half of {@link #write}: CURRENT stays what it is. */
    void prepare(FileSystem fileSystem, Path directory) throws IOException {
        Path next = directory.resolve(FileNames.NEXT_CURRENT);
        if (fileSystem.exists(next)) {
            fileSystem.delete(next);
        }
        Slice bytes = encode();
        try (WritableFile file = fileSystem.create(next)) {
            file.append(bytes.array(), bytes.offset(), bytes.length());
            file.sync();
        }
    }

    /** The second half of {@link #write}. */
    static void putInForce(FileSystem fileSystem, Path directory) throws IOException {
        fileSystem.rename(directory.resolve(FileNames.NEXT_CURRENT), directory.resolve(FileNames.CURRENT));
        fileSystem.syncDirectory(directory);
    }

    /**
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws CorruptFileException when it is damaged
     * @throws dev.dolmen.io.UnsupportedFormatException when a newer release wrote it
     */
    static CurrentFile read(FileSystem fileSystem, Path directory) throws IOException {
        Path path = directory.resolve(FileNames.CURRENT);
        try (RandomReadFile file = fileSystem.openForReading(path)) {
            byte[] bytes = new byte[(int) Math.min(MAX_BYTES, file.size())];
            file.readFully(0, bytes, 0, bytes.length);
            return decode(path, bytes);
        }
    }

    private Slice encode() {
        Encoder encoder = new Encoder(BYTES);
        encoder.raw(MAGIC)
                .u16(VERSION)
                .u16(~VERSION)
                .u8(complete ? 1 : 0)
                .u64(manifest)
                .u64(durableLength);
        encoder.u32(Crc32c.of(encoder.slice()));
        return encoder.slice();
    }

    private static CurrentFile decode(Path path, byte[] bytes) throws IOException {
        ManifestFormat.checkBeginning(path, bytes, MAGIC, FORMAT, VERSION);
        if (bytes.length != BYTES) {
            throw new CorruptFileException(path, 0, "length", BYTES, bytes.length);
        }
        Decoder decoder = new Decoder(new Slice(bytes, COMPLETE_OFFSET, BYTES - COMPLETE_OFFSET));
        boolean complete = decoder.u8() == 1;
        CurrentFile current = new CurrentFile(decoder.u64(), decoder.u64(), complete);
        int crc = decoder.u32();
        int expected = Crc32c.of(bytes, 0, CRC_OFFSET);
        if (crc != expected) {
            throw new CorruptFileException(path, 0, "checksum", expected, crc);
        }
        return current;
    }
}
