package dev.dolmen.sstable;

/**
 * How a table is written. Readers need none of it: a table says itself how it was made.
 *
 * @param blockBytes a data block is closed before it would grow past this, not counting compression; or past twice this,
 *     while it has fewer than {@value #FEW_ENTRIES} entries: what a block costs should be shared by some. A larger entry gets a
 *     block to itself. Default 4096: a page of most disks.
 * @param compression of values. Default {@link Compression#LZ4}.
 * @param filterBitsPerKey the size of the bloom filter, in bits per distinct key; 0 for none. Default 10: a key that is
 *     not there is taken to be there once in more than a hundred times.
 */
public record TableOptions(int blockBytes, Compression compression, int filterBitsPerKey) {

    public static final TableOptions DEFAULT = new TableOptions(4096, Compression.LZ4, 10);

    /** Blocks of long entries may be larger, up to so many. */
    static final int FEW_ENTRIES = 8;

    /** Far above any use, low enough that no block's size overflows. */
    private static final int MAX_BLOCK_BYTES = 1 << 26;

    private static final int MAX_FILTER_BITS_PER_KEY = 64;

    /** @throws IllegalArgumentException for a number out of its range */
    public TableOptions {
        requireRange("blockBytes", blockBytes, 1, MAX_BLOCK_BYTES);
        requireRange("filterBitsPerKey", filterBitsPerKey, 0, MAX_FILTER_BITS_PER_KEY);
    }

    /** How large a block may grow by an entry, if it has so many without it. */
    int mostBytes(int entries) {
        return entries < FEW_ENTRIES ? 2 * blockBytes : blockBytes;
    }

    private static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    public TableOptions withBlockBytes(int bytes) {
        return new TableOptions(bytes, compression, filterBitsPerKey);
    }

    public TableOptions withCompression(Compression chosen) {
        return new TableOptions(blockBytes, chosen, filterBitsPerKey);
    }
}
