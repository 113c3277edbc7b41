package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.embedded.ItemRegister.Answer;
import dev.dolmen.embedded.ItemRegister.Call;
import dev.dolmen.embedded.ItemRegister.Kind;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.table.ItemCursor;
import dev.dolmen.table.KeyRange;
import dev.dolmen.table.PrimaryKey;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** The store equals a map from keys to values under any calls, flushes, compactions and reopenings. */
class EmbeddedItemStoreProperties {

    private static final ItemRegister MODEL = new ItemRegister();

    /** What is done between calls. */
    enum Upkeep {
        NONE,
        FLUSH,
        COMPACT,
        REOPEN,
        CHECK
    }

    record Step(int partition, int sort, Call call, Upkeep then) {}

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<String> values = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(40);
        Arbitrary<Call> calls = Combinators.combine(Arbitraries.of(Kind.class), values.dontShrink(), values)
                .as((kind, value, expected) -> switch (kind) {
                    case GET, DELETE, DELETE_IF_VALUE -> new Call(kind, "", expected);
                    case PUT, PUT_IF_ABSENT, PUT_IF_VALUE -> new Call(kind, value, expected);
                });
        Arbitrary<Upkeep> upkeep = Arbitraries.frequency(
                Tuple.of(20, Upkeep.NONE),
                Tuple.of(1, Upkeep.FLUSH),
                Tuple.of(1, Upkeep.COMPACT),
                Tuple.of(1, Upkeep.REOPEN),
                Tuple.of(1, Upkeep.CHECK));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(-3, 3),
                        calls,
                        upkeep)
                .as(Step::new);
    }

    @Property(tries = 150)
    void equalsAMap(@ForAll @Size(max = 150) List<@From("steps") Step> steps) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        SimulatedClock clock = new SimulatedClock();
        EmbeddedItemStore store = Databases.open(disk, clock, Databases.TINY, Runnable::run);
        TableDefinition table = store.createTable(Writes.indexedTable("t")).orElseThrow();
        List<TreeMap<Integer, String>> model = List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        for (Step step : steps) {
            PrimaryKey key = Writes.key("p" + step.partition(), step.sort());
            TreeMap<Integer, String> partition = model.get(step.partition());
            String state = partition.getOrDefault(step.sort(), "");
            // A condition on the value that is there has to hold now and then.
            Call call = step.sort() % 2 == 0 || state.isEmpty()
                    ? step.call()
                    : new Call(step.call().kind(), step.call().value(), state);
            Answer answer = new ItemClient(store, table).call(key, call, null);
            String after = MODEL.step(state, call, answer)
                    .orElseThrow(() -> new AssertionError(call + " on \"" + state + "\" answered " + answer));
            if (after.isEmpty()) {
                partition.remove(step.sort());
            } else {
                partition.put(step.sort(), after);
            }
            store = upkeep(step.then(), store, disk, clock);
            check(store, table, step.partition(), partition);
        }
        StoreChecker.check(store);
        store.close();
    }

    private static EmbeddedItemStore upkeep(
            Upkeep upkeep, EmbeddedItemStore store, SimulatedDisk disk, SimulatedClock clock) throws IOException {
        switch (upkeep) {
            case NONE -> {}
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

    private static void check(
            EmbeddedItemStore store, TableDefinition table, int partition, TreeMap<Integer, String> expected)
            throws IOException {
        List<String> forward = values(store, table, partition, true);
        assertThat(forward).containsExactlyElementsOf(expected.values());
        List<String> backward = values(store, table, partition, false);
        Collections.reverse(backward);
        assertThat(backward).isEqualTo(forward);
    }

    private static List<String> values(EmbeddedItemStore store, TableDefinition table, int partition, boolean forward)
            throws IOException {
        List<String> values = new ArrayList<>();
        KeyRange range = KeyRange.of(AttributeValue.s("p" + partition), null);
        try (ItemCursor cursor = store.range(table, null, range, forward, null)) {
            while (cursor.next()) {
                AttributeValue value =
                        Objects.requireNonNull(cursor.item().get("v")).decode();
                values.add(((AttributeValue.S) value).value());
            }
        }
        return values;
    }
}
