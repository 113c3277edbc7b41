package dev.dolmen.table;

import org.jspecify.annotations.Nullable;

/**
 * Everything a decision may depend on besides the table, the item and the operation.
 *
 * @param limits what is too large
 * @param collectionBytes the size of the item collection that the key is in, before the write: items and index entries by
 *     DynamoDB's rules; 0 in tables without local secondary indexes
 * @param unfilled an index that is being filled and has not come to this item: the write leaves it alone, as the item is
 *     still to be added to it; null when there is none
 */
public record Environment(Limits limits, long collectionBytes, @Nullable IndexDefinition unfilled) {

    /** Whether a write keeps an index. */
    boolean keeps(IndexDefinition index) {
        return index.isKept() && (unfilled == null || unfilled.id() != index.id() || index.isLocal());
    }
}
