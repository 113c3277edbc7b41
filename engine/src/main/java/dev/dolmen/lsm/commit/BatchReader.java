package dev.dolmen.lsm.commit;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import dev.dolmen.sstable.EntryKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Goes through encoded batches ({@code FORMAT.md}, "Write batch"), one operation after the other, and makes no objects on the
 * way. Not thread-safe.
 *
 * <pre>{@code
 * for (boolean more = reader.start(encoded); more; more = reader.next()) {
 *     use(reader.sequence(), reader.kind(), reader.keyOffset(), reader.keyLength());
 * }
 * }</pre>
 */
public final class BatchReader {

    static final int SEQUENCE_OFFSET = 1;
    static final int COUNT_OFFSET = SEQUENCE_OFFSET + Long.BYTES;

    /** The first operation of a batch begins here. */
    public static final int HEADER_BYTES = COUNT_OFFSET + Integer.BYTES;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = {};
    private int start;
    private int end;
    private int position;
    private long firstSequence;
    private long lastSequence;
    private long sequence;
    private int offset;
    private int id;
    private int keyAt;
    private int keyLength;
    private int valueAt;
    private int valueLength;

    /**
     * Begins with a batch.
     *
     * @return true: there is always a first operation
     * @throws MalformedEncodingException when these bytes do not begin like a batch of a known version
     */
    public boolean start(Slice encoded) throws MalformedEncodingException {
        bytes = encoded.array();
        start = encoded.offset();
        end = start + encoded.length();
        position = start;
        require(HEADER_BYTES);
        if (bytes[start] != WriteBatch.FORMAT_VERSION) {
            throw malformed(start, "a batch in version " + (bytes[start] & 0xff) + " of its format");
        }
        firstSequence = (long) LONGS.get(bytes, start + SEQUENCE_OFFSET);
        int count = (int) INTS.get(bytes, start + COUNT_OFFSET);
        lastSequence = firstSequence + count - 1;
        if (firstSequence <= 0 || count <= 0 || lastSequence <= 0) {
            throw malformed(start + SEQUENCE_OFFSET, "impossible: " + count + " operations from " + firstSequence);
        }
        position = start + HEADER_BYTES;
        sequence = firstSequence - 1;
        return next();
    }

    /**
     * Goes on to the next operation.
     *
     * @return false when there is none
     * @throws MalformedEncodingException when the bytes are not one whole batch
     */
    public boolean next() throws MalformedEncodingException {
        if (sequence == lastSequence) {
            if (position != end) {
                throw malformed(position, (end - position) + " bytes after the last operation");
            }
            return false;
        }
        sequence++;
        int at = position;
        offset = at - start;
        require(1);
        id = bytes[position++];
        if (id < 0 || id > EntryKind.RANGE_TOMBSTONE.id()) {
            throw malformed(at, "an operation of unknown kind " + (id & 0xff));
        }
        keyLength = length();
        keyAt = position;
        position += keyLength;
        valueLength = id == EntryKind.TOMBSTONE.id() ? 0 : length();
        valueAt = position;
        position += valueLength;
        if (id == EntryKind.RANGE_TOMBSTONE.id() && compareKeyToValue() >= 0) {
            throw malformed(at, "an empty range");
        }
        return true;
    }

    private int compareKeyToValue() {
        return Arrays.compareUnsigned(bytes, keyAt, keyAt + keyLength, bytes, valueAt, valueAt + valueLength);
    }

    /** A length, and that many bytes must follow. */
    private int length() throws MalformedEncodingException {
        int at = position;
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            require(1);
            int next = bytes[position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                if (value < 0 || value > end - position) {
                    throw malformed(at, value + " bytes wanted, " + (end - position) + " left");
                }
                return (int) value;
            }
        }
        throw malformed(at, "an integer of more than ten bytes");
    }

    private void require(int count) throws MalformedEncodingException {
        if (end - position < count) {
            throw malformed(position, count + " bytes wanted, " + (end - position) + " left");
        }
    }

    private MalformedEncodingException malformed(int at, String what) {
        return new MalformedEncodingException(at - start, what);
    }

    /** Of the first operation of the batch. */
    public long firstSequence() {
        return firstSequence;
    }

    /** Of the last operation of the batch. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Of this operation. */
    public long sequence() {
        return sequence;
    }

    /** Where this operation begins in the encoded batch. */
    public int offset() {
        return offset;
    }

    /** What this operation makes of its key. */
    public EntryKind kind() {
        return EntryKind.of(id);
    }

    /** The array that keys and values lie in. */
    public byte[] array() {
        return bytes;
    }

    /** Where the key begins in {@link #array()}. */
    public int keyOffset() {
        return keyAt;
    }

    public int keyLength() {
        return keyLength;
    }

    public int valueLength() {
        return valueLength;
    }

    /** A view of the key. */
    public Slice key() {
        return new Slice(bytes, keyAt, keyLength);
    }

    /** A view of the value: empty for a tombstone, the exclusive end for a range tombstone. */
    public Slice value() {
        return new Slice(bytes, valueAt, valueLength);
    }
}
