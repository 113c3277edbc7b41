package dev.dolmen.sstable.index;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.Stamp;
import dev.dolmen.sstable.bytes.Words;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The index of a table, read where it lies. Immutable, for any number of threads. */
public final class Index {

    /** So many probes by interpolation; what is left of an uneven stretch is halved. */
    private static final int PROBES = 8;

    /** How far beyond a guess the next probe is: this part of the stretch, as a power of two. */
    private static final int CLOSE_BITS = 6;

    /** Fences within one or two cache lines are as well halved. */
    private static final int FEW = 12;

    private final ByteBuffer bytes;
    private final int fences;
    private final int rows;
    private final int tails;
    private final int count;
    private final byte[] prefix;

    private Index(ByteBuffer bytes, int start, int count, int prefixLength) {
        this.bytes = bytes;
        this.count = count;
        fences = start + IndexFormat.FENCES;
        rows = fences + Long.BYTES * count;
        int prefixStart = rows + IndexFormat.ROW_BYTES * (count + 1);
        tails = prefixStart + prefixLength;
        prefix = new byte[prefixLength];
        bytes.get(prefixStart, prefix);
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
            int tailLength = tail(block + 1) - tail(block);
            if (tailLength < 1 || tail(block + 1) > tailBytes || !isTail(block, tailLength)) {
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
        int high = firstAbove(wanted, first);
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
        // The fence at low is below the one wanted, that at high is not.
        int low = -1;
        int high = count;
        if (count > FEW) {
            long least = fence(0);
            long most = fence(count - 1);
            if (Long.compareUnsigned(wanted, least) <= 0) {
                return 0;
            }
            if (Long.compareUnsigned(most, wanted) < 0) {
                return count;
            }
            low = 0;
            high = count - 1;
            int probe = 0;
            int step = 0;
            for (int i = 0; i < PROBES && high - low > FEW; i++) {
                // Every other probe is a short way beyond the guess before it, to close the other side in as well.
                probe = i % 2 == 0 ? guess(low, high, least, most, wanted) : probe + step;
                probe = Math.max(low + 1, Math.min(high - 1, probe));
                long found = fence(probe);
                int width = Math.max(FEW / 2, (high - low) >>> CLOSE_BITS);
                if (Long.compareUnsigned(found, wanted) < 0) {
                    low = probe;
                    least = found;
                    step = width;
                } else {
                    high = probe;
                    most = found;
                    step = -width;
                }
            }
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(fence(middle), wanted) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Where the fence would be if those between were spread evenly. */
    private static int guess(int low, int high, long least, long most, long wanted) {
        double share = ((wanted - least) >>> 1) / (double) (((most - least) >>> 1) + 1);
        return low + (int) (share * (high - low));
    }

    private int firstAbove(long wanted, int from) {
        int low = from;
        int step = 1;
        while (low + step < count && fence(low + step) == wanted) {
            low += step;
            step <<= 1;
        }
        int high = Math.min(count, low + step);
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
