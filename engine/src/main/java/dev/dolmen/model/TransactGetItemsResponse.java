package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link TransactGetItemsRequest}.
 *
 * @param responses an element per read, in the order of the request
 * @param consumedCapacity the capacity units consumed, an element per table, if asked for
 */
public record TransactGetItemsResponse(
        List<ItemResponse> responses, @Nullable List<ConsumedCapacity> consumedCapacity) {

    public TransactGetItemsResponse {
        responses = Immutable.list(responses);
        consumedCapacity = Immutable.list(consumedCapacity);
    }
}
