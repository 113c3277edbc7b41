package dev.dolmen.embedded;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.table.ItemCursor;
import dev.dolmen.table.Operation;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TimeToLive;
import dev.dolmen.table.Transaction;
import dev.dolmen.table.Write;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.SimulatedClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Steps on one table whose items expire by their number {@code w}, and what a map makes of them. A step is a pure function
 * of what the table held and whether its items expire.
 */
final class ExpiryScript {

    static final String TABLE = "t";
    static final String ATTRIBUTE = "w";

    /** What is done. */
    enum Kind {
        PUT,
        PUT_TWO,
        DELETE,
        ENABLE,
        DISABLE,
        CLEAR,
        CLEAR_PARTITION,
        WAIT,
        LOOK
    }

    /**
     * @param sort of the item; of the second one, one more
     * @param offsetSeconds from the beginning of time: the item's expiry, or how long to wait; negative for none
     */
    record Step(Kind kind, long sort, long offsetSeconds) {

        static Step random(RandomGenerator random) {
            Kind kind = random.nextInt(10) < 5 ? Kind.PUT : Kind.values()[random.nextInt(Kind.values().length)];
            long offset = kind == Kind.WAIT ? random.nextInt(4) : random.nextInt(30) - 3;
            return new Step(kind, random.nextInt(8), offset);
        }
    }

    /**
     * @param items their expiry times by sort key; null for never
     * @param enabled whether they expire
     * @param now seconds since 1970
     */
    record State(TreeMap<Long, @Nullable Long> items, boolean enabled, long now) {

        State after(Step step, long start) {
            TreeMap<Long, @Nullable Long> after = new TreeMap<>(items);
            boolean enabledAfter = enabled;
            long then = now;
            switch (step.kind) {
                case PUT -> after.put(step.sort, time(step, start));
                case PUT_TWO -> {
                    after.put(step.sort, time(step, start));
                    after.put(step.sort + 1, time(step, start));
                }
                case DELETE -> after.remove(step.sort);
                case ENABLE -> enabledAfter = true;
                case DISABLE -> enabledAfter = false;
                case CLEAR, CLEAR_PARTITION -> after.clear();
                case WAIT -> then += step.offsetSeconds;
                case LOOK -> {
                    if (enabled) {
                        after.values().removeIf(time -> time != null && time < now);
                    }
                }
            }
            return new State(after, enabledAfter, then);
        }
    }

    private ExpiryScript() {}

    private static @Nullable Long time(Step step, long start) {
        return step.offsetSeconds < 0 ? null : Long.valueOf(start + step.offsetSeconds);
    }

    /** Does a step, and returns when it is durable. */
    static void perform(Step step, EmbeddedItemStore store, SimulatedClock clock, long start) throws IOException {
        TableDefinition table = Objects.requireNonNull(store.table(TABLE));
        switch (step.kind) {
            case PUT ->
                await(
                        store,
                        store.apply(Writes.put(table, item(step, 0, start))).restsOn());
            case PUT_TWO ->
                await(
                        store,
                        store.transact(new Transaction(
                                        List.of(
                                                Writes.put(table, item(step, 0, start)),
                                                Writes.put(table, item(step, 1, start))),
                                        null))
                                .restsOn());
            case DELETE ->
                await(
                        store,
                        store.apply(Writes.delete(table, Writes.key("p", step.sort)))
                                .restsOn());
            case ENABLE -> change(store, new TimeToLive(ATTRIBUTE, 0, TimeToLive.State.ENABLED));
            case DISABLE -> change(store, null);
            case CLEAR -> await(store, store.clear(table).restsOn());
            case CLEAR_PARTITION -> clearPartition(store, table);
            case WAIT -> clock.step(Duration.ofSeconds(step.offsetSeconds));
            case LOOK -> {
                store.deleteExpired();
                await(store, store.orderedStore().visibleSequence());
            }
        }
    }

    private static void await(EmbeddedItemStore store, long restsOn) throws IOException {
        store.awaitDurable(restsOn, null);
    }

    private static void change(EmbeddedItemStore store, @Nullable TimeToLive timeToLive) throws IOException {
        store.changeTable(
                TABLE,
                table -> (table.timeToLive() == null) == (timeToLive == null)
                        ? table
                        : table.withTimeToLive(timeToLive));
    }

    private static void clearPartition(EmbeddedItemStore store, TableDefinition table) throws IOException {
        if (store.clearPartition(table, AttributeValue.s("p"), 100) == null) {
            Operation delete = new Operation.Delete(null, Operation.Answers.NONE);
            for (long sort : items(store).keySet()) {
                store.apply(new Write(table, Writes.key("p", sort), delete, null));
            }
        }
        await(store, store.orderedStore().visibleSequence());
    }

    private static Item item(Step step, int more, long start) {
        Long time = time(step, start);
        return Writes.item("p", step.sort + more, "v", time == null ? -1 : time);
    }

    /** What the table holds: expiry times by sort key. */
    static Map<Long, @Nullable Long> items(EmbeddedItemStore store) throws IOException {
        Map<Long, @Nullable Long> items = new TreeMap<>();
        TableDefinition table = Objects.requireNonNull(store.table(TABLE));
        try (ItemCursor cursor = store.scan(table, null, 0, 1, null)) {
            while (cursor.next()) {
                Item item = cursor.item().decode();
                items.put(Objects.requireNonNull(number(item, "s")), number(item, ATTRIBUTE));
            }
        }
        return items;
    }

    private static @Nullable Long number(Item item, String name) {
        AttributeValue value = item.get(name);
        return value == null
                ? null
                : ((AttributeValue.N) value).value().toBigDecimal().longValueExact();
    }
}
