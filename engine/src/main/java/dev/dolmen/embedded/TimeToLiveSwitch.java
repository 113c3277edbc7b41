package dev.dolmen.embedded;

import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TimeToLive;
import java.io.IOException;
import java.util.Objects;

/**
 * Begins and ends the keeping of expiry times.
 *
 * <p>They are kept in a block of the keyspace that is never used again, so nothing of an earlier time to live can return.
 * <b>Enabling:</b> the definition is durable before any writer sees it; from then on each write keeps the entry of its item,
 * and {@link ExpiryBackfill} gathers the others. <b>Disabling</b> takes two steps, for writers must have stopped before
 * the entries go, yet nobody may be told before that is durable: the first makes durable that no write keeps entries any
 * more; the second removes them all with one range tombstone. After a crash in between, opening does the second.
 *
 * <p>Requires, for all of it: the catalog's lock is held.
 */
final class TimeToLiveSwitch {

    private final DefinitionRecords records;

    TimeToLiveSwitch(DefinitionRecords records) {
        this.records = records;
    }

    /**
     * Enables the time to live that a table has been given.
     *
     * @param batch to which the table's record is still to be added, with the id
     * @param id of the block for its expiry times
     */
    TableDefinition enable(OpenTable table, TableDefinition changed, int id, WriteBatch batch) throws IOException {
        TimeToLive wanted = Objects.requireNonNull(changed.timeToLive());
        TableDefinition enabled =
                changed.withTimeToLive(new TimeToLive(wanted.attribute(), id, TimeToLive.State.ENABLED));
        ExpiryBackfill.begin(id, batch);
        records.write(enabled, batch);
        records.enforce(table, enabled);
        return enabled;
    }

    /** Disables the time to live of a table, which has none in the changed definition. */
    TableDefinition disable(OpenTable table, TableDefinition changed) throws IOException {
        TimeToLive ending = Objects.requireNonNull(table.definition().timeToLive());
        TableDefinition disabling = changed.withTimeToLive(
                new TimeToLive(ending.attribute(), ending.indexId(), TimeToLive.State.DISABLING));
        records.write(disabling, new WriteBatch());
        records.enforce(table, disabling);
        return finish(table);
    }

    /** Does the second step of disabling, when the first has been done, and nothing otherwise. */
    TableDefinition finish(OpenTable table) throws IOException {
        TableDefinition definition = table.definition();
        TimeToLive timeToLive = definition.timeToLive();
        if (timeToLive == null || timeToLive.isEnabled()) {
            return definition;
        }
        TableDefinition disabled = definition.withTimeToLive(null);
        WriteBatch batch = new WriteBatch();
        Catalog.deleteBlock(timeToLive.indexId(), batch);
        records.write(disabled, batch);
        table.setDefinition(disabled);
        return disabled;
    }
}
