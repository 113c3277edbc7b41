package dev.dolmen.model;

import dev.dolmen.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a {@link QueryRequest}.
 *
 * @param items the matching items; absent when only counted
 * @param count how many items matched the filter
 * @param scannedCount how many items were evaluated before the filter
 * @param lastEvaluatedKey where the page ended; absent when there is nothing more
 * @param consumedCapacity the capacity units consumed, if asked for
 */
public record QueryResponse(
        @Nullable List<Item> items,
        int count,
        int scannedCount,
        @Nullable Item lastEvaluatedKey,
        @Nullable ConsumedCapacity consumedCapacity)
        implements PagedReadResponse {

    public QueryResponse {
        items = Immutable.list(items);
    }
}
