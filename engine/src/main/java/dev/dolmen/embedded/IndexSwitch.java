package dev.dolmen.embedded;

import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.TableDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Begins and ends the keeping of global indexes.
 *
 * <p>Each has a block of the keyspace to itself that is never used again, so nothing of an earlier index can return.
 * <b>Creating:</b> the definition is durable before any writer sees it; then {@link IndexFilling} adds the items, and
 * when all are there the index is {@code ACTIVE}. <b>Deleting</b> takes two steps, for writers must have stopped before the
 * entries go, yet nobody may be told before that is durable: the first makes durable that no write keeps the index any
 * more; the second removes it all with one range tombstone. After a crash in between, opening does the second.
 *
 * <p>Requires, for all of it: the catalog's lock is held.
 */
final class IndexSwitch {

    private final OrderedStore store;
    private final KeyLatches latches;
    private final DefinitionRecords records;

    IndexSwitch(OrderedStore store, KeyLatches latches, DefinitionRecords records) {
        this.store = store;
        this.latches = latches;
        this.records = records;
    }

    /** The indexes that one definition of a table has and another has not. */
    static List<IndexDefinition> missing(TableDefinition from, TableDefinition in) {
        return from.indexes().stream()
                .filter(index -> in.index(index.name()) == null)
                .toList();
    }

    /**
     * Begins to keep the index that a table has been given, as far as it is filled.
     *
     * @param batch to which the table's record is still to be added, with the id
     * @param id of the block for its entries
     */
    TableDefinition create(OpenTable table, TableDefinition changed, int id, WriteBatch batch) throws IOException {
        List<IndexDefinition> indexes = new ArrayList<>();
        for (IndexDefinition index : changed.indexes()) {
            indexes.add(table.definition().index(index.name()) == null ? index.withId(id) : index);
        }
        TableDefinition creating = changed.toBuilder().indexes(indexes).build();
        records.write(creating, batch);
        records.enforce(table, creating);
        return creating;
    }

    /** The index has all it should have. */
    void activate(OpenTable table, FillingIndex filling) throws IOException {
        TableDefinition active = replaced(table.definition(), filling.index(), IndexDefinition.State.ACTIVE);
        WriteBatch batch = new WriteBatch();
        batch.delete(Keyspace.indexProgress(filling.index().id()));
        records.write(active, batch);
        records.enforce(table, active);
    }

    /** Deletes the indexes that the changed definition lacks. */
    TableDefinition delete(OpenTable table, TableDefinition changed, List<IndexDefinition> gone) throws IOException {
        List<IndexDefinition> indexes = new ArrayList<>(changed.indexes());
        gone.forEach(index -> indexes.add(index.withState(IndexDefinition.State.DELETING)));
        TableDefinition deleting = changed.toBuilder().indexes(indexes).build();
        records.write(deleting, new WriteBatch());
        records.enforce(table, deleting);
        return finish(table);
    }

    /** Does the second step of deleting, when the first has been done, and nothing otherwise. */
    TableDefinition finish(OpenTable table) throws IOException {
        TableDefinition definition = table.definition();
        List<IndexDefinition> gone =
                definition.indexes().stream().filter(index -> !index.isKept()).toList();
        if (gone.isEmpty()) {
            return definition;
        }
        TableDefinition rest = definition.toBuilder()
                .indexes(definition.indexes().stream()
                        .filter(IndexDefinition::isKept)
                        .toList())
                .build();
        store.awaitDurable(removeEntries(gone, rest));
        table.setDefinition(rest);
        return rest;
    }

    private long removeEntries(List<IndexDefinition> gone, TableDefinition rest) throws IOException {
        WriteBatch batch = new WriteBatch();
        DefinitionRecords.put(rest, batch);
        KeyLatches.Held all = latches.holdAll();
        try {
            for (IndexDefinition index : gone) {
                Catalog.deleteBlock(index.id(), batch);
            }
            return store.commit(batch);
        } finally {
            all.close();
        }
    }

    private static TableDefinition replaced(TableDefinition table, IndexDefinition index, IndexDefinition.State state) {
        List<IndexDefinition> indexes = new ArrayList<>();
        for (IndexDefinition each : table.indexes()) {
            indexes.add(each.name().equals(index.name()) ? each.withState(state) : each);
        }
        return table.toBuilder().indexes(indexes).build();
    }
}
