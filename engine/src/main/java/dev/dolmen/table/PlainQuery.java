package dev.dolmen.table;

import dev.dolmen.expressions.KeyOperator;
import dev.dolmen.expressions.KeyTerm;
import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedValue;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.QueryResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query that says no more than which items of one partition of a table it wants, as nearly all do. It is the same as a
 * {@link dev.dolmen.model.QueryRequest} that says so, without an expression that is written, looked up and taken apart again.
 *
 * @param tableName the table's name
 * @param partition the partition key
 * @param operator what the sort key is compared by; null for any sort key
 * @param low what it is compared with; null for any sort key
 * @param high the upper bound of {@link KeyOperator#BETWEEN}, null with every other operator
 * @param limit how many items to look at; null for as many as a page has
 * @param forward whether in ascending order of the sort keys
 */
public record PlainQuery(
        String tableName,
        AttributeValue partition,
        @Nullable KeyOperator operator,
        @Nullable AttributeValue low,
        @Nullable AttributeValue high,
        @Nullable Integer limit,
        boolean forward) {

    /** UTF-8 has at most so many bytes for a character of Java's. */
    private static final int MOST_BYTES = 3;

    /**
     * Reads a page.
     *
     * @return null when something may be wrong with the query: what that is, or that nothing is, {@link Query} tells of its
     *     request
     */
    public @Nullable Performed<QueryResponse> perform(ItemStore store) throws IOException {
        TableDefinition table = store.table(tableName);
        if (table == null || limit != null && limit < 1 || !isKey(table.key())) {
            return null;
        }
        KeyAttribute sort = table.key().sort();
        KeyTerm term = operator == null || sort == null
                ? null
                : new KeyTerm(sort.name(), operator, Objects.requireNonNull(low), high);
        Page.Plan plan =
                new Page.Plan(null, null, limit == null ? Integer.MAX_VALUE : limit, false, false, false, false);
        Page page;
        try (ItemCursor cursor = store.range(table, null, KeyRange.of(partition, term), forward, null)) {
            page = Page.read(cursor, new ReadSource(table, null), plan);
        }
        QueryResponse response =
                new QueryResponse(page.items(), page.count(), page.scannedCount(), page.lastEvaluatedKey(), null);
        return Performed.read(page.restsOn(), () -> response);
    }

    /** Whether these are values that the attributes of the key can have, and no others. */
    private boolean isKey(KeySchema key) {
        KeyAttribute sort = key.sort();
        if (!isValue(partition, key.partition(), ItemLimits.MAX_PARTITION_KEY_BYTES)) {
            return false;
        }
        if (operator == null) {
            return true;
        }
        return sort != null
                && (operator != KeyOperator.BEGINS_WITH || sort.type() != AttributeType.N)
                && isValue(low, sort, ItemLimits.MAX_SORT_KEY_BYTES)
                && (operator != KeyOperator.BETWEEN
                        || isValue(high, sort, ItemLimits.MAX_SORT_KEY_BYTES) && isAscending());
    }

    private static boolean isValue(@Nullable AttributeValue value, KeyAttribute attribute, int mostBytes) {
        if (value instanceof AttributeValue.S s) {
            return attribute.type() == AttributeType.S
                    && !s.value().isEmpty()
                    && s.value().length() <= mostBytes / MOST_BYTES;
        } else if (value instanceof AttributeValue.B b) {
            return attribute.type() == AttributeType.B
                    && !b.value().isEmpty()
                    && b.value().length() <= mostBytes;
        }
        return value instanceof AttributeValue.N && attribute.type() == AttributeType.N;
    }

    private boolean isAscending() {
        return EncodedValue.of(Objects.requireNonNull(low)).compareTo(EncodedValue.of(Objects.requireNonNull(high)))
                <= 0;
    }
}
