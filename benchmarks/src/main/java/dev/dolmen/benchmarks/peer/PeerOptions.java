package dev.dolmen.benchmarks.peer;

import java.nio.file.Path;

/**
 * What every peer is given to work with.
 *
 * @param directory its own; made when it is not there
 * @param sync whether a write waits until it is on stable storage; otherwise it is in the operating system's hands, and
 *     survives the process
 * @param cacheBytes how much of its files a store may keep in memory. Peers that map their files ignore it
 * @param memtableBytes how much a store may collect in memory before it writes it out. Peers without such a thing ignore it
 * @param mapBytes an upper bound of what the store's file may become, for peers that must know it
 */
public record PeerOptions(Path directory, boolean sync, long cacheBytes, int memtableBytes, long mapBytes) {

    /** RocksDB's default: one being filled, one being flushed. */
    private static final int MEMTABLES = 2;

    /**
     * For stores that divide their memory between memtables and cache themselves: as much as RocksDB takes for both at most.
     *
     * @param memtables how many of them the store must have room for
     */
    long memoryBytes(int memtables) {
        return Math.max((long) memtables * memtableBytes, (long) MEMTABLES * memtableBytes + cacheBytes);
    }
}
