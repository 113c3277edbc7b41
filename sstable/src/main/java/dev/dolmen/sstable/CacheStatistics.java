package dev.dolmen.sstable;

/**
 * The decoded blocks that are kept in memory.
 *
 * @param bytes what they take of the heap
 * @param blocks how many there are
 * @param admitted how many were let in so far
 * @param evicted how many of those had to go for others, or because the memory was needed; not those whose table went
 */
public record CacheStatistics(long bytes, int blocks, long admitted, long evicted) {

    static final CacheStatistics NONE = new CacheStatistics(0, 0, 0, 0);
}
