package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.Item;
import dev.dolmen.model.BulkDeleteRequest;
import dev.dolmen.table.BulkDelete;
import dev.dolmen.table.ItemCursor;
import dev.dolmen.table.PrimaryKey;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Transaction;
import dev.dolmen.table.Write;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Writes that do not look at what they replace leave just the items they should, and exact counts, whatever happens. */
class BlindWritesProperties {

    private static final String TABLE = "items";

    enum Kind {
        PUT,
        DELETE,
        PUT_IF_ABSENT,
        TRANSACT,
        DELETE_PARTITION,
        CLEAR,
        FLUSH,
        COMPACT,
        REOPEN,
        CHECK
    }

    record Step(Kind kind, int partition, int sort, int length) {

        PrimaryKey key() {
            return Writes.key("p" + partition, sort);
        }

        Item item() {
            return Writes.item("p" + partition, sort, "v".repeat(length), length % 5 - 1);
        }
    }

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(40, Kind.PUT),
                Tuple.of(25, Kind.DELETE),
                Tuple.of(5, Kind.PUT_IF_ABSENT),
                Tuple.of(5, Kind.TRANSACT),
                Tuple.of(3, Kind.DELETE_PARTITION),
                Tuple.of(1, Kind.CLEAR),
                Tuple.of(3, Kind.FLUSH),
                Tuple.of(2, Kind.COMPACT),
                Tuple.of(2, Kind.REOPEN),
                Tuple.of(3, Kind.CHECK));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(-4, 4),
                        Arbitraries.integers().between(1, 60))
                .as(Step::new);
    }

    @Property(tries = 100)
    void leaveWhatTheyShould(@ForAll @Size(max = 200) List<@From("steps") Step> steps) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        SimulatedClock clock = new SimulatedClock();
        Map<PrimaryKey, Item> model = new HashMap<>();
        EmbeddedItemStore store = Databases.open(disk, clock, Databases.TINY, Runnable::run);
        store.createTable(Writes.table(TABLE));
        for (Step step : steps) {
            store = perform(store, step, model, disk, clock);
        }
        assertThat(items(store)).isEqualTo(model);
        StoreChecker.check(store);
        store.close();
    }

    @Property(tries = 200)
    void countsAreExactAfterAnyPowerCut(
            @ForAll @Size(min = 20, max = 200) List<@From("steps") Step> steps,
            @ForAll long cut,
            @ForAll PowerLoss policy,
            @ForAll long lossSeed)
            throws IOException {
        SimulatedClock clock = new SimulatedClock();
        SimulatedDisk whole = new SimulatedDisk();
        run(whole, clock, steps);
        SimulatedDisk disk = new SimulatedDisk();
        disk.powerOffAfter(1 + Math.floorMod(cut, whole.operations()));
        run(disk, clock, steps);
        SimulatedDisk left = disk.afterPowerLoss(policy, lossSeed);
        run(left, clock, steps);
        assertThat(left.isPoweredOff()).isFalse();
    }

    /** Checks what there is, performs the steps, and checks what there is then, as far as the power stays on. */
    private static void run(SimulatedDisk disk, SimulatedClock clock, List<Step> steps) throws IOException {
        try {
            EmbeddedItemStore store = Databases.open(disk, clock, Databases.TINY, Runnable::run);
            StoreChecker.check(store);
            store.createTable(Writes.table(TABLE));
            for (Step step : steps) {
                store = perform(store, step, new HashMap<>(items(store)), disk, clock);
            }
            StoreChecker.check(store);
            store.close();
        } catch (IOException e) {
            if (!disk.isPoweredOff()) {
                throw e;
            }
        }
    }

    private static EmbeddedItemStore perform(
            EmbeddedItemStore store, Step step, Map<PrimaryKey, Item> model, SimulatedDisk disk, SimulatedClock clock)
            throws IOException {
        TableDefinition table = Objects.requireNonNull(store.table(TABLE));
        switch (step.kind) {
            case PUT -> {
                store.apply(Writes.blind(Writes.put(table, step.item())));
                model.put(step.key(), step.item());
            }
            case DELETE -> {
                store.apply(Writes.blind(Writes.delete(table, step.key())));
                model.remove(step.key());
            }
            case PUT_IF_ABSENT -> {
                store.apply(Writes.blind(Writes.put(table, step.item(), Writes.absent(), null)));
                model.putIfAbsent(step.key(), step.item());
            }
            case TRANSACT -> {
                Write delete = Writes.blind(Writes.delete(table, Writes.key("p" + step.partition, step.sort + 1)));
                store.transact(new Transaction(List.of(Writes.blind(Writes.put(table, step.item())), delete), null));
                model.put(step.key(), step.item());
                model.remove(delete.key());
            }
            case DELETE_PARTITION -> {
                long expected = model.keySet().stream()
                        .filter(key -> key.partition().equals(step.key().partition()))
                        .count();
                Item partition = Item.of("p", "p" + step.partition);
                assertThat(BulkDelete.perform(
                                        store, new BulkDeleteRequest(TABLE, partition, null, null, null, false, null))
                                .deletedCount())
                        .isEqualTo(expected);
                model.keySet().removeIf(key -> key.partition().equals(step.key().partition()));
            }
            case CLEAR -> {
                assertThat(store.clear(table).items()).isEqualTo(model.size());
                model.clear();
            }
            case FLUSH -> store.orderedStore().flush();
            case COMPACT -> store.orderedStore().compact();
            case REOPEN -> {
                store.close();
                return Databases.open(disk, clock, Databases.TINY, Runnable::run);
            }
            case CHECK -> StoreChecker.check(store);
        }
        return store;
    }

    private static Map<PrimaryKey, Item> items(EmbeddedItemStore store) throws IOException {
        TableDefinition table = Objects.requireNonNull(store.table(TABLE));
        Map<PrimaryKey, Item> items = new HashMap<>();
        try (ItemCursor cursor = store.scan(table, null, 0, 1, null)) {
            while (cursor.next()) {
                Item item = cursor.item().decode();
                items.put(table.key().keyOf(item), item);
            }
        }
        return items;
    }
}
