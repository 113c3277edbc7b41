package dev.dolmen.sstable;

/**
 * The decoded blocks that are kept in memory, and the rows that are read most.
 *
 * @param bytes what they take of the heap together
 * @param blocks how many blocks there are
 * @param admitted how many blocks were let in so far
 * @param evicted how many of those had to go for others, or because the memory was needed; not those whose table went
 */
public record CacheStatistics(long bytes, int blocks, long admitted, long evicted) {

    static final CacheStatistics NONE = new CacheStatistics(0, 0, 0, 0);
}
