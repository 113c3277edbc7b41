package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.DeleteTableRequest;
import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.GlobalSecondaryIndexDescription;
import dev.dolmen.model.GlobalSecondaryIndexUpdate;
import dev.dolmen.model.IndexStatus;
import dev.dolmen.model.LimitExceededException;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ResourceInUseException;
import dev.dolmen.model.ScanRequest;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.TableStatus;
import dev.dolmen.model.UpdateGlobalSecondaryIndexAction;
import dev.dolmen.model.ValidationException;
import dev.dolmen.table.DeleteTable;
import dev.dolmen.table.DescribeTable;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.Scan;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TableStatistics;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.DiskOperation.Kind;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An index that is added to a table, while it is filled step by step. */
class IndexFillingTest {

    private static final String TABLE = "items";
    private static final Instant NOW = Instant.parse("2026-11-02T00:00:00Z");

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock();
    private EmbeddedItemStore store;

    @BeforeEach
    void open() throws IOException {
        store = Databases.openWithoutBackground(disk, clock);
        if (store.table(TABLE) == null) {
            store.createTable(Writes.table(TABLE));
        }
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private TableDefinition table() {
        return Objects.requireNonNull(store.table(TABLE));
    }

    private void put(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            store.apply(Writes.put(table(), Writes.item("p" + i, i, "v", i)));
        }
    }

    @Test
    @Timeout(60)
    void whoWaitsIsToldWhenThereIsNoThreadToFillIt() throws IOException {
        Error refusal = new OutOfMemoryError("unable to create native thread");
        whoWaitsIsTold(refusal, task -> {
            throw refusal;
        });
    }

    @Test
    @Timeout(60)
    void whoWaitsIsToldWhenFillingRunsOutOfMemory() throws IOException {
        Error failure = new OutOfMemoryError("made for the test");
        AtomicBoolean injected = new AtomicBoolean();
        whoWaitsIsTold(failure, task -> {
            if (injected.compareAndSet(false, true)) {
                disk.inject(new Fault(operation -> operation.kind() == Kind.WRITE, file -> failure, 0, 1));
            }
            task.run();
        });
    }

    private void whoWaitsIsTold(Error cause, Executor background) throws IOException {
        put(3);
        store.close();
        store = Databases.openWithBackground(disk, clock, background);
        OnlineIndexes.create(store, TABLE, "byV");
        assertThatThrownBy(() -> store.awaitIndexes(table())).hasRootCause(cause);
        store.close();
        disk.repair();
        store = Databases.openWithBackground(disk, clock, Runnable::run);
        store.awaitIndexes(table());
        assertThat(store.statistics(table()).indexes().get("byV").count()).isEqualTo(3);
    }

    private GlobalSecondaryIndexDescription described(TableDescription description) {
        return Objects.requireNonNull(description.globalSecondaryIndexes()).get(0);
    }

    private TableDescription describe() throws IOException {
        return DescribeTable.perform(store, new DescribeTableRequest(TABLE), NOW)
                .table();
    }

