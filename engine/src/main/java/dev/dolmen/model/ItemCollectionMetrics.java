package dev.dolmen.model;

import dev.dolmen.item.Item;
import java.util.List;

/**
 * An item collection (all items of a table and its local secondary indexes with one partition key) and its size.
 *
 * @param itemCollectionKey the partition key, as an attribute
 * @param sizeEstimateRangeGb two numbers, in gigabytes: the size lies between them
 */
public record ItemCollectionMetrics(Item itemCollectionKey, List<Double> sizeEstimateRangeGb) {

    public ItemCollectionMetrics {
        sizeEstimateRangeGb = Immutable.list(sizeEstimateRangeGb);
    }
}
