package dev.dolmen.model;

import dev.dolmen.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * One write of a {@link BatchWriteItemRequest}: exactly one of the two.
 *
 * @param putRequest the put, or null
 * @param deleteRequest the delete, or null
 */
public record WriteRequest(@Nullable PutRequest putRequest, @Nullable DeleteRequest deleteRequest) {

    /** A put of this item. */
    public static WriteRequest put(Item item) {
        return new WriteRequest(new PutRequest(item), null);
    }

    /** A delete of the item that has this key. */
    public static WriteRequest delete(Item key) {
        return new WriteRequest(null, new DeleteRequest(key));
    }
}
