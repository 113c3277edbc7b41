package dev.dolmen.lsm.version;

import dev.dolmen.io.Crc32c;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.encoding.Encoder;
import java.nio.charset.StandardCharsets;

/** The layout of a manifest file ({@code FORMAT.md}, "Manifest"). */
final class ManifestFormat {

    static final String NAME = "manifest";
    static final int VERSION = 1;
    static final Slice MAGIC = new Slice("DOLMANIF".getBytes(StandardCharsets.US_ASCII));

    static final int VERSION_OFFSET = MAGIC.length();
    static final int RESERVED_OFFSET = VERSION_OFFSET + Short.BYTES;
    static final int NUMBER_OFFSET = RESERVED_OFFSET + Short.BYTES;
    static final int HEADER_CRC_OFFSET = NUMBER_OFFSET + Long.BYTES;
    static final int HEADER_BYTES = HEADER_CRC_OFFSET + Integer.BYTES;

    /** Length and checksum in front of each record's payload. */
    static final int RECORD_HEADER_BYTES = 2 * Integer.BYTES;

    private ManifestFormat() {}

    static Slice header(long number) {
        Encoder encoder = new Encoder(HEADER_BYTES);
        encoder.raw(MAGIC).u16(VERSION).u16(0).u64(number);
        encoder.u32(Crc32c.of(encoder.slice()));
        return encoder.slice();
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
