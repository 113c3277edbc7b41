package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TableDefinitionCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The definitions of tables as records in the store, and how a changed one comes into force: what writers go by is durable
 * before. Requires, for all changes: the catalog's lock is held.
 */
final class DefinitionRecords {

    private final OrderedStore store;
    private final KeyLatches latches;

    DefinitionRecords(OrderedStore store, KeyLatches latches) {
        this.store = store;
        this.latches = latches;
    }

    static TableDefinition decode(Slice record) {
        return TableDefinitionCodec.decode(record.array(), record.offset(), record.length());
    }

    /** Adds the record of a table, which replaces the one that is there. */
    static void put(TableDefinition definition, WriteBatch batch) {
        batch.put(key(definition), new Slice(TableDefinitionCodec.encode(definition)));
    }

    static void delete(TableDefinition definition, WriteBatch batch) {
        batch.delete(key(definition));
    }

    private static Slice key(TableDefinition definition) {
        return Keyspace.table(new Slice(definition.name().getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes the record of a table with what else is in the batch, and returns when it is durable. */
    void write(TableDefinition definition, WriteBatch batch) throws IOException {
        put(definition, batch);
        store.awaitDurable(store.commit(batch));
    }

    /** No write that goes by the old definition is under way when this returns. Requires: the new one is durable. */
    void enforce(OpenTable table, TableDefinition definition) {
        KeyLatches.Held all = latches.holdAll();
        try {
            table.setDefinition(definition);
        } finally {
            all.close();
        }
    }
}
