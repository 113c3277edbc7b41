package dev.dolmen.benchmarks.peer;

import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import java.util.Arrays;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

/** H2's MVStore: a log-structured copy-on-write B-tree in Java, which writes in the background. */
final class MvStorePeer implements Peer {

    private static final int COMPACTION_MILLIS = 120_000;

    private final MVStore store;
    private final MVMap<byte[], byte[]> rows;
    private final boolean sync;

    MvStorePeer(PeerOptions options) {
        sync = options.sync();
        store = new MVStore.Builder()
                .fileName(options.directory().resolve("rows.mv").toString())
                .cacheSize((int) Math.max(1, options.cacheBytes() >> 20))
                .open();
        rows = store.openMap(
                "rows",
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    @Override
    public void put(Row row) {
        rows.put(row.key(), row.value());
        written();
    }

    /** Commits are what makes writes survive; without them the store commits once a second. */
    private void written() {
        if (sync) {
            store.commit();
            store.sync();
        }
    }

    @Override
    public long get(Row place) {
        byte @Nullable [] value = answer(place);
        return value == null ? Rows.ABSENT : Rows.number(value, 0, value.length);
    }

    @Override
    public byte @Nullable [] answer(Row place) {
        return rows.get(place.key());
    }

    @Override
    public void query(Row from, int limit, Tally tally) {
        int prefix = from.partitionBytes();
        int left = limit;
        Cursor<byte[], byte[]> cursor = rows.cursor(from.key());
        while (left > 0 && cursor.hasNext()) {
            byte[] key = cursor.next();
            if (key.length < prefix || !Arrays.equals(key, 0, prefix, from.key(), 0, prefix)) {
                break;
            }
            tally.add(Rows.number(cursor.getValue(), 0, cursor.getValue().length));
            left--;
        }
    }

    @Override
    public void scan(Tally tally) {
        Cursor<byte[], byte[]> cursor = rows.cursor(null);
        while (cursor.hasNext()) {
            cursor.next();
            tally.add(Rows.number(cursor.getValue(), 0, cursor.getValue().length));
        }
    }

    @Override
    public void delete(Row place) {
        rows.remove(place.key());
        written();
    }

    @Override
    public boolean deleteIfInactive(Row place) {
        while (true) {
            byte @Nullable [] value = rows.get(place.key());
            if (value == null || !Rows.isInactive(value, 0, value.length)) {
                return false;
            }
            if (rows.remove(place.key(), value)) {
                written();
                return true;
            }
            // Another thread has changed the row in between: look again.
        }
    }

    @Override
    public void deletePartition(Row place) {
        int prefix = place.partitionBytes();
        Cursor<byte[], byte[]> cursor = rows.cursor(Arrays.copyOf(place.key(), prefix));
        while (cursor.hasNext()) {
            byte[] key = cursor.next();
            if (key.length < prefix || !Arrays.equals(key, 0, prefix, place.key(), 0, prefix)) {
                break;
            }
            rows.remove(key);
        }
        written();
    }

    @Override
    public void settle() throws InterruptedException {
        store.commit();
        Quiet.await();
    }

    @Override
    public void compact() {
        store.commit();
        store.compactFile(COMPACTION_MILLIS);
    }

    @Override
    public void close() {
        store.close();
    }
}
