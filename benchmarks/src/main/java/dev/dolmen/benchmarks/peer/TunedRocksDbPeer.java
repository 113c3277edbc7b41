package dev.dolmen.benchmarks.peer;

import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.HyperClockCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.TablePropertiesCollectorFactory;

/**
 * RocksDB by someone who knows it: direct buffers, its newer cache, a hash index in each block, pipelined writes, filters of
 * level 0 pinned, compactions triggered by deletions, iterators bounded above.
 */
final class TunedRocksDbPeer extends RocksDbPeer {

    private static final int BUFFER_BYTES = 512 << 10;
    private static final int CACHE_ENTRY_BYTES = 4096;

    /** Of so many neighbouring entries, this many deleted ones start a compaction. */
    private static final int DELETION_WINDOW = 1000;

    private static final int DELETIONS = 500;

    /** Direct buffers that one thread uses again and again. */
    private static final class Buffers {
        final ByteBuffer key = ByteBuffer.allocateDirect(4096);
        final ByteBuffer value = ByteBuffer.allocateDirect(BUFFER_BYTES);

        ByteBuffer key(byte[] bytes) {
            return key.clear().put(bytes).flip();
        }

        ByteBuffer value(byte[] bytes) {
            return value.clear().put(bytes).flip();
        }
    }

    private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);

    TunedRocksDbPeer(PeerOptions options) throws RocksDBException {
        super(options);
    }

    @Override
    void configure(Options settings, PeerOptions options) {
        settings.setTableFormatConfig(new BlockBasedTableConfig()
                .setFilterPolicy(owned(new BloomFilter(FILTER_BITS_PER_KEY)))
                .setBlockCache(owned(new HyperClockCache(options.cacheBytes(), CACHE_ENTRY_BYTES, -1, false)))
                .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true));
        settings.setEnablePipelinedWrite(true);
        settings.setTablePropertiesCollectorFactory(
                List.of(owned(TablePropertiesCollectorFactory.NewCompactOnDeletionCollectorFactory(
                        DELETION_WINDOW, DELETIONS, 0.5))));
    }

    @Override
    public void put(Row row) throws RocksDBException {
        Buffers reused = buffers.get();
        db.put(writeOptions, reused.key(row.key()), reused.value(row.value()));
    }

    @Override
    public long get(Row place) throws RocksDBException {
        Buffers reused = buffers.get();
        reused.value.clear();
        int bytes = db.get(readOptions, reused.key(place.key()), reused.value);
        return bytes < 0 ? Rows.ABSENT : Rows.number(reused.value.limit(bytes));
    }

    /** In a buffer that the next call reuses. */
    @Override
    public byte @Nullable [] answer(Row place) {
        return null;
    }

    @Override
    public void query(Row from, int limit, Tally tally) throws RocksDBException {
        Buffers reused = buffers.get();
        int left = limit;
        try (Slice end = new Slice(from.partitionEnd());
                ReadOptions bounded = new ReadOptions().setIterateUpperBound(end);
                RocksIterator rows = db.newIterator(bounded)) {
            for (rows.seek(reused.key(from.key())); left > 0 && rows.isValid(); rows.next()) {
                tally.add(number(rows, reused));
                left--;
            }
            rows.status();
        }
    }

    @Override
    public void scan(Tally tally) throws RocksDBException {
        Buffers reused = buffers.get();
        try (RocksIterator rows = db.newIterator(readOptions)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                tally.add(number(rows, reused));
            }
            rows.status();
        }
    }

    private static long number(RocksIterator rows, Buffers reused) {
        reused.value.clear();
        int bytes = rows.value(reused.value);
        return Rows.number(reused.value.limit(bytes));
    }

    @Override
    public void delete(Row place) throws RocksDBException {
        db.delete(writeOptions, buffers.get().key(place.key()));
    }
}
