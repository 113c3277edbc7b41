package dev.dolmen.benchmarks.peer;

import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.OptimisticTransactionDB;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.Transaction;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB through JNI, as its users mostly run it: its defaults with LZ4 and a filter of ten bits per key, byte arrays in and
 * out, its log on. Conditional deletes go through its optimistic transactions.
 */
class RocksDbPeer implements Peer {

    static {
        RocksDB.loadLibrary();
    }

    static final int FILTER_BITS_PER_KEY = 10;

    /** What is to be freed at the end, in this order, after the database itself. */
    private final List<AbstractNativeReference> owned = new ArrayList<>();

    final WriteOptions writeOptions;
    final ReadOptions readOptions;
    final OptimisticTransactionDB db;

    RocksDbPeer(PeerOptions options) throws RocksDBException {
        writeOptions = owned(new WriteOptions().setSync(options.sync()));
        readOptions = owned(new ReadOptions());
        Options settings = owned(new Options());
        settings.setCreateIfMissing(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(options.memtableBytes());
        configure(settings, options);
        db = OptimisticTransactionDB.open(settings, options.directory().toString());
    }

    /** Sets what is more than the basics. */
    void configure(Options settings, PeerOptions options) {
        settings.setTableFormatConfig(new BlockBasedTableConfig()
                .setFilterPolicy(owned(new BloomFilter(FILTER_BITS_PER_KEY)))
                .setBlockCache(owned(new LRUCache(options.cacheBytes()))));
    }

    final <T extends AbstractNativeReference> T owned(T reference) {
        owned.add(0, reference);
        return reference;
    }

    @Override
    public void put(Row row) throws Exception {
        db.put(writeOptions, row.key(), row.value());
    }

    @Override
    public long get(Row place) throws Exception {
        byte @Nullable [] value = answer(place);
        return value == null ? Rows.ABSENT : Rows.number(value, 0, value.length);
    }

    @Override
    public byte @Nullable [] answer(Row place) throws Exception {
        return db.get(readOptions, place.key());
    }

    @Override
    public void query(Row from, int limit, Tally tally) throws Exception {
        int prefix = from.partitionBytes();
        int left = limit;
        try (RocksIterator rows = db.newIterator(readOptions)) {
            for (rows.seek(from.key()); left > 0 && rows.isValid(); rows.next()) {
                byte[] key = rows.key();
                if (key.length < prefix || !Arrays.equals(key, 0, prefix, from.key(), 0, prefix)) {
                    break;
                }
                byte[] value = rows.value();
                tally.add(Rows.number(value, 0, value.length));
                left--;
            }
            rows.status();
        }
    }

    @Override
    public void scan(Tally tally) throws Exception {
        try (RocksIterator rows = db.newIterator(readOptions)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                byte[] value = rows.value();
                tally.add(Rows.number(value, 0, value.length));
            }
            rows.status();
        }
    }

    @Override
    public void delete(Row place) throws Exception {
        db.delete(writeOptions, place.key());
    }

    @Override
    public final boolean deleteIfInactive(Row place) throws Exception {
        while (true) {
            try (Transaction transaction = db.beginTransaction(writeOptions)) {
                byte[] value = transaction.getForUpdate(readOptions, place.key(), true);
                if (value == null || !Rows.isInactive(value, 0, value.length)) {
                    return false;
                }
                transaction.delete(place.key());
                transaction.commit();
                return true;
            } catch (RocksDBException e) {
                if (e.getStatus() == null || e.getStatus().getCode() != Status.Code.Busy) {
                    throw e;
                }
                // Another transaction has written the key: once more.
            }
        }
    }

    /** By single deletes in one batch: a database with optimistic transactions supports no range deletes. */
    @Override
    public void deletePartition(Row place) throws Exception {
        int prefix = place.partitionBytes();
        try (WriteBatch batch = new WriteBatch();
                RocksIterator rows = db.newIterator(readOptions)) {
            for (rows.seek(Arrays.copyOf(place.key(), prefix)); rows.isValid(); rows.next()) {
                byte[] key = rows.key();
                if (key.length < prefix || !Arrays.equals(key, 0, prefix, place.key(), 0, prefix)) {
                    break;
                }
                batch.delete(key);
            }
            rows.status();
            db.write(writeOptions, batch);
        }
    }

    @Override
    public final void settle() throws Exception {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            db.flush(flush);
        }
        while (db.getLongProperty("rocksdb.num-running-compactions") > 0
                || db.getLongProperty("rocksdb.compaction-pending") > 0) {
            Thread.sleep(10);
        }
        Quiet.await();
    }

    @Override
    public final void compact() throws Exception {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            db.flush(flush);
        }
        db.compactRange();
    }

    @Override
    public final void close() {
        db.close();
        owned.forEach(AbstractNativeReference::close);
    }
}
