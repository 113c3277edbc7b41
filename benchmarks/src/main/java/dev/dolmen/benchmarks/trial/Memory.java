package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.data.DataSet;
import java.util.Locale;

/** How the memory a store is given compares with its data. */
public enum Memory {
    /** All of it is cached once it was read. */
    FITS,
    /** A quarter of it can be cached; the rest is in the page cache of the operating system, and must be fetched. */
    BEYOND;

    private static final int LEAST_BYTES = 1 << 20;
    private static final int MOST_MEMTABLE_BYTES = 64 << 20;
    private static final int SHARE = 4;

    /** For the blocks of a store's files. */
    public long cacheBytes(DataSet dataSet) {
        return Math.max(LEAST_BYTES, this == FITS ? 2 * dataSet.bytes() : dataSet.bytes() / SHARE);
    }

    /** For what was written last: the usual 64 MiB, less for small data sets, so that these reach the disk as well. */
    public static int memtableBytes(DataSet dataSet) {
        return (int) Math.max(LEAST_BYTES, Math.min(MOST_MEMTABLE_BYTES, dataSet.bytes() / SHARE));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when it is neither {@code fits} nor {@code beyond} */
    public static Memory of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
