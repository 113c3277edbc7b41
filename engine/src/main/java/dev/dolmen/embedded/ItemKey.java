package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.ByteBuilder;
import dev.dolmen.item.KeyCodec;
import dev.dolmen.table.PrimaryKey;

/**
 * The key of an item as the store has it, with its parts at hand.
 *
 * @param store the whole key: space, hash, partition key, sort key
 * @param partitionBytes the length of the encoded partition key in it
 * @param partitionHash the hash in it
 */
record ItemKey(Slice store, int partitionBytes, long partitionHash) {

    /** @param space the table's */
    static ItemKey of(int space, PrimaryKey key) {
        Slice partition = encode(key.partition());
        long hash = StableHash.of(partition);
        AttributeValue sort = key.sort();
        Slice sortKey = sort == null ? Slice.EMPTY : encode(sort);
        return new ItemKey(Keyspace.item(space, hash, partition, sortKey), partition.length(), hash);
    }

    Slice partitionKey() {
        return store.subslice(Keyspace.PREFIX_BYTES, partitionBytes);
    }

    Slice sortKey() {
        int start = Keyspace.PREFIX_BYTES + partitionBytes;
        return store.subslice(start, store.length() - start);
    }

    /** The key of this item's entry in an index. @param indexSort the item's value of the index's sort key */
    Slice entryIn(int indexSpace, AttributeValue indexSort) {
        return Keyspace.indexEntry(indexSpace, partitionHash, partitionKey(), encode(indexSort), sortKey());
    }

    /** The order-preserving bytes of a key attribute. */
    static Slice encode(AttributeValue value) {
        ByteBuilder bytes = new ByteBuilder(32);
        KeyCodec.encode(value, bytes);
        return new Slice(bytes.array(), 0, bytes.length());
    }
}
