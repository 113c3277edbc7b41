package dev.dolmen.wal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The fields of a segment, as {@code wal/FORMAT.md} describes them. All numbers are little-endian. */
final class SegmentFormat {

    static final String NAME = "log segment";
    static final int VERSION = 1;

    // Segment header. All offsets within a segment fit into an int.
    static final int MAGIC = 'D' | 'W' << 8 | 'A' << 16 | 'L' << 24;
    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = MAGIC_OFFSET + Integer.BYTES;
    static final int VERSION_COMPLEMENT_OFFSET = VERSION_OFFSET + Short.BYTES;
    static final int NUMBER_OFFSET = VERSION_COMPLEMENT_OFFSET + Short.BYTES;
    static final int PREVIOUS_LENGTH_OFFSET = NUMBER_OFFSET + Integer.BYTES;
    static final int INITIAL_LENGTH_OFFSET = PREVIOUS_LENGTH_OFFSET + Integer.BYTES;
    static final int SALT_OFFSET = INITIAL_LENGTH_OFFSET + Integer.BYTES;
    static final int HEADER_CHECKSUM_OFFSET = SALT_OFFSET + Long.BYTES;
    static final int HEADER_BYTES = HEADER_CHECKSUM_OFFSET + Integer.BYTES;

    // Record header, from the start of the record.
    static final int RECORD_CHECKSUM_OFFSET = 0;
    static final int LENGTH_OFFSET = RECORD_CHECKSUM_OFFSET + Integer.BYTES;
    static final int PAYLOAD_CHECKSUM_OFFSET = LENGTH_OFFSET + Integer.BYTES;
    static final int SEGMENT_OFFSET = PAYLOAD_CHECKSUM_OFFSET + Integer.BYTES;
    static final int MARK_OFFSET = SEGMENT_OFFSET + Integer.BYTES;
    static final int KIND_OFFSET = MARK_OFFSET + Integer.BYTES;
    static final int RECORD_HEADER_BYTES = KIND_OFFSET + Byte.BYTES;

    /** A record that holds what was appended. */
    static final byte DATA = 1;

    /** The last record of a segment; its payload is the number of the segment that follows, 0 after a clean close. */
    static final byte SEAL = 2;

    static final int SEAL_PAYLOAD_BYTES = Integer.BYTES;
    static final int SEAL_BYTES = RECORD_HEADER_BYTES + SEAL_PAYLOAD_BYTES;

    /** What a seal says follows when the log was closed. */
    static final long NO_SEGMENT = 0;

    static final long MAX_NUMBER = 0xffff_ffffL;
    static final int MAX_PAYLOAD_BYTES = 256 << 20;

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private SegmentFormat() {}

    static short getShort(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at);
    }

    static void putShort(byte[] bytes, int at, short value) {
        SHORTS.set(bytes, at, value);
    }

    static int getInt(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static void putInt(byte[] bytes, int at, int value) {
        INTS.set(bytes, at, value);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONGS.set(bytes, at, value);
    }
}
