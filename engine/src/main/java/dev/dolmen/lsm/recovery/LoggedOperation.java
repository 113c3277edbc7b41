package dev.dolmen.lsm.recovery;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.EntryKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An operation of a batch where it lies in the log. Moved from one to the next; what it stands on was checked before. Not
 * thread-safe.
 */
final class LoggedOperation {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /** Most keys end before; what comes behind is in the next cache line at the most. */
    private static final int FETCHED = 48;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final LoggedBytes log;
    private ByteBuffer bytes = NOTHING;
    private int id;
    private int keyAt;
    private int keyLength;
    /** Behind the last varint read. */
    private int next;

    LoggedOperation(LoggedBytes log) {
        this.log = log;
    }

    /** @param position where the operation begins */
    void moveTo(int position) {
        int part = log.part(position);
        bytes = log.buffer(part);
        int at = log.inPart(part, position);
        id = bytes.get(at);
        keyLength = length(at + 1);
        keyAt = next;
    }

    private int length(int from) {
        int at = from;
        int value = bytes.get(at++);
        if (value < 0) {
            value &= 0x7f;
            int shift = 7;
            byte more;
            do {
                more = bytes.get(at++);
                value |= (more & 0x7f) << shift;
                shift += 7;
            } while (more < 0);
        }
        next = at;
        return value;
    }

    /** Reads something of the first lines that an operation lies in, and returns what depends on it: so they are fetched. */
    int fetch(int position) {
        int part = log.part(position);
        ByteBuffer buffer = log.buffer(part);
        int at = log.inPart(part, position);
        return buffer.get(at) + buffer.get(Math.min(at + FETCHED, buffer.limit() - 1));
    }

    EntryKind kind() {
        return EntryKind.of(id);
    }

    int keyLength() {
        return keyLength;
    }

    void copyKey(byte[] target) {
        bytes.get(keyAt, target, 0, keyLength);
    }

    /** A copy of the value, empty for a tombstone. */
    byte[] value() {
        if (id == EntryKind.TOMBSTONE.id()) {
            return new byte[0];
        }
        byte[] value = new byte[length(keyAt + keyLength)];
        bytes.get(next, value);
        return value;
    }

    /** Eight bytes of the key from the offset on, the first the highest; zeros stand for what is not there. */
    long word(int offset) {
        int left = keyLength - offset;
        if (left >= Long.BYTES) {
            return Long.reverseBytes(bytes.getLong(keyAt + offset));
        }
        long word = 0;
        for (int i = 0; i < left; i++) {
            word |= (bytes.get(keyAt + offset + i) & 0xffL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return word;
    }

    /** The same of another key. */
    static long word(byte[] array, int from, int length) {
        if (length >= Long.BYTES) {
            return (long) LONG.get(array, from);
        }
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (array[from + i] & 0xffL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return word;
    }

    /** Compares the key with another one, bytes unsigned. */
    int compareKeyTo(Slice other) {
        int shared = Math.min(keyLength, other.length());
        for (int at = 0; at < shared; at += Long.BYTES) {
            long word = word(at);
            long otherWord = word(other.array(), other.offset() + at, other.length() - at);
            if (word != otherWord) {
                return Long.compareUnsigned(word, otherWord);
            }
        }
        return Integer.compare(keyLength, other.length());
    }

    /** How many bytes two keys share at their beginnings, of which so many are known to be. */
    int sharedWith(LoggedOperation other, int known) {
        int shorter = Math.min(keyLength, other.keyLength);
        for (int at = known; at < shorter; at += Long.BYTES) {
            long difference = word(at) ^ other.word(at);
            if (difference != 0) {
                return Math.min(shorter, at + Long.numberOfLeadingZeros(difference) / Byte.SIZE);
            }
        }
        return shorter;
    }

    /** Compares two keys, bytes unsigned. */
    int compareKeyTo(LoggedOperation other) {
        int shared = sharedWith(other, 0);
        if (shared == keyLength || shared == other.keyLength) {
            return Integer.compare(keyLength, other.keyLength);
        }
        return Long.compareUnsigned(word(shared), other.word(shared));
    }
}
