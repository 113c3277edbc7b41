package dev.dolmen.embedded;

import static dev.dolmen.table.Writes.delete;
import static dev.dolmen.table.Writes.item;
import static dev.dolmen.table.Writes.key;
import static dev.dolmen.table.Writes.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.expressions.KeyOperator;
import dev.dolmen.expressions.KeyTerm;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.model.IdempotentParameterMismatchException;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.table.Applied;
import dev.dolmen.table.EntryKey;
import dev.dolmen.table.Found;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.IndexKey;
import dev.dolmen.table.ItemCursor;
import dev.dolmen.table.ItemStore;
import dev.dolmen.table.KeyRange;
import dev.dolmen.table.Outcome.Refusal;
import dev.dolmen.table.PrimaryKey;
import dev.dolmen.table.RequestToken;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TableStatistics;
import dev.dolmen.table.Write;
import dev.dolmen.table.Writes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ItemStore} does. */
public abstract class ItemStoreContract {

    protected ItemStore store;

    /** Opens an empty store. */
    protected abstract ItemStore open() throws IOException;

    @BeforeEach
    void openStore() throws IOException {
        store = open();
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    protected TableDefinition created(TableDefinition definition) throws IOException {
        return store.createTable(definition).orElseThrow();
    }

    private @Nullable Item kept(TableDefinition table, PrimaryKey key) throws IOException {
        return store.item(table, key.partition(), key.sort());
    }

    protected static List<Item> all(ItemCursor cursor) throws IOException {
        try (cursor) {
            List<Item> items = new ArrayList<>();
            while (cursor.next()) {
                Item item = cursor.item().decode();
                assertThat(cursor.sizeBytes()).isEqualTo(item.sizeBytes());
                items.add(cursor.toItem());
                assertThat(items.get(items.size() - 1)).isEqualTo(item);
            }
            return items;
        }
    }

    private static List<String> sortKeys(ItemCursor cursor) throws IOException {
        return all(cursor).stream()
                .map(item -> item.get("s"))
                .map(AttributeValue.N.class::cast)
                .map(n -> n.value().toString())
                .toList();
    }

    @Test
    void tablesAreCreatedListedAndDropped() throws IOException {
        TableDefinition b = created(Writes.table("b"));
        TableDefinition a = created(Writes.indexedTable("a"));
        assertThat(store.tableNames()).containsExactly("a", "b");
        assertThat(store.table("a")).isEqualTo(a);
        assertThat(store.table("c")).isNull();
        assertThat(store.createTable(Writes.table("a"))).isEmpty();
        assertThat(store.dropTable("c")).isNull();
        assertThat(store.dropTable("b")).isEqualTo(b);
        assertThat(store.tableNames()).containsExactly("a");
    }

    @Test
    void aDroppedTableIsGoneAndItsNameStartsEmpty() throws IOException {
        TableDefinition old = created(Writes.indexedTable("t"));
        store.apply(put(old, item("x", 1, "a", 1)));
        store.dropTable("t");
        assertThatThrownBy(() -> store.get(old, key("x", 1))).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> kept(old, key("x", 1))).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> store.apply(put(old, item("x", 1, "a", 1))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> store.scan(old, null, 0, 1, null)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> store.statistics(old)).isInstanceOf(ResourceNotFoundException.class);
        TableDefinition again = created(Writes.indexedTable("t"));
        assertThat(again.id()).isNotEqualTo(old.id());
        assertThat(all(store.scan(again, null, 0, 1, null))).isEmpty();
        assertThat(all(store.scan(again, again.index("by-v"), 0, 1, null))).isEmpty();
        assertThat(store.statistics(again).items()).isEqualTo(TableStatistics.Counts.NONE);
        assertThatThrownBy(() -> store.get(old, key("x", 1))).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> kept(old, key("x", 1))).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void writesAnswerWithWhatTheyReplaced() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        Item first = item("x", 1, "a", 1);
        Item second = item("x", 1, "b", 2);
        assertThat(store.apply(put(table, first)).outcome().image()).isNull();
        assertThat(store.apply(put(table, second)).outcome().image()).isEqualTo(EncodedItem.of(first));
        assertThat(store.get(table, key("x", 1)).item().decode())
                .isEqualTo(EncodedItem.of(second).decode());
        assertThat(kept(table, key("x", 1)))
                .isEqualTo(store.get(table, key("x", 1)).item().decode());
        assertThat(store.get(table, key("x", 2)).item().isEmpty()).isTrue();
        assertThat(kept(table, key("x", 2))).isNull();
        Applied deleted = store.apply(delete(table, key("x", 1)));
        assertThat(deleted.outcome().image()).isEqualTo(EncodedItem.of(second));
        Found gone = store.get(table, key("x", 1));
        assertThat(gone.item().isEmpty()).isTrue();
        assertThat(gone.restsOn()).isPositive().isLessThanOrEqualTo(deleted.restsOn());
        assertThat(store.apply(delete(table, key("x", 1))).outcome().image()).isNull();
    }

    @Test
    void aConditionThatFailsChangesNothing() throws IOException {
        TableDefinition table = created(Writes.indexedTable("t"));
        store.apply(put(table, item("x", 1, "a", 1)));
        Applied refused = store.apply(delete(table, key("x", 1), Writes.valueIs("b"), null));
        assertThat(refused.outcome().refusal()).isEqualTo(Refusal.CONDITIONAL_CHECK_FAILED);
        assertThat(refused.outcome().image()).isEqualTo(EncodedItem.of(item("x", 1, "a", 1)));
        assertThat(refused.restsOn()).isPositive();
        assertThat(store.get(table, key("x", 1)).item().isEmpty()).isFalse();
        assertThat(store.apply(delete(table, key("x", 1), Writes.valueIs("a"), null))
                        .outcome()
                        .refusal())
                .isNull();
        assertThat(store.get(table, key("x", 1)).item().isEmpty()).isTrue();
    }

    @Test
    void aTokenGetsItsFirstAnswerAgain() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        Item item = item("x", 1, "a", 1);
        store.apply(put(table, item));
        RequestToken token = Writes.token("t-1", "delete x 1");
        Applied first = store.apply(delete(table, key("x", 1), Writes.exists(), token));
        assertThat(first.outcome().image()).isEqualTo(EncodedItem.of(item));
        store.apply(put(table, item("x", 1, "b", 2)));
        Applied again = store.apply(delete(table, key("x", 1), Writes.exists(), token));
        assertThat(again.outcome().refusal()).isNull();
        assertThat(again.outcome().image()).isEqualTo(EncodedItem.of(item));
        assertThat(again.outcome().capacity()).isEqualTo(first.outcome().capacity());
        assertThat(store.get(table, key("x", 1)).item().isEmpty()).isFalse();
        assertThatThrownBy(() -> store.apply(delete(table, key("x", 1), null, Writes.token("t-1", "something else"))))
                .isInstanceOf(IdempotentParameterMismatchException.class);
    }

    @Test
    void aTokenRemembersARefusalToo() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        RequestToken token = Writes.token("t-1", "delete x 1");
        Write conditional = delete(table, key("x", 1), Writes.exists(), token);
        assertThat(store.apply(conditional).outcome().refusal()).isEqualTo(Refusal.CONDITIONAL_CHECK_FAILED);
        store.apply(put(table, item("x", 1, "a", 1)));
        assertThat(store.apply(conditional).outcome().refusal()).isEqualTo(Refusal.CONDITIONAL_CHECK_FAILED);
        assertThat(store.get(table, key("x", 1)).item().isEmpty()).isFalse();
    }

    @Test
    void rangesFollowTheSortKeyWithinTheirBounds() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        for (int sort = -20; sort <= 20; sort += 10) {
            store.apply(put(table, item("x", sort, "a", 1)));
            store.apply(put(table, item("y", sort, "a", 1)));
        }
        store.apply(delete(table, key("x", 0)));
        assertThat(range(table, null, true, null)).containsExactly("-20", "-10", "10", "20");
        assertThat(range(table, null, false, null)).containsExactly("20", "10", "-10", "-20");
        assertThat(range(table, term(KeyOperator.EQ, 10), true, null)).containsExactly("10");
        assertThat(range(table, term(KeyOperator.LT, 10), true, null)).containsExactly("-20", "-10");
        assertThat(range(table, term(KeyOperator.LE, 10), true, null)).containsExactly("-20", "-10", "10");
        assertThat(range(table, term(KeyOperator.GT, -10), false, null)).containsExactly("20", "10");
        assertThat(range(table, term(KeyOperator.GE, -10), false, null)).containsExactly("20", "10", "-10");
        KeyTerm between = new KeyTerm("s", KeyOperator.BETWEEN, AttributeValue.n(-15), AttributeValue.n(10));
        assertThat(range(table, between, true, null)).containsExactly("-10", "10");
        KeyTerm none = new KeyTerm("s", KeyOperator.BETWEEN, AttributeValue.n(15), AttributeValue.n(10));
        assertThat(range(table, none, true, null)).isEmpty();
        assertThat(range(table, null, true, key("x", -10))).containsExactly("10", "20");
        assertThat(range(table, null, true, key("x", 0))).containsExactly("10", "20");
        assertThat(range(table, null, false, key("x", 0))).containsExactly("-10", "-20");
        assertThat(range(table, term(KeyOperator.LE, 10), true, key("x", 15))).isEmpty();
    }

    private static KeyTerm term(KeyOperator operator, long value) {
        return new KeyTerm("s", operator, AttributeValue.n(value), null);
    }

    private List<String> range(
            TableDefinition table, @Nullable KeyTerm term, boolean forward, @Nullable PrimaryKey start)
            throws IOException {
        EntryKey exclusive = start == null ? null : new EntryKey(start, null);
        return sortKeys(store.range(table, null, KeyRange.of(AttributeValue.s("x"), term), forward, exclusive));
    }

    @Test
    void indexesFollowTheirTable() throws IOException {
        TableDefinition table = created(Writes.indexedTable("t"));
        IndexDefinition byV = table.index("by-v");
        IndexDefinition byW = table.index("by-w");
        store.apply(put(table, item("x", 1, "bb", 5)));
        store.apply(put(table, item("x", 2, "aa", -1)));
        store.apply(put(table, item("x", 3, "ab", 4)));
        KeyRange x = KeyRange.of(AttributeValue.s("x"), null);
        assertThat(sortKeys(store.range(table, byV, x, true, null))).containsExactly("2", "3", "1");
        assertThat(sortKeys(store.range(table, byW, x, true, null))).containsExactly("3", "1");
        KeyRange a = KeyRange.of(
                AttributeValue.s("x"), new KeyTerm("v", KeyOperator.BEGINS_WITH, AttributeValue.s("a"), null));
        assertThat(sortKeys(store.range(table, byV, a, false, null))).containsExactly("3", "2");
        EntryKey second = new EntryKey(
                key("x", 3), new IndexKey.Values(List.of(AttributeValue.s("x")), List.of(AttributeValue.s("ab"))));
        assertThat(sortKeys(store.range(table, byV, x, true, second))).containsExactly("1");
        store.apply(put(table, item("x", 1, "aaa", -1)));
        assertThat(sortKeys(store.range(table, byV, x, true, null))).containsExactly("2", "1", "3");
        assertThat(sortKeys(store.range(table, byW, x, true, null))).containsExactly("3");
        store.apply(delete(table, key("x", 3)));
        assertThat(sortKeys(store.scan(table, byV, 0, 1, null))).containsExactlyInAnyOrder("2", "1");
        assertThat(all(store.scan(table, byW, 0, 1, null))).isEmpty();
        TableStatistics statistics = store.statistics(table);
        assertThat(statistics.items().count()).isEqualTo(2);
        assertThat(statistics.index("by-v").count()).isEqualTo(2);
        assertThat(statistics.index("by-w").count()).isZero();
        assertThat(statistics.index("by-w").sizeBytes()).isZero();
    }

    @Test
    void segmentsOfAScanAreDisjointAndCompleteAndGoOnWhereTheyStopped() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        Set<Item> expected = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Item item = EncodedItem.of(item("p" + i, i % 3, "v", i)).decode();
            store.apply(put(table, item));
            expected.add(item);
        }
        for (int segments : new int[] {1, 2, 3, 7, 1_000_000}) {
            List<Item> found = new ArrayList<>();
            for (int segment = 0; segment < segments; segment += segments > 100 ? 100_000 : 1) {
                List<Item> part = all(store.scan(table, null, segment, segments, null));
                found.addAll(part);
                if (part.size() > 1) {
                    EntryKey start = new EntryKey(table.key().keyOf(part.get(0)), null);
                    assertThat(all(store.scan(table, null, segment, segments, start)))
                            .isEqualTo(part.subList(1, part.size()));
                }
            }
            assertThat(found).doesNotHaveDuplicates();
            if (segments <= 100) {
                assertThat(new HashSet<>(found)).isEqualTo(expected);
            }
        }
    }

    @Test
    void aCursorStaysAtItsMoment() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        store.apply(put(table, item("x", 1, "a", 1)));
        store.apply(put(table, item("x", 2, "a", 1)));
        try (ItemCursor cursor = store.range(table, null, KeyRange.of(AttributeValue.s("x"), null), true, null)) {
            store.apply(delete(table, key("x", 2)));
            store.apply(put(table, item("x", 3, "a", 1)));
            assertThat(sortKeys(cursor)).containsExactly("1", "2");
        }
    }

    @Test
    void countsAreThoseOfTheItems() throws IOException {
        TableDefinition table = created(Writes.indexedTable("t"));
        store.apply(put(table, item("x", 1, "a", 1)));
        store.apply(put(table, item("x", 1, "a longer value", 1)));
        store.apply(put(table, item("y", 1, "a", 1)));
        store.apply(put(table, item("y", 2, "a", 1)));
        store.apply(delete(table, key("y", 2)));
        store.apply(delete(table, key("y", 3)));
        List<Item> items = all(store.scan(table, null, 0, 1, null));
        assertThat(items).hasSize(2);
        long bytes = items.stream()
                .mapToLong(item -> EncodedItem.of(item).sizeBytes())
                .sum();
        assertThat(store.statistics(table).items()).isEqualTo(new TableStatistics.Counts(2, bytes));
    }
}
