package dev.dolmen.table;

import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.Projection;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a query or scan. It ends when the walk does, when {@code limit} items have been looked at, or with the item
 * that brings what was looked at to 1 MB; the filter comes after that, so a page may be empty and yet not the last
 * (Developer Guide, "Paginating table query results").
 *
 * @param items those that passed the filter, projected; null when they are only counted
 * @param count how many passed the filter
 * @param scannedCount how many were looked at
 * @param scannedBytes the size of those by DynamoDB's rules
 * @param lastEvaluatedKey where the next page starts; null when this is the last
 * @param restsOn see {@link ItemStore#awaitDurable}
 */
record Page(
        @Nullable List<Item> items,
        int count,
        int scannedCount,
        long scannedBytes,
        @Nullable Item lastEvaluatedKey,
        long restsOn) {

    /**
     * What a page is made of.
     *
     * @param limit how many items to look at, or {@link Integer#MAX_VALUE}
     * @param countOnly whether the items themselves are left out
     */
    record Plan(@Nullable Condition filter, @Nullable Projection projection, int limit, boolean countOnly) {}

    /** Reads a page from the cursor. */
    static Page read(ItemCursor cursor, KeySchema key, Plan plan) throws IOException {
        List<Item> items = plan.countOnly() ? null : new ArrayList<>();
        int count = 0;
        int scanned = 0;
        long bytes = 0;
        Item last = null;
        while (last == null && cursor.next()) {
            EncodedItem item = cursor.item();
            scanned++;
            bytes += item.sizeBytes();
            Condition filter = plan.filter();
            if (filter == null || filter.test(item)) {
                count++;
                if (items != null) {
                    Projection projection = plan.projection();
                    items.add(projection == null ? item.decode() : projection.apply(item));
                }
            }
            if (scanned == plan.limit() || bytes >= Limits.DYNAMODB.pageBytes()) {
                last = key.attributesOf(key.keyOf(item));
            }
        }
        return new Page(items, count, scanned, bytes, last, cursor.restsOn());
    }
}
