package dev.dolmen.benchmarks.peer;

import static dev.dolmen.expressions.Attr.attr;

import dev.dolmen.Dolmen;
import dev.dolmen.DolmenOptions;
import dev.dolmen.Table;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.expressions.Condition;
import dev.dolmen.item.Item;
import dev.dolmen.model.ConditionalCheckFailedException;
import dev.dolmen.model.Durability;
import dev.dolmen.model.QueryResponse;
import dev.dolmen.model.ScalarAttributeType;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A table of Dolmen's, through its public API: validation, latches, exact counters and all. */
final class TablePeer implements Peer {

    private static final String NAME = "Users";

    /** One being filled, two that wait for their flush. */
    private static final int MEMTABLES = 3;

    private static final Condition INACTIVE = attr(Rows.STATUS).eq(Rows.INACTIVE);

    private final Dolmen dolmen;
    private final Table table;

    TablePeer(PeerOptions options) {
        int memtableBytes = Math.max(DolmenOptions.LEAST_MEMTABLE_BYTES, options.memtableBytes());
        long memoryBudget = Math.max(DolmenOptions.LEAST_MEMORY_BUDGET, options.memoryBytes(MEMTABLES));
        dolmen = Dolmen.open(
                options.directory(),
                new DolmenOptions(
                        options.sync() ? Durability.SYNC : Durability.OS,
                        null,
                        memoryBudget,
                        memtableBytes,
                        true,
                        InstantSource.system()));
        if (!dolmen.tableNames().contains(NAME)) {
            dolmen.createTable(NAME)
                    .partitionKey(Rows.PARTITION_KEY, ScalarAttributeType.S)
                    .sortKey(Rows.SORT_KEY, ScalarAttributeType.N)
                    .run();
        }
        table = dolmen.table(NAME);
    }

    @Override
    public void put(Row row) {
        table.put(row.item()).run();
    }

    @Override
    public long get(Row place) {
        @Nullable Item item = answer(place);
        return item == null ? Rows.ABSENT : Rows.number(item);
    }

    @Override
    public @Nullable Item answer(Row place) {
        return table.find(place.itemKey());
    }

    @Override
    public void query(Row from, int limit, Tally tally) {
        int left = limit;
        @Nullable Item after = null;
        do {
            QueryResponse page = table.query(from.partition())
                    .sortKeyGreaterThanOrEqualTo(from.sort())
                    .limit(left)
                    .exclusiveStartKey(after)
                    .run();
            List<Item> items = Objects.requireNonNull(page.items());
            for (Item item : items) {
                tally.add(Rows.number(item));
            }
            left -= items.size();
            // A page holds no more than 1 MB, so long items take several.
            after = page.lastEvaluatedKey();
        } while (left > 0 && after != null);
    }

    @Override
    public void scan(Tally tally) {
        for (Item item : table.scan().items()) {
            tally.add(Rows.number(item));
        }
    }

    @Override
    public void delete(Row place) {
        table.delete(place.itemKey()).run();
    }

    @Override
    public boolean deleteIfInactive(Row place) {
        try {
            table.delete(place.itemKey()).onlyIf(INACTIVE).run();
            return true;
        } catch (ConditionalCheckFailedException refused) {
            return false;
        }
    }

    @Override
    public void deletePartition(Row place) {
        table.deletePartition(place.partition()).run();
    }

    @Override
    public void settle() throws InterruptedException {
        dolmen.flush();
        Quiet.await();
    }

    @Override
    public void compact() {
        dolmen.compact();
    }

    @Override
    public void close() {
        dolmen.close();
    }
}
