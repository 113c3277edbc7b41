package dev.dolmen.sstable.index;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.Stamp;
import dev.dolmen.sstable.bytes.Words;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The index of a table, read where it lies. Immutable, for any number of threads.
 *
 * <p>Partitions are ordered by a hash, so fences are spread evenly. As many buckets as there are blocks divide their range
 * into equal parts, so that a search begins with one or two fences instead of all: interpolation in a single step. Where
 * fences are not spread evenly, because several tables share the file, the fences of a bucket are halved.
 */
public final class Index {

    /** So many fences of a bucket are looked at one by one before the rest is halved. */
    private static final int FEW = 3;

    private final ByteBuffer bytes;
    private final int fences;
    private final int rows;
    private final int tails;
    private final int count;
    private final byte[] prefix;
    private final long least;
    private final long most;
    private final int bucketShift;
    /** The first fence of each bucket, and at the end the number of fences. */
    private final int[] buckets;

    private Index(ByteBuffer bytes, int start, int count, int prefixLength) {
        this.bytes = bytes;
        this.count = count;
        fences = start + IndexFormat.FENCES;
        rows = fences + Long.BYTES * count;
        int prefixStart = rows + IndexFormat.ROW_BYTES * (count + 1);
        tails = prefixStart + prefixLength;
        prefix = new byte[prefixLength];
        bytes.get(prefixStart, prefix);
        least = fence(0);
        most = fence(count - 1);
        int fenceBits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
        bucketShift = Math.max(0, fenceBits - (Integer.SIZE - Integer.numberOfLeadingZeros(count)));
        buckets = Long.compareUnsigned(least, most) > 0 ? new int[0] : buckets();
    }

    private int[] buckets() {
        int[] first = new int[bucket(most) + 2];
        int bucket = 0;
        for (int block = 0; block < count; block++) {
            long fence = fence(block);
            if (Long.compareUnsigned(fence, least) < 0 || Long.compareUnsigned(most, fence) < 0) {
                return first;
            }
            for (int own = bucket(fence); bucket < own; ) {
                first[++bucket] = block;
            }
        }
        first[bucket + 1] = count;
        return first;
    }

    private int bucket(long fence) {
        return (int) (fence - least >>> bucketShift);
    }

    /** Either an index, or what is wrong with its bytes. */
    public record Opened(@Nullable Index index, String damage) {}

    /**
     * Looks at an index that has just come from the disk, and checks that all its numbers fit together.
     *
     * @param end where the data blocks end in the file
     * @param entryCount of the table
     */
    public static Opened open(ByteBuffer bytes, int start, int length, long end, long entryCount) {
        int count = length < IndexFormat.FENCES ? 0 : Words.getInt(bytes, start + IndexFormat.COUNT);
        if (count < 1) {
            return new Opened(null, "number of blocks");
        }
        int prefixLength = Words.getInt(bytes, start + IndexFormat.PREFIX_LENGTH);
        long fixed = IndexFormat.FENCES + (long) Long.BYTES * count + IndexFormat.ROW_BYTES * (count + 1L);
        if (prefixLength < 0 || fixed + prefixLength > length) {
            return new Opened(null, "number of blocks or length of the prefix");
        }
        Index index = new Index(bytes, start, count, prefixLength);
        String damage = index.damage(start + length - index.tails, end, entryCount);
        return new Opened(damage == null ? index : null, damage == null ? "" : damage);
    }

    private @Nullable String damage(int tailBytes, long end, long entryCount) {
        if (offset(0) != 0 || offset(count) != end || firstOrdinal(0) != 0 || firstOrdinal(count) != entryCount) {
            return "first and last row";
        }
        if (tail(0) != 0 || tail(count) != tailBytes) {
            return "first and last tail";
        }
        for (int block = 0; block < count; block++) {
            if (offset(block + 1) <= offset(block)
                    || firstOrdinal(block + 1) <= firstOrdinal(block)
                    || block > 0 && Long.compareUnsigned(fence(block - 1), fence(block)) > 0) {
                return "order of block " + block;
            }
            int tailEnd = tail(block + 1);
            if (tailEnd <= tail(block) || tailEnd > tailBytes || !isTail(block, tailEnd - tail(block))) {
                return "separator of block " + block;
            }
        }
        return null;
    }

    private boolean isTail(int block, int length) {
        int flags = flags(block);
        int inFence = flags & IndexFormat.IN_FENCE_MASK;
        int rest = length - restStart(flags);
        return inFence <= Long.BYTES && rest >= 0 && (rest == 0 || inFence == Long.BYTES);
    }

    /** What it takes on the heap, beside the part of the file that it lies in. */
    public int heapBytes() {
        return buckets.length * Integer.BYTES + prefix.length;
    }

