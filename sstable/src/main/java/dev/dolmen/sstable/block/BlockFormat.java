package dev.dolmen.sstable.block;

/**
 * Where things are in a block of entries.
 *
 * <pre>
 * header        u32 entries, u32 length of the prefix, u8 widths of a slot's three numbers, u8 dictionary,
 *               u64 base of the stamps
 * fingerprints  u8 an entry: the lowest byte of its key's hash
 * slots         an entry: end of its suffix, end of its value, stamp less the base
 * prefix        what all keys begin with
 * suffixes      the rest of each key, one after the other
 * values        one after the other
 * </pre>
 *
 * <p>All that a search compares is of fixed width or close together, so that finding a key touches few cache lines and
 * decodes nothing. {@code FORMAT.md} has the details.
 */
final class BlockFormat {

    static final int COUNT = 0;
    static final int PREFIX_LENGTH = COUNT + Integer.BYTES;
    static final int SUFFIX_WIDTH = PREFIX_LENGTH + Integer.BYTES;
    static final int VALUE_WIDTH = SUFFIX_WIDTH + 1;
    static final int STAMP_WIDTH = VALUE_WIDTH + 1;
    static final int DICTIONARY = STAMP_WIDTH + 1;
    static final int BASE = DICTIONARY + 1;
    static final int FINGERPRINTS = BASE + Long.BYTES;

    /** Ends below this take two bytes, others four. */
    static final int SHORT_ENDS = 1 << 16;

    static final int SHORT_WIDTH = 2;
    static final int LONG_WIDTH = 4;

    private BlockFormat() {}

    static int endWidth(long largest) {
        return largest < SHORT_ENDS ? SHORT_WIDTH : LONG_WIDTH;
    }

    /** The bytes that hold every number up to this one. */
    static int stampWidth(long largest) {
        return (Long.SIZE - Long.numberOfLeadingZeros(largest) + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** The bits of a number of this many bytes. */
    static long mask(int width) {
        return width == 0 ? 0 : -1L >>> (Long.SIZE - Byte.SIZE * width);
    }

    static byte fingerprint(long hash) {
        return (byte) hash;
    }
}
