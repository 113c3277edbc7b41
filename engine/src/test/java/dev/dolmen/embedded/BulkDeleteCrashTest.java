package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.model.BulkDeleteRequest;
import dev.dolmen.table.BulkDelete;
import dev.dolmen.table.ItemCursor;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Power is cut in the middle of deletes in bulk: what was done at once is done or not, the rest can go on. */
class BulkDeleteCrashTest {

    private static final String PLAIN = "plain";
    private static final String INDEXED = "indexed";

    /**
     * A step of the script.
     *
     * @param put the items put, one write each; empty for a delete in bulk
     * @param atOnce whether a crash leaves all of it or nothing
     */
    private record Step(String table, List<Item> put, @Nullable BulkDeleteRequest delete, boolean atOnce) {}

    private static final class Told {
        private boolean created;
        private int done;
    }

    private final SimulatedClock clock = new SimulatedClock();

    @Test
    void aCutAfterAnyChangeLeavesWholeItemsAndRightCounts() throws IOException {
        cutEverywhere(StoreOptions.builder().logSegmentBytes(1 << 20).build(), 1);
    }

    @Test
    void soItIsWhileFlushingAndCompacting() throws IOException {
        cutEverywhere(Databases.TINY, 5);
    }

    private void cutEverywhere(StoreOptions options, int stride) throws IOException {
        PowerCuts cuts = new PowerCuts();
        List<Step> script = script(cuts.random());
        Told whole = cuts.everywhere(
                stride, disk -> run(disk, options, script), (left, told) -> check(left, options, script, told));
        assertThat(whole.done).isEqualTo(script.size());
    }

    private static List<Step> script(Random random) {
        List<Step> script = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (String table : List.of(PLAIN, INDEXED)) {
                List<Item> items = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    items.add(Writes.item("p" + i % 2, i, "v" + random.nextInt(2) + "x".repeat(200), i));
                }
                script.add(new Step(table, items, null, false));
            }
            script.add(new Step(PLAIN, List.of(), delete(PLAIN, "p0", null), true));
            script.add(new Step(INDEXED, List.of(), delete(INDEXED, "p1", null), false));
            script.add(new Step(PLAIN, List.of(), delete(PLAIN, null, "v0"), false));
            script.add(new Step(INDEXED, List.of(), delete(INDEXED, "p0", "v1"), false));
            if (round != 1) {
                script.add(new Step(PLAIN, List.of(), delete(PLAIN, null, null), true));
                script.add(new Step(INDEXED, List.of(), delete(INDEXED, null, null), true));
            }
        }
        return script;
    }

    private static BulkDeleteRequest delete(String table, @Nullable String partition, @Nullable String value) {
        return new BulkDeleteRequest(
                table,
                partition == null ? null : Item.of("p", partition),
                value == null ? null : "begins_with(v, :v)",
                null,
                value == null ? null : Map.of(":v", AttributeValue.s(value)),
                false,
                null);
    }

    private Told run(SimulatedDisk disk, StoreOptions options, List<Step> script) {
        Told told = new Told();
        try (EmbeddedItemStore store = Databases.open(disk, clock, options, Runnable::run)) {
            store.createTable(Writes.table(PLAIN));
            store.createTable(Writes.indexedTable(INDEXED));
            told.created = true;
            for (Step step : script) {
                perform(store, step);
                told.done++;
            }
        } catch (IOException e) {
            // Where the power goes, the script ends.
            assertThat(disk.isPoweredOff()).as("unexpected %s", e).isTrue();
        }
        return told;
    }

    private static void perform(EmbeddedItemStore store, Step step) throws IOException {
        TableDefinition table = Objects.requireNonNull(store.table(step.table()));
        for (Item item : step.put()) {
            // Those that can be are blind.
            store.awaitDurable(
                    store.apply(Writes.blind(Writes.put(table, item))).restsOn(), null);
        }
        if (step.delete() != null) {
            BulkDelete.perform(store, step.delete());
        }
    }

    private void check(SimulatedDisk disk, StoreOptions options, List<Step> script, Told told) throws IOException {
        try (EmbeddedItemStore store = Databases.open(disk, clock, options, Runnable::run)) {
            StoreChecker.check(store);
            if (!told.created) {
                return;
            }
            for (String table : List.of(PLAIN, INDEXED)) {
                Set<Item> before = items(script.subList(0, told.done), table);
                Set<Item> after = items(script.subList(0, Math.min(told.done + 1, script.size())), table);
                Set<Item> found = items(store, table);
                Set<Item> both = new HashSet<>(before);
                both.retainAll(after);
                Set<Item> either = new HashSet<>(before);
                either.addAll(after);
                assertThat(found).containsAll(both);
                assertThat(either).containsAll(found);
                if (told.done < script.size() && script.get(told.done).atOnce()) {
                    assertThat(found).isIn(before, after);
                }
            }
            for (Step step : script.subList(told.done, script.size())) {
                perform(store, step);
            }
            for (String table : List.of(PLAIN, INDEXED)) {
                assertThat(items(store, table)).isEqualTo(items(script, table));
            }
            StoreChecker.check(store);
        }
    }

    private static Set<Item> items(EmbeddedItemStore store, String table) throws IOException {
        Set<Item> items = new HashSet<>();
        try (ItemCursor cursor = store.scan(Objects.requireNonNull(store.table(table)), null, 0, 1, null)) {
            while (cursor.next()) {
                items.add(cursor.item().decode());
            }
        }
        return items;
    }

    /** What a table holds after some steps. */
    private static Set<Item> items(List<Step> steps, String table) {
        Set<Item> items = new HashSet<>();
        for (Step step : steps) {
            if (!step.table().equals(table)) {
                continue;
            }
            for (Item item : step.put()) {
                items.removeIf(old -> sameKey(old, item));
                items.add(item);
            }
            BulkDeleteRequest delete = step.delete();
            if (delete != null) {
                items.removeIf(item -> isMeant(delete, item));
            }
        }
        return items;
    }

    private static boolean sameKey(Item one, Item other) {
        return one.project(List.of("p", "s")).equals(other.project(List.of("p", "s")));
    }

    private static boolean isMeant(BulkDeleteRequest delete, Item item) {
        Item partition = delete.partitionKey();
        Map<String, AttributeValue> values = delete.expressionAttributeValues();
        return (partition == null || partition.equals(item.project(List.of("p"))))
                && (values == null || text(item.get("v")).startsWith(text(values.get(":v"))));
    }

    private static String text(@Nullable AttributeValue value) {
        return ((AttributeValue.S) Objects.requireNonNull(value)).value();
    }
}
