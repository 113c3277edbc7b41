package dev.dolmen.benchmarks.peer;

import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.StoreComponents;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/** The ordered store alone. Each write takes one of many locks by its key, as the table's latches do. */
final class OrderedStorePeer implements Peer {

    private final ExecutorService background = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "store-background");
        thread.setDaemon(true);
        return thread;
    });
    private final ThreadLocal<ReadResult> results = ThreadLocal.withInitial(ReadResult::new);
    private final ThreadLocal<WriteBatch> batches = ThreadLocal.withInitial(WriteBatch::new);
    private final ReentrantLock[] latches = new ReentrantLock[1024];
    private final OrderedStore store;
    private final boolean sync;

    OrderedStorePeer(PeerOptions options) throws IOException {
        sync = options.sync();
        Arrays.setAll(latches, i -> new ReentrantLock());
        store = OrderedStore.open(
                options.directory(),
                storeOptions(options),
                new StoreComponents(new DiskFileSystem(), InstantSource.system(), background));
    }

    private static StoreOptions storeOptions(PeerOptions options) {
        return StoreOptions.builder()
                .memoryBudget(options.memoryBytes(1 + StoreOptions.DEFAULT.sealedMemtables()))
                .memtableBytes(options.memtableBytes())
                .build();
    }

    @Override
    public void put(Row row) throws IOException {
        WriteBatch batch = batch();
        batch.put(row.keySlice(), new Slice(row.value()));
        commit(row, batch);
    }

    @Override
    public long get(Row place) throws IOException {
        ReadResult result = results.get();
        if (!store.get(place.keySlice(), null, result)) {
            return Rows.ABSENT;
        }
        return number(result.value());
    }

    private static long number(Slice value) {
        return Rows.number(value.array(), value.offset(), value.length());
    }

    @Override
    public void query(Row from, int limit, Tally tally) throws IOException {
        int left = limit;
        try (Cursor cursor = store.cursor(from.keySlice(), new Slice(from.partitionEnd()), null)) {
            for (boolean more = cursor.seekToFirst(); more && left > 0; more = --left > 0 && cursor.next()) {
                tally.add(number(cursor.value()));
            }
        }
    }

    @Override
    public void scan(Tally tally) throws IOException {
        try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                tally.add(number(cursor.value()));
            }
        }
    }

    @Override
    public void delete(Row place) throws IOException {
        WriteBatch batch = batch();
        batch.delete(place.keySlice());
        commit(place, batch);
    }

    @Override
    public boolean deleteIfInactive(Row place) throws IOException {
        Slice key = place.keySlice();
        ReadResult result = results.get();
        long sequence;
        ReentrantLock latch = latch(place);
        latch.lock();
        try {
            if (!store.get(key, null, result)) {
                return false;
            }
            Slice value = result.value();
            if (!Rows.isInactive(value.array(), value.offset(), value.length())) {
                return false;
            }
            sequence = store.commit(batch().delete(key));
        } finally {
            latch.unlock();
        }
        awaitDurable(sequence);
        return true;
    }

    @Override
    public void deletePartition(Row place) throws IOException {
        WriteBatch batch = batch();
        batch.deleteRange(new Slice(place.key(), 0, place.partitionBytes()), new Slice(place.partitionEnd()));
        commit(place, batch);
    }

    private WriteBatch batch() {
        WriteBatch batch = batches.get();
        batch.clear();
        return batch;
    }

    private ReentrantLock latch(Row place) {
        return latches[Arrays.hashCode(place.key()) & latches.length - 1];
    }

    private void commit(Row place, WriteBatch batch) throws IOException {
        long sequence;
        ReentrantLock latch = latch(place);
        latch.lock();
        try {
            sequence = store.commit(batch);
        } finally {
            latch.unlock();
        }
        awaitDurable(sequence);
    }

    private void awaitDurable(long sequence) throws IOException {
        if (sync) {
            store.awaitDurable(sequence);
        }
    }

    @Override
    public void settle() throws IOException, InterruptedException {
        store.flush();
        Quiet.await();
    }

    @Override
    public void compact() throws IOException {
        store.compact();
    }

    @Override
    public void close() throws IOException {
        store.close();
        background.shutdown();
    }
}
