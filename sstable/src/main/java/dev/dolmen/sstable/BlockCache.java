package dev.dolmen.sstable;
/** Stand-in. */
public final class BlockCache {
    public BlockCache(long bytes) {}
}