    /** The number of data blocks, at least 1. */
    public int count() {
        return count;
    }

    private long fence(int block) {
        return Words.getLong(bytes, fences + Long.BYTES * block);
    }

    /** Where a block starts in the file; that of number {@link #count} is where the last one ends. */
    public long offset(int block) {
        return Words.getLong(bytes, rows + IndexFormat.ROW_BYTES * block + IndexFormat.ROW_OFFSET);
    }

    /** The number of entries before a block. */
    public int firstOrdinal(int block) {
        return Words.getInt(bytes, rows + IndexFormat.ROW_BYTES * block + IndexFormat.ROW_ORDINAL);
    }

    private int tail(int block) {
        return Words.getInt(bytes, rows + IndexFormat.ROW_BYTES * block + IndexFormat.ROW_TAIL);
    }

    private int flags(int block) {
        return bytes.get(tails + tail(block)) & 0xff;
    }

    private static int restStart(int flags) {
        return 1 + ((flags & IndexFormat.HAS_SEQUENCE) == 0 ? 0 : Long.BYTES);
    }

    /** The last version of the separator's key that may be in the block, 0 for all. */
    public long separatorSequence(int block) {
        return (flags(block) & IndexFormat.HAS_SEQUENCE) == 0 ? 0 : Words.getLong(bytes, tails + tail(block) + 1);
    }

    /** A copy of the separator after a block. */
    public Slice separator(int block) {
        int flags = flags(block);
        int inFence = flags & IndexFormat.IN_FENCE_MASK;
        int start = tail(block) + restStart(flags);
        int rest = tail(block + 1) - start;
        byte[] separator = Arrays.copyOf(prefix, prefix.length + inFence + rest);
        for (int i = 0; i < inFence; i++) {
            separator[prefix.length + i] = (byte) (fence(block) >>> (Long.SIZE - Byte.SIZE - Byte.SIZE * i));
        }
        bytes.get(tails + start, separator, prefix.length + inFence, rest);
        return new Slice(separator);
    }

    /**
     * The only block that can hold {@code (key, sequence)}, and that holds the first entry at or after it, unless the next
     * block begins with that.
     *
     * @return the number of blocks when there is no entry at or after it
     */
    public int find(Slice key, long sequence) {
        int common = Math.min(prefix.length, key.length());
        int order = Arrays.compareUnsigned(prefix, 0, prefix.length, key.array(), key.offset(), key.offset() + common);
        if (order != 0) {
            return order < 0 ? count : 0;
        }
        int from = key.offset() + common;
        int length = key.length() - common;
        long wanted = Words.fence(key.array(), from, length);
        int first = firstNotBelow(wanted);
        if (first == count || fence(first) != wanted) {
            return first;
        }
        int low = first;
        int high = lastEqual(wanted, first);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(middle, key.array(), from, length, sequence)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first fence that is not below the one wanted. */
    private int firstNotBelow(long wanted) {
        if (Long.compareUnsigned(wanted, least) <= 0) {
            return 0;
        }
        if (Long.compareUnsigned(most, wanted) < 0) {
            return count;
        }
        int bucket = bucket(wanted);
        int low = buckets[bucket];
        int high = buckets[bucket + 1];
        for (int tries = FEW; tries > 0 && low < high; tries--, low++) {
            if (Long.compareUnsigned(fence(low), wanted) >= 0) {
                return low;
            }
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(fence(middle), wanted) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Behind the last fence that is the one wanted. Requires: that at {@code from} is. */
    private int lastEqual(long wanted, int from) {
        int low = from;
        int high = buckets[bucket(wanted) + 1];
        if (fence(high - 1) == wanted) {
            return high;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (fence(middle) == wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * Whether a separator comes before {@code (key, sequence)}.
     *
     * @param from where the key goes on after the prefix; requires: the fences are the same
     * @param length of the key after the prefix
     */
    private boolean isBefore(int block, byte[] key, int from, int length, long sequence) {
        int flags = flags(block);
        int inFence = flags & IndexFormat.IN_FENCE_MASK;
        int order;
        if (inFence < Long.BYTES || length < Long.BYTES) {
            // One is the start of the other, but for zeros.
            order = Integer.compare(inFence, Math.min(length, Long.BYTES));
        } else {
            int start = tail(block) + restStart(flags);
            order = Words.compare(
                    bytes, tails + start, tail(block + 1) - start, key, from + Long.BYTES, length - Long.BYTES);
        }
        return order < 0 || order == 0 && separatorSequence(block) > Math.min(sequence, Stamp.MAX_SEQUENCE);
    }
}
