package dev.dolmen.benchmarks;

import dev.dolmen.item.Item;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A store that can do the work: items under the value of their attribute {@code id}. All peers take and give whole items,
 * encoding them alike, so that what is compared is the storing. Thread-safe.
 */
public interface Peer extends AutoCloseable {

    /** Which peer, as the parameter {@code peer} names it. */
    enum Kind {
        /** Tables: {@code Dolmen.putItem} and so on, counters and all. */
        dolmen,
        /** The ordered store that tables stand on. */
        store,
        /** RocksDB at its defaults; conditional deletes through its optimistic transactions. */
        rocksdb
    }

    /**
     * Opens a new, empty store.
     *
     * @param sync whether a write waits until it is on stable storage; otherwise it is in the operating system's hands
     */
    static Peer open(Kind kind, Path directory, boolean sync) throws Exception {
        return switch (kind) {
            case dolmen -> new DolmenPeer(directory, sync);
            case store -> new OrderedStorePeer(directory, sync);
            case rocksdb -> new RocksDbPeer(directory, sync);
        };
    }

    void put(Item item) throws Exception;

    /** The item; null when there is none. */
    @Nullable
    Item get(String id) throws Exception;

    /** Deletes the item if its {@code status} is {@code inactive}; tells whether it did. Atomic. */
    boolean deleteIfInactive(String id) throws Exception;

    @Override
    void close() throws IOException;
}
