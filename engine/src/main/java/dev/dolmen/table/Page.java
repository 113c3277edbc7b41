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
 * @param fetched the read units of the whole items that were fetched for entries of an index
 * @param lastEvaluatedKey where the next page starts; null when this is the last
 * @param restsOn see {@link ItemStore#awaitDurable}
 */
record Page(
        @Nullable List<Item> items,
        int count,
        int scannedCount,
        long scannedBytes,
        double fetched,
        @Nullable Item lastEvaluatedKey,
        long restsOn) {

    /** As many as most pages have. */
    private static final int MANY_ITEMS = 100;

    /**
     * What a page is made of.
     *
     * @param limit how many items to look at, or {@link Integer#MAX_VALUE}
     * @param countOnly whether the items themselves are left out
     * @param fetching whether the index that is read does not hold what is looked at, so that the items are fetched
     * @param answeringWhole whether the fetched items are answered, not the entries of the index
     * @param consistent whether reads are charged as strongly consistent ones; they all are
     */
    record Plan(
            @Nullable Condition filter,
            @Nullable Projection projection,
            int limit,
            boolean countOnly,
            boolean fetching,
            boolean answeringWhole,
            boolean consistent) {

        /** Whether each entry is answered as it is. */
        private boolean isOfWholeEntries() {
            return filter == null && projection == null && !countOnly && !fetching;
        }
    }

    /** Reads a page from the cursor. */
    static Page read(ItemCursor cursor, ReadSource source, Plan plan) throws IOException {
        return plan.isOfWholeEntries() ? readWhole(cursor, source, plan) : readSome(cursor, source, plan);
    }

    /**
     * What most pages are: every entry, as it is. By itself, so that the compiler sees that no row needs an object but its
     * item.
     */
    private static Page readWhole(ItemCursor cursor, ReadSource source, Plan plan) throws IOException {
        int limit = plan.limit();
        List<Item> items = new ArrayList<>(Math.min(limit, MANY_ITEMS));
        long bytes = 0;
        boolean ends = false;
        while (!ends && cursor.next()) {
            bytes += cursor.sizeBytes();
            items.add(cursor.toItem());
            ends = items.size() == limit || bytes >= Limits.DYNAMODB.pageBytes();
        }
        Item last = ends ? source.keyAttributesOf(items.get(items.size() - 1), cursor.item()) : null;
        return new Page(items, items.size(), items.size(), bytes, 0, last, cursor.restsOn());
    }

    private static Page readSome(ItemCursor cursor, ReadSource source, Plan plan) throws IOException {
        Condition filter = plan.filter();
        Projection projection = plan.projection();
        List<Item> items = plan.countOnly() ? null : new ArrayList<>(Math.min(plan.limit(), MANY_ITEMS));
        int count = 0;
        int scanned = 0;
        long bytes = 0;
        double fetched = 0;
        Item last = null;
        while (last == null && cursor.next()) {
            EncodedItem entry = cursor.item();
            scanned++;
            bytes += entry.sizeBytes();
            EncodedItem item = entry;
            Item unprojected = null;
            if (plan.fetching()) {
                item = cursor.wholeItem();
                fetched += Units.read(item.sizeBytes(), plan.consistent());
            }
            if (filter == null || filter.test(item)) {
                count++;
                if (items != null) {
                    EncodedItem shown = plan.answeringWhole() ? item : entry;
                    Item answer = projection != null
                            ? projection.apply(shown)
                            : shown == entry ? cursor.toItem() : shown.toItem(cursor.places());
                    items.add(answer);
                    unprojected = projection == null ? answer : null;
                }
            }
            if (scanned == plan.limit() || bytes >= Limits.DYNAMODB.pageBytes()) {
                last = unprojected == null ? source.keyAttributesOf(entry) : source.keyAttributesOf(unprojected, entry);
            }
        }
        return new Page(items, count, scanned, bytes, fetched, last, cursor.restsOn());
    }
}
