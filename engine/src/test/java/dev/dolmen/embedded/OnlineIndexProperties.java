package dev.dolmen.embedded;

import dev.dolmen.item.Item;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Transaction;
import dev.dolmen.table.Write;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/**
 * Whatever happens between the steps of filling an index, it has just the entries of the items before the place it has come
 * to, and the counts are those of its entries.
 */
class OnlineIndexProperties {

    private static final String TABLE = "items";
    private static final String INDEX = "by-v";

    /** Enough for three steps. */
    private static final int KEYS = 2 * IndexFilling.STEP_ITEMS + 50;

    enum Kind {
        PUT,
        DELETE,
        TRANSACT,
        STEP,
        FINISH,
        CREATE,
        DROP,
        CLEAR,
        REOPEN
    }

    /** @param v the values an item gets; empty and long ones cannot be keys. @param w none when negative */
    record Step(Kind kind, int key, int otherKey, String v, int w) {}

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(20, Kind.PUT),
                Tuple.of(15, Kind.DELETE),
                Tuple.of(5, Kind.TRANSACT),
                Tuple.of(8, Kind.STEP),
                Tuple.of(1, Kind.FINISH),
                Tuple.of(4, Kind.CREATE),
                Tuple.of(1, Kind.DROP),
                Tuple.of(1, Kind.CLEAR),
                Tuple.of(2, Kind.REOPEN));
        Arbitrary<Integer> keys = Arbitraries.integers().between(0, KEYS - 1);
        Arbitrary<String> values = Arbitraries.of("", "a", "b", "c", "x".repeat(2048), "x".repeat(2049));
        return Combinators.combine(
                        kinds, keys, keys, values, Arbitraries.integers().between(-1, 3))
                .as(Step::new);
    }

    @Property(tries = 60)
    void holdsTheItemsBeforeItsPlace(@ForAll @Size(max = 60) List<@From("steps") Step> steps) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        SimulatedClock clock = new SimulatedClock();
        Queue<Runnable> background = new ArrayDeque<>();
        EmbeddedItemStore store = Databases.openWithBackground(disk, clock, background::add);
        TableDefinition table = store.createTable(Writes.table(TABLE)).orElseThrow();
        for (int key = 0; key < KEYS; key++) {
            store.apply(Writes.put(table, item(key, "v" + key % 3, key % 5 - 1)));
        }
        OnlineIndexes.create(store, TABLE, INDEX);
        for (Step step : steps) {
            if (step.kind() == Kind.REOPEN) {
                store.close();
                background.clear();
                store = Databases.openWithBackground(disk, clock, background::add);
            } else {
                perform(store, step, background);
            }
            StoreChecker.check(store);
        }
        store.close();
    }

    private static Item item(int key, String v, int w) {
        return Writes.item("p" + key % 11, key, v, w);
    }

    private static void perform(EmbeddedItemStore store, Step step, Queue<Runnable> background) throws IOException {
        TableDefinition table = Objects.requireNonNull(store.table(TABLE));
        boolean there = table.index(INDEX) != null;
        OpenTable open = Objects.requireNonNull(store.open(TABLE));
        Write put = Writes.put(table, item(step.key(), step.v(), step.w()));
        Write delete = Writes.delete(table, Writes.key("p" + step.otherKey() % 11, step.otherKey()));
        switch (step.kind()) {
            case PUT -> store.apply(put);
            case DELETE -> store.apply(delete);
            case TRANSACT -> {
                if (step.key() != step.otherKey()) {
                    store.transact(new Transaction(List.of(put, delete), null));
                }
            }
            case STEP -> {
                if (open.filling() != null) {
                    OnlineIndexes.step(store, TABLE);
                }
            }
            case FINISH -> {
                while (!background.isEmpty()) {
                    background.remove().run();
                }
            }
            case CREATE -> {
                if (!there) {
                    OnlineIndexes.create(store, TABLE, INDEX);
                }
            }
            case DROP -> {
                if (there) {
                    OnlineIndexes.delete(store, TABLE, INDEX);
                }
            }
            case CLEAR -> store.clear(table);
            case REOPEN -> throw new AssertionError("done elsewhere");
        }
    }
}