    @Test
    void theStatesOfAnIndexThatIsCreated() throws IOException {
        put(3);
        TableDescription told = OnlineIndexes.create(store, TABLE, "by-v");
        assertThat(told.tableStatus()).isEqualTo(TableStatus.UPDATING);
        assertThat(described(told).indexStatus()).isEqualTo(IndexStatus.CREATING);
        assertThat(described(told).backfilling()).isFalse();

        TableDescription filling = describe();
        assertThat(filling.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(filling.attributeDefinitions()).hasSize(4);
        assertThat(described(filling).indexStatus()).isEqualTo(IndexStatus.CREATING);
        assertThat(described(filling).backfilling()).isTrue();
        assertThat(described(filling).itemCount()).isZero();

        reopenAndFill();
        TableDescription filled = describe();
        assertThat(described(filled).indexStatus()).isEqualTo(IndexStatus.ACTIVE);
        assertThat(described(filled).backfilling()).isNull();
        assertThat(described(filled).itemCount()).isEqualTo(3);

        TableDescription deleted = OnlineIndexes.delete(store, TABLE, "by-v");
        assertThat(deleted.tableStatus()).isEqualTo(TableStatus.UPDATING);
        assertThat(described(deleted).indexStatus()).isEqualTo(IndexStatus.DELETING);
        assertThat(describe().globalSecondaryIndexes()).isNull();
        assertThat(describe().attributeDefinitions()).hasSize(2);
        StoreChecker.check(store);
    }

    /** Opening goes on with what was begun. */
    private void reopenAndFill() throws IOException {
        store.close();
        try (EmbeddedItemStore filled = Databases.open(disk, clock)) {
            filled.awaitIndexes(Objects.requireNonNull(filled.table(TABLE)));
            StoreChecker.check(filled);
        }
        open();
    }

    @Test
    void anIndexCannotBeReadBeforeItIsFilled() throws IOException {
        put(1);
        OnlineIndexes.create(store, TABLE, "by-v");
        ScanRequest scan =
                ScanRequest.builder().tableName(TABLE).indexName("by-v").build();
        assertThatThrownBy(() -> Scan.perform(store, scan))
                .isInstanceOf(ValidationException.class)
                .hasMessage("Cannot read from backfilling global secondary index: by-v");
        reopenAndFill();
        assertThat(Scan.perform(store, scan).answer().get().count()).isEqualTo(1);
        OnlineIndexes.delete(store, TABLE, "by-v");
        assertThatThrownBy(() -> Scan.perform(store, scan))
                .isInstanceOf(ValidationException.class)
                .hasMessage("The table does not have the specified index: by-v");
    }

    @Test
    void meanwhileTheTableAndTheIndexAreInUse() throws IOException {
        put(1);
        OnlineIndexes.create(store, TABLE, "by-v");
        assertThatThrownBy(() -> OnlineIndexes.create(store, TABLE, "other"))
                .isInstanceOf(LimitExceededException.class)
                .hasMessage("Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously"
                        + " per table");
        assertThatThrownBy(() -> OnlineIndexes.create(store, TABLE, "by-v"))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessage("Attempt to change a resource which is still in use: Index is being created.  Table: items"
                        + " Index: by-v");
        GlobalSecondaryIndexUpdate update = GlobalSecondaryIndexUpdate.of(
                new UpdateGlobalSecondaryIndexAction("by-v", null, new OnDemandThroughput(1L, 1L), null));
        assertThatThrownBy(() -> OnlineIndexes.update(store, TABLE, update)).isInstanceOf(ResourceInUseException.class);
        assertThatThrownBy(() -> DeleteTable.perform(store, new DeleteTableRequest(TABLE), NOW))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessage("Attempt to change a resource which is still in use: Cannot delete table while indexes are"
                        + " being created, updated, or deleted.");
        OnlineIndexes.delete(store, TABLE, "by-v");
        DeleteTable.perform(store, new DeleteTableRequest(TABLE), NOW);
        StoreChecker.check(store);
    }

    @Test
    void whatCannotBeAKeyOfTheIndexIsLeftOut() throws IOException {
        store.apply(Writes.put(table(), Writes.item("good", 1, "v", 1)));
        Item lacking = Writes.item("lacking", 1, "v", -1);
        Item ofAnotherType = Item.builder()
                .putAll(Writes.item("type", 1, "v", -1).attributes())
                .put("w", AttributeValue.s("1"))
                .build();
        Item empty = Writes.item("empty", 1, "", 1);
        Item tooLong = Writes.item("long", 1, "v".repeat(2049), 1);
        Item longest = Writes.item("longest", 1, "v".repeat(2048), 1);
        for (Item item : List.of(lacking, ofAnotherType, empty, tooLong, longest)) {
            store.apply(Writes.put(table(), item));
        }
        OnlineIndexes.create(store, TABLE, "by-v", Projection.keysOnly());
        assertThat(OnlineIndexes.step(store, TABLE)).isFalse();
        assertThat(store.statistics(table()).index("by-v").count()).isEqualTo(2);
        StoreChecker.check(store);
        // They stay out, and counts stay right, when they are written without a change of the attribute.
        store.apply(Writes.delete(table(), Writes.key("empty", 1)));
        store.apply(Writes.delete(table(), Writes.key("long", 1)));
        store.apply(Writes.put(table(), Writes.item("type", 1, "v", 1)));
        assertThat(store.statistics(table()).index("by-v").count()).isEqualTo(3);
        StoreChecker.check(store);
    }

    @Test
    void itGoesOnFromThePlaceThatWasRecorded() throws IOException {
        put(2 * IndexFilling.STEP_ITEMS + 1);
        OnlineIndexes.create(store, TABLE, "by-v");
        assertThat(OnlineIndexes.step(store, TABLE)).isTrue();
        assertThat(count()).isEqualTo(IndexFilling.STEP_ITEMS);
        store.close();
        open();
        StoreChecker.check(store);
        assertThat(OnlineIndexes.step(store, TABLE)).isTrue();
        assertThat(count()).isEqualTo(2 * IndexFilling.STEP_ITEMS);
        assertThat(OnlineIndexes.step(store, TABLE)).isFalse();
        assertThat(count()).isEqualTo(2 * IndexFilling.STEP_ITEMS + 1);
        StoreChecker.check(store);
    }

    private long count() throws IOException {
        TableStatistics statistics = store.statistics(table());
        return statistics.index("by-v").count();
    }

    @Test
    void writesOnBothSidesOfThePlaceKeepTheIndexRight() throws IOException {
        put(2 * IndexFilling.STEP_ITEMS);
        OnlineIndexes.create(store, TABLE, "by-v");
        OnlineIndexes.step(store, TABLE);
        for (int i = 0; i < 2 * IndexFilling.STEP_ITEMS; i++) {
            switch (i % 4) {
                case 0 -> store.apply(Writes.delete(table(), Writes.key("p" + i, i)));
                case 1 -> store.apply(Writes.put(table(), Writes.item("p" + i, i, "moved", i)));
                case 2 -> store.apply(Writes.put(table(), Writes.item("new" + i, i, "v", i)));
                default -> store.apply(Writes.put(table(), Writes.item("p" + i, i, "v", -1)));
            }
            StoreChecker.check(store);
            if (i % 100 == 99) {
                OnlineIndexes.step(store, TABLE);
                StoreChecker.check(store);
            }
        }
    }

    @Test
    void aTableThatIsEmptiedHasNothingLeftToFill() throws IOException {
        put(IndexFilling.STEP_ITEMS + 1);
        OnlineIndexes.create(store, TABLE, "by-v");
        assertThat(OnlineIndexes.step(store, TABLE)).isTrue();
        store.clear(table());
        StoreChecker.check(store);
        put(IndexFilling.STEP_ITEMS + 1);
        assertThat(count()).isEqualTo(IndexFilling.STEP_ITEMS + 1);
        StoreChecker.check(store);
        store.close();
        open();
        assertThat(OnlineIndexes.step(store, TABLE)).isFalse();
        assertThat(count()).isEqualTo(IndexFilling.STEP_ITEMS + 1);
        StoreChecker.check(store);
    }

    @Test
    void anIndexIsDeletedWhileItIsFilled() throws IOException {
        put(IndexFilling.STEP_ITEMS + 1);
        OnlineIndexes.create(store, TABLE, "by-v");
        FillingIndex filling =
                Objects.requireNonNull(Objects.requireNonNull(store.open(TABLE)).filling());
        assertThat(OnlineIndexes.step(store, TABLE)).isTrue();
        OnlineIndexes.delete(store, TABLE, "by-v");
        filling.awaitEnd();
        assertThat(store.indexFilling().step(Objects.requireNonNull(store.open(TABLE)), filling))
                .isFalse();
        StoreChecker.check(store);
        // One of the same name has nothing to do with it.
        OnlineIndexes.create(store, TABLE, "by-v");
        assertThat(count()).isZero();
        IndexDefinition again = Objects.requireNonNull(table().index("by-v"));
        assertThat(again.id()).isNotEqualTo(filling.index().id());
        StoreChecker.check(store);
    }

    @Test
    void aTableIsDroppedWhileAnIndexIsFilled() throws IOException {
        put(1);
        OnlineIndexes.create(store, TABLE, "by-v");
        OpenTable open = Objects.requireNonNull(store.open(TABLE));
        FillingIndex filling = Objects.requireNonNull(open.filling());
        store.dropTable(TABLE);
        filling.awaitEnd();
        assertThat(store.indexFilling().step(open, filling)).isFalse();
        StoreChecker.check(store);
    }

    @Test
    void nobodyWaitsForAClosedStore() throws IOException {
        put(1);
        OnlineIndexes.create(store, TABLE, "by-v");
        FillingIndex filling =
                Objects.requireNonNull(Objects.requireNonNull(store.open(TABLE)).filling());
        store.close();
        assertThatThrownBy(filling::awaitEnd).isInstanceOf(IOException.class);
    }

    /** When all steps have been taken, and the index is about to become active. */
    @Test
    @Timeout(60)
    void aTableThatIsEmptiedAtTheEndKeepsTheIndexOfWhatComesAfter() throws Exception {
        put(3);
        store.close();
        Queue<Runnable> background = new ConcurrentLinkedQueue<>();
        store = Databases.openWithBackground(disk, clock, background::add);
        OnlineIndexes.create(store, TABLE, "byV");
        Thread filling = new Thread(background.remove());
        store.changeTable(TABLE, before -> {
            // The catalog is locked here, so that is where the filling ends up.
            filling.start();
            while (filling.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            try {
                store.clear(before);
                store.apply(Writes.put(before, Writes.item("later", 1, "v", 1)));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return before;
        });
        filling.join();
        store.awaitIndexes(table());
        assertThat(store.statistics(table()).indexes().get("byV").count()).isEqualTo(1);
        StoreChecker.check(store);
    }
}
