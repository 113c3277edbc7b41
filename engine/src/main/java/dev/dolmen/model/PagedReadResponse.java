package dev.dolmen.model;

import dev.dolmen.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a query or scan. */
public sealed interface PagedReadResponse permits QueryResponse, ScanResponse {

    /** The items that meet the filter; absent when they were only counted. */
    @Nullable
    List<Item> items();

    /** How many items meet the filter. */
    int count();

    /** How many items were looked at, before the filter. */
    int scannedCount();

    /** Where the page ended, for the request of the next one to start after; absent when there is nothing more. */
    @Nullable
    Item lastEvaluatedKey();

    /** The capacity units consumed, if asked for. */
    @Nullable
    ConsumedCapacity consumedCapacity();
}
