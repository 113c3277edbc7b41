package dev.dolmen.benchmarks.peer;

import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.Txn;

/** LMDB: a mapped copy-on-write B+ tree, read in place. One transaction a write; readers reset and renew theirs. */
final class LmdbPeer implements Peer {

    private static final int MAX_READERS = 256;
    private static final int KEY_BYTES = 511;

    /** The calling thread's own: a transaction to read in, and a direct buffer for keys. */
    private final class Reader {
        final Txn<ByteBuffer> transaction = env.txnRead();
        final ByteBuffer key = ByteBuffer.allocateDirect(KEY_BYTES);

        Reader() {
            transaction.reset();
        }

        ByteBuffer key(byte[] bytes) {
            return key.clear().put(bytes).flip();
        }
    }

    private final Env<ByteBuffer> env;
    private final Dbi<ByteBuffer> rows;
    private final ThreadLocal<Reader> readers = ThreadLocal.withInitial(Reader::new);

    LmdbPeer(PeerOptions options) {
        EnvFlags[] flags = options.sync()
                ? new EnvFlags[] {EnvFlags.MDB_NORDAHEAD}
                : new EnvFlags[] {EnvFlags.MDB_NORDAHEAD, EnvFlags.MDB_NOSYNC};
        env = Env.create(ByteBufferProxy.PROXY_OPTIMAL)
                .setMapSize(options.mapBytes())
                .setMaxReaders(MAX_READERS)
                .setMaxDbs(1)
                .open(options.directory().toFile(), flags);
        rows = env.openDbi("rows", DbiFlags.MDB_CREATE);
    }

    @Override
    public void put(Row row) {
        Reader reader = readers.get();
        try (Txn<ByteBuffer> transaction = env.txnWrite()) {
            ByteBuffer place = rows.reserve(transaction, reader.key(row.key()), row.value().length);
            place.put(row.value());
            transaction.commit();
        }
    }

    @Override
    public long get(Row place) {
        Reader reader = readers.get();
        reader.transaction.renew();
        try {
            @Nullable ByteBuffer value = rows.get(reader.transaction, reader.key(place.key()));
            return value == null ? Rows.ABSENT : Rows.number(value);
        } finally {
            reader.transaction.reset();
        }
    }

    @Override
    public void query(Row from, int limit, Tally tally) {
        Reader reader = readers.get();
        reader.transaction.renew();
        try (Cursor<ByteBuffer> cursor = rows.openCursor(reader.transaction)) {
            int left = limit;
            boolean more = cursor.get(reader.key(from.key()), GetOp.MDB_SET_RANGE);
            while (more && left > 0 && isIn(from, cursor.key())) {
                tally.add(Rows.number(cursor.val()));
                left--;
                more = cursor.next();
            }
        } finally {
            reader.transaction.reset();
        }
    }

    private static boolean isIn(Row row, ByteBuffer key) {
        int bytes = row.partitionBytes();
        if (key.remaining() < bytes) {
            return false;
        }
        // From the end, where partitions differ.
        for (int i = bytes - 1; i >= 0; i--) {
            if (key.get(key.position() + i) != row.key()[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void scan(Tally tally) {
        Reader reader = readers.get();
        reader.transaction.renew();
        try (Cursor<ByteBuffer> cursor = rows.openCursor(reader.transaction)) {
            for (boolean more = cursor.first(); more; more = cursor.next()) {
                tally.add(Rows.number(cursor.val()));
            }
        } finally {
            reader.transaction.reset();
        }
    }

    @Override
    public void delete(Row place) {
        Reader reader = readers.get();
        try (Txn<ByteBuffer> transaction = env.txnWrite()) {
            rows.delete(transaction, reader.key(place.key()));
            transaction.commit();
        }
    }

    @Override
    public boolean deleteIfInactive(Row place) {
        ByteBuffer key = readers.get().key(place.key());
        try (Txn<ByteBuffer> transaction = env.txnWrite()) {
            @Nullable ByteBuffer value = rows.get(transaction, key);
            if (value == null) {
                return false;
            }
            byte[] bytes = new byte[value.remaining()];
            value.get(bytes);
            if (!Rows.isInactive(bytes, 0, bytes.length)) {
                return false;
            }
            rows.delete(transaction, key);
            transaction.commit();
            return true;
        }
    }

    @Override
    public void deletePartition(Row place) {
        Reader reader = readers.get();
        try (Txn<ByteBuffer> transaction = env.txnWrite()) {
            try (Cursor<ByteBuffer> cursor = rows.openCursor(transaction)) {
                ByteBuffer start = reader.key(place.key()).limit(place.partitionBytes());
                while (cursor.get(start, GetOp.MDB_SET_RANGE) && isIn(place, cursor.key())) {
                    cursor.delete();
                }
            }
            transaction.commit();
        }
    }

    @Override
    public void settle() {
        env.sync(true);
    }

    /** Pages stay where they were written: only a copy of the file would be smaller. */
    @Override
    public void compact() {
        throw new UnsupportedOperationException("LMDB has no compaction in place");
    }

    @Override
    public void close() {
        env.close();
    }
}
