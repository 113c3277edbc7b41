package dev.dolmen.benchmarks;

import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.StoreComponents;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.ReadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The ordered store alone. A conditional delete takes one of many locks by the key, as the table's latches do. */
final class OrderedStorePeer implements Peer {

    private final ExecutorService background = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "store-background");
        thread.setDaemon(true);
        return thread;
    });
    private final ReentrantLock[] locks = new ReentrantLock[256];
    private final OrderedStore store;
    private final boolean sync;

    OrderedStorePeer(Path directory, boolean sync) throws IOException {
        this.sync = sync;
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new ReentrantLock();
        }
        store = OrderedStore.open(
                directory,
                StoreOptions.builder().build(),
                new StoreComponents(new DiskFileSystem(), InstantSource.system(), background));
    }

    @Override
    public void put(Item item) throws IOException {
        byte[] value = EncodedItem.of(item).toByteArray();
        String id = Items.id(item);
        WriteBatch batch = new WriteBatch();
        batch.put(new Slice(Items.key(id)), new Slice(value));
        commit(id, batch);
    }

    private void commit(String id, WriteBatch batch) throws IOException {
        long sequence;
        ReentrantLock lock = lock(id);
        lock.lock();
        try {
            sequence = store.commit(batch);
        } finally {
            lock.unlock();
        }
        if (sync) {
            store.awaitDurable(sequence);
        }
    }

    private ReentrantLock lock(String id) {
        return locks[id.hashCode() & locks.length - 1];
    }

    @Override
    public @Nullable Item get(String id) throws IOException {
        ReadResult read = new ReadResult();
        return store.get(new Slice(Items.key(id)), null, read) ? encoded(read).decode() : null;
    }

    private static EncodedItem encoded(ReadResult read) {
        Slice value = read.value();
        return EncodedItem.of(value.array(), value.offset(), value.length());
    }

    @Override
    public boolean deleteIfInactive(String id) throws IOException {
        Slice key = new Slice(Items.key(id));
        ReadResult read = new ReadResult();
        ReentrantLock lock = lock(id);
        long sequence;
        lock.lock();
        try {
            if (!store.get(key, null, read) || !Items.isInactive(encoded(read))) {
                return false;
            }
            WriteBatch batch = new WriteBatch();
            batch.delete(key);
            sequence = store.commit(batch);
        } finally {
            lock.unlock();
        }
        if (sync) {
            store.awaitDurable(sequence);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        store.close();
        background.shutdown();
    }
}
