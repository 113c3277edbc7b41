package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.Item;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Power is cut while an index is created, filled and deleted: it goes on from where it was, and nothing is left over. */
class IndexCrashTest {

    private static final String TABLE = "items";

    /** More than two steps of filling. */
    private static final int ITEMS = 2 * IndexFilling.STEP_ITEMS + 20;

    /** What has been told. */
    private enum Told {
        NOTHING,
        CREATED,
        DELETED
    }

    private final SimulatedClock clock = new SimulatedClock();

    @Test
    void aCutAfterAnyChangeLosesNothingToldAndLeavesNothingOver() throws IOException {
        cutEverywhere(StoreOptions.builder().logSegmentBytes(1 << 20).build(), 1);
    }

    @Test
    void soItIsWhileFlushingAndCompacting() throws IOException {
        cutEverywhere(Databases.TINY, 7);
    }

    @Test
    void aCutAmongWritesAndWhileTheTableIsEmptiedLeavesEntriesAndCountsRight() throws IOException {
        PowerCuts cuts = new PowerCuts();
        StoreOptions options = StoreOptions.builder().logSegmentBytes(1 << 20).build();
        SimulatedDisk full = fill(options, cuts.random());
        long writes = cuts.random().nextLong();
        boolean whole = cuts.everywhere(
                () -> full.afterPowerLoss(PowerLoss.KEEP_ALL, 0),
                1,
                disk -> runStepByStep(disk, new Random(writes)),
                (left, done) -> {
                    try (EmbeddedItemStore store = Databases.openWithoutBackground(left, clock)) {
                        StoreChecker.check(store);
                    }
                    check(left, options, Told.NOTHING);
                });
        assertThat(whole).isTrue();
    }

    /** Writes, and empties the table, between the steps of filling an index. */
    private boolean runStepByStep(SimulatedDisk disk, Random random) {
        boolean done = false;
        try (EmbeddedItemStore store = Databases.openWithoutBackground(disk, clock)) {
            OnlineIndexes.create(store, TABLE, "by-v");
            TableDefinition table = Objects.requireNonNull(store.table(TABLE));
            OnlineIndexes.step(store, TABLE);
            write(store, table, random);
            OnlineIndexes.step(store, TABLE);
            store.clear(table);
            write(store, table, random);
            OnlineIndexes.step(store, TABLE);
            write(store, table, random);
            store.awaitDurable(store.orderedStore().visibleSequence(), null);
            done = true;
        } catch (IOException e) {
            assertThat(disk.isPoweredOff()).as("unexpected %s", e).isTrue();
        }
        return done;
    }

    private static void write(EmbeddedItemStore store, TableDefinition table, Random random) throws IOException {
        for (int i = 0; i < 12; i++) {
            int key = random.nextInt(ITEMS);
            if (random.nextInt(3) == 0) {
                store.apply(Writes.delete(table, Writes.key("p" + key % 7, key)));
            } else {
                store.apply(Writes.put(
                        table, Writes.item("p" + key % 7, key, "w" + random.nextInt(9), random.nextInt(5) - 1)));
            }
        }
    }

    private void cutEverywhere(StoreOptions options, int stride) throws IOException {
        PowerCuts cuts = new PowerCuts();
        SimulatedDisk full = fill(options, cuts.random());
        Told whole = cuts.everywhere(
                () -> full.afterPowerLoss(PowerLoss.KEEP_ALL, 0),
                stride,
                disk -> run(disk, options),
                (left, told) -> check(left, options, told));
        assertThat(whole).isEqualTo(Told.DELETED);
    }

    /** A disk with the table and its items, all synced. */
    private SimulatedDisk fill(StoreOptions options, Random random) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        try (EmbeddedItemStore store = Databases.open(disk, clock, options, Runnable::run)) {
            TableDefinition table = store.createTable(Writes.table(TABLE)).orElseThrow();
            for (int i = 0; i < ITEMS; i++) {
                Item item = Writes.item("p" + i % 7, i, "v" + random.nextInt(9), random.nextInt(5) - 1);
                store.apply(Writes.put(table, item));
            }
        }
        return disk;
    }

    /** Creates an index, writes while that is told, and deletes the index. */
    private Told run(SimulatedDisk disk, StoreOptions options) {
        Told told = Told.NOTHING;
        try (EmbeddedItemStore store = Databases.open(disk, clock, options, Runnable::run)) {
            OnlineIndexes.create(store, TABLE, "by-v");
            told = Told.CREATED;
            TableDefinition table = Objects.requireNonNull(store.table(TABLE));
            store.awaitIndexes(table);
            store.apply(Writes.put(table, Writes.item("p1", 1, "other", 1)));
            store.apply(Writes.delete(table, Writes.key("p2", 2)));
            OnlineIndexes.delete(store, TABLE, "by-v");
            told = Told.DELETED;
        } catch (IOException e) {
            assertThat(disk.isPoweredOff()).as("unexpected %s", e).isTrue();
        }
        return told;
    }

    private void check(SimulatedDisk disk, StoreOptions options, Told told) throws IOException {
        try (EmbeddedItemStore store = Databases.open(disk, clock, options, Runnable::run)) {
            // Opening has filled the index, if it was there.
            TableDefinition table = Objects.requireNonNull(store.table(TABLE));
            IndexDefinition index = table.index("by-v");
            if (index != null) {
                assertThat(index.isActive()).isTrue();
                assertThat(told).isNotEqualTo(Told.DELETED);
            } else {
                assertThat(table.attributes()).hasSize(2);
            }
            StoreChecker.check(store);
        }
    }
}
