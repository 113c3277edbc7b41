package dev.dolmen.sstable.block;

import dev.dolmen.io.CorruptFileException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The uncompressed bytes of a block of entries, immutable and safe for any number of threads.
 *
 * <p>Keys and values lie apart, so that a search passes over keys packed closely, and touches one value: the wanted one.
 *
 * <pre>
 * keys      entries: varint shared, varint unshared, varint value length, varint stamp, unshared bytes of the key
 * values    one after the other
 * restarts  per restart: u32 where its entry starts, u32 where its value starts
 * tail      u32 number of entries, u32 where the values start, u32 restart interval
 * </pre>
 *
 * <p>Every {@code interval}-th entry is a restart: it shares nothing. The others leave out the longest prefix that they
 * have in common with the entry before them. {@code FORMAT.md} has the details.
 */
public final class Block {

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** What a block takes in memory beside its bytes: itself, its array's header, its cache entry. */
    private static final int OVERHEAD_BYTES = 160;

    static final int RESTART_BYTES = 2 * Integer.BYTES;
    static final int TAIL_BYTES = 3 * Integer.BYTES;

    private final Path file;
    private final long fileOffset;
    private final byte[] bytes;
    private final int entryCount;
    private final int restartInterval;
    private final int valuesStart;
    private final int restartsStart;

    /**
     * @param bytes kept, not copied; checked against their checksum already
     * @param length of the block, at the start of the bytes
     * @param fileOffset where the block is in the file, for messages
     */
    public Block(Path file, long fileOffset, byte[] bytes, int length) throws CorruptFileException {
        this.file = file;
        this.fileOffset = fileOffset;
        this.bytes = bytes;
        if (length < TAIL_BYTES) {
            throw corrupt("block length", "at least " + TAIL_BYTES, length);
        }
        int tail = length - TAIL_BYTES;
        entryCount = (int) INT.get(bytes, tail);
        valuesStart = (int) INT.get(bytes, tail + Integer.BYTES);
        restartInterval = (int) INT.get(bytes, tail + 2 * Integer.BYTES);
        if (entryCount < 1 || entryCount > length) {
            throw corrupt("number of entries in the block", "from 1 to " + length, entryCount);
        }
        if (restartInterval < 1) {
            throw corrupt("restart interval", "at least 1", restartInterval);
        }
        long restarts = tail - (long) RESTART_BYTES * restartCount();
        if (valuesStart < 1 || valuesStart > restarts) {
            throw corrupt("start of the values", "from 1 to " + restarts, valuesStart);
        }
        restartsStart = (int) restarts;
    }

    /** The array that the entries lie in. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int entryCount() {
        return entryCount;
    }

    public long fileOffset() {
        return fileOffset;
    }

    /** What it takes in memory. */
    public int weightBytes() {
        return bytes.length + OVERHEAD_BYTES;
    }

    int restartInterval() {
        return restartInterval;
    }

    int restartCount() {
        return (entryCount - 1) / restartInterval + 1;
    }

    int keysEnd() {
        return valuesStart;
    }

    int valuesEnd() {
        return restartsStart;
    }

    int restartEntry(int restart) throws CorruptFileException {
        int start = (int) INT.get(bytes, restartsStart + RESTART_BYTES * restart);
        if (start < 0 || start >= valuesStart) {
            throw corrupt("start of restart " + restart, "from 0 below " + valuesStart, start);
        }
        return start;
    }

    int restartValue(int restart) throws CorruptFileException {
        int start = (int) INT.get(bytes, restartsStart + RESTART_BYTES * restart + Integer.BYTES);
        if (start < valuesStart || start > restartsStart) {
            throw corrupt("start of restart " + restart + "'s value", valuesStart + " to " + restartsStart, start);
        }
        return start;
    }

    /** Damage in this block. */
    public CorruptFileException corrupt(String what, Object expected, Object found) {
        return new CorruptFileException(file, fileOffset, what, expected, found);
    }
}
