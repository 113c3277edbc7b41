package dev.dolmen.benchmarks;

import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.OptimisticTransactionDB;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.Transaction;
import org.rocksdb.WriteOptions;

/** RocksDB through JNI, at its defaults, its log on. */
final class RocksDbPeer implements Peer {

    static {
        RocksDB.loadLibrary();
    }

    private final Options options = new Options().setCreateIfMissing(true);
    private final WriteOptions writeOptions;
    private final ReadOptions readOptions = new ReadOptions();
    private final OptimisticTransactionDB db;

    RocksDbPeer(Path directory, boolean sync) throws RocksDBException {
        writeOptions = new WriteOptions().setSync(sync);
        db = OptimisticTransactionDB.open(options, directory.toString());
    }

    @Override
    public void put(Item item) throws RocksDBException {
        db.put(writeOptions, Items.key(Items.id(item)), EncodedItem.of(item).toByteArray());
    }

    @Override
    public @Nullable Item get(String id) throws RocksDBException {
        byte[] value = db.get(Items.key(id));
        return value == null ? null : EncodedItem.of(value).decode();
    }

    @Override
    public boolean deleteIfInactive(String id) throws RocksDBException {
        byte[] key = Items.key(id);
        while (true) {
            try (Transaction transaction = db.beginTransaction(writeOptions)) {
                byte[] value = transaction.getForUpdate(readOptions, key, true);
                if (value == null || !Items.isInactive(EncodedItem.of(value))) {
                    return false;
                }
                transaction.delete(key);
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

    @Override
    public void close() {
        db.close();
        readOptions.close();
        writeOptions.close();
        options.close();
    }
}
