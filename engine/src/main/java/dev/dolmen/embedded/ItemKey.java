package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.ByteBuilder;
import dev.dolmen.item.KeyCodec;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.IndexKey;
import dev.dolmen.table.KeyAttribute;
import dev.dolmen.table.KeySchema;
import dev.dolmen.table.PrimaryKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key of an item as the store has it, with its parts at hand.
 *
 * @param store the whole key: space, hash, partition key, sort key
 * @param partitionBytes the length of the encoded partition key in it
 * @param partitionHash the hash in it
 */
record ItemKey(Slice store, int partitionBytes, long partitionHash) {

    /** Most keys are no longer. */
    private static final int EXPECTED_BYTES = 64;

    private static final byte[] ROOM_FOR_PREFIX = new byte[Keyspace.PREFIX_BYTES];

    /** @param space the table's */
    static ItemKey of(int space, PrimaryKey key) {
        return of(space, key, new ByteBuilder(EXPECTED_BYTES));
    }

    /** As {@link #of(int, PrimaryKey)}, in the builder's bytes: good until these change. */
    static ItemKey of(int space, PrimaryKey key, ByteBuilder bytes) {
        int partitionBytes = write(space, key.partition(), key.sort(), bytes);
        return new ItemKey(new Slice(bytes.array(), 0, bytes.length()), partitionBytes, Keyspace.hashOf(bytes.array()));
    }

    /** Replaces what is in the builder by the whole key as the store has it. Returns the length of the partition key in it. */
    static int write(int space, AttributeValue partition, @Nullable AttributeValue sort, ByteBuilder into) {
        into.clear().append(ROOM_FOR_PREFIX);
        KeyCodec.encode(partition, into);
        int partitionBytes = into.length() - Keyspace.PREFIX_BYTES;
        if (sort != null) {
            KeyCodec.encode(sort, into);
        }
        long hash = StableHash.of(into.array(), Keyspace.PREFIX_BYTES, partitionBytes);
        Keyspace.setPrefix(into.array(), space, hash);
        return partitionBytes;
    }

    Slice partitionKey() {
        return store.subslice(Keyspace.PREFIX_BYTES, partitionBytes);
    }

    Slice sortKey() {
        int start = Keyspace.PREFIX_BYTES + partitionBytes;
        return store.subslice(start, store.length() - start);
    }

    /** A hash of the sort key alone. */
    long sortHash() {
        int start = Keyspace.PREFIX_BYTES + partitionBytes;
        return StableHash.of(store.array(), store.offset() + start, store.length() - start);
    }

    /** The key of this item's entry in an index. @param values the item's values of the index's key */
    Slice entryIn(int indexSpace, IndexDefinition index, IndexKey.Values values) {
        if (index.isLocal()) {
            return Keyspace.indexEntry(indexSpace, partitionHash, partitionKey(), encode(values.sort()), sortKey());
        }
        Slice partition = encode(values.partition());
        Slice base = store.subslice(Keyspace.PREFIX_BYTES, store.length() - Keyspace.PREFIX_BYTES);
        return Keyspace.indexEntry(indexSpace, StableHash.of(partition), partition, encode(values.sort()), base);
    }

    /**
     * The key of an item from the key of an entry that has, after its prefix, just the item's partition key and sort key.
     *
     * @throws dev.dolmen.item.CorruptItemException when it has not
     */
    static PrimaryKey primaryKey(Slice entry, KeySchema schema) {
        int start = entry.offset() + Keyspace.PREFIX_BYTES;
        int end = entry.offset() + entry.length();
        KeyAttribute sort = schema.sort();
        int middle = sort == null ? end : KeyCodec.end(schema.partition().type(), entry.array(), start, end);
        return new PrimaryKey(
                KeyCodec.decode(schema.partition().type(), entry.array(), start, middle),
                sort == null ? null : KeyCodec.decode(sort.type(), entry.array(), middle, end));
    }

    /** The order-preserving bytes of a key attribute. */
    static Slice encode(AttributeValue value) {
        ByteBuilder bytes = new ByteBuilder(32);
        KeyCodec.encode(value, bytes);
        return new Slice(bytes.array(), 0, bytes.length());
    }

    /** The order-preserving bytes of several, one after the other: none is a prefix of another. */
    static Slice encode(List<AttributeValue> values) {
        ByteBuilder bytes = new ByteBuilder(32 * values.size());
        values.forEach(value -> KeyCodec.encode(value, bytes));
        return new Slice(bytes.array(), 0, bytes.length());
    }
}
