package dev.dolmen.model;

import dev.dolmen.item.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link BatchGetItemRequest}.
 *
 * @param responses the items found, by table
 * @param unprocessedKeys what did not fit into 16 MB, by table; empty when all did
 * @param consumedCapacity the capacity units consumed, an element per table, if asked for
 */
public record BatchGetItemResponse(
        Map<String, List<Item>> responses,
        Map<String, KeysAndAttributes> unprocessedKeys,
        @Nullable List<ConsumedCapacity> consumedCapacity) {

    public BatchGetItemResponse {
        responses = Immutable.lists(responses);
        unprocessedKeys = Immutable.map(unprocessedKeys);
        consumedCapacity = Immutable.list(consumedCapacity);
    }
}
