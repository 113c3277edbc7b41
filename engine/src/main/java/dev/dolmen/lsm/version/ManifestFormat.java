package dev.dolmen.lsm.version;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Crc32c;
import dev.dolmen.io.Slice;
import dev.dolmen.io.UnsupportedFormatException;
import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.Encoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The layout of a manifest file ({@code FORMAT.md}, "Manifest"). */
final class ManifestFormat {

    static final String NAME = "manifest";
    static final int VERSION = 1;
    static final Slice MAGIC = new Slice("DOLMANIF".getBytes(StandardCharsets.US_ASCII));

    static final int VERSION_OFFSET = MAGIC.length();
    static final int INVERTED_VERSION_OFFSET = VERSION_OFFSET + Short.BYTES;
    static final int NUMBER_OFFSET = INVERTED_VERSION_OFFSET + Short.BYTES;
    static final int HEADER_CRC_OFFSET = NUMBER_OFFSET + Long.BYTES;
    static final int HEADER_BYTES = HEADER_CRC_OFFSET + Integer.BYTES;

    /** Length and checksum in front of each record's payload. */
    static final int RECORD_HEADER_BYTES = 2 * Integer.BYTES;

    private ManifestFormat() {}

    static Slice header(long number) {
        Encoder encoder = new Encoder(HEADER_BYTES);
        encoder.raw(MAGIC).u16(VERSION).u16(~VERSION).u64(number);
        encoder.u32(Crc32c.of(encoder.slice()));
        return encoder.slice();
    }

    /**
     * Checks that a file begins with the magic and a known version, which stay where they are in all versions to come.
     *
     * @throws CorruptFileException when it is no such file
     * @throws UnsupportedFormatException when a newer release wrote it
     */
    static void checkBeginning(Path file, byte[] bytes, Slice magic, String format, int newestKnown)
            throws IOException {
        int beginning = magic.length() + 2 * Short.BYTES;
        if (bytes.length < beginning) {
            throw new CorruptFileException(file, 0, "length", "at least " + beginning, bytes.length);
        }
        Slice found = new Slice(bytes, 0, magic.length());
        if (!found.equals(magic)) {
            throw new CorruptFileException(file, 0, "magic", magic, found);
        }
        Decoder decoder = new Decoder(new Slice(bytes, magic.length(), 2 * Short.BYTES));
        int version = decoder.u16();
        int inverted = decoder.u16();
        if (version != (~inverted & 0xffff) || version == 0) {
            throw new CorruptFileException(file, magic.length(), "version", "one and its inverse", version);
        }
        if (version > newestKnown) {
            throw new UnsupportedFormatException(file, format, version, newestKnown);
        }
    }

    /** The record as it stands at this offset of this manifest, and nowhere else. */
    static Slice record(long number, long offset, VersionEdit edit) {
        Encoder encoder = new Encoder(256);
        encoder.u32(0).u32(0);
        edit.encode(encoder);
        Slice bytes = encoder.slice();
        Slice payload = bytes.subslice(RECORD_HEADER_BYTES, bytes.length() - RECORD_HEADER_BYTES);
        encoder.setU32(0, payload.length());
        encoder.setU32(Integer.BYTES, recordCrc(number, offset, payload));
        return bytes;
    }

    static int recordCrc(long number, long offset, Slice payload) {
        return new Crc32c()
                .addLong(number)
                .addLong(offset)
                .addInt(payload.length())
                .add(payload)
                .value();
    }
}
