package dev.dolmen.table;

import dev.dolmen.model.Durability;
import org.jspecify.annotations.Nullable;

/**
 * A write of one item that has been validated: apply {@link #write()}, wait until the outcome is durable, then
 * {@link #answer}.
 *
 * @param <R> the response
 */
public sealed interface ItemWrite<R> permits PutItem, UpdateItem, DeleteItem {

    Write write();

    /** When the caller may be told; null for the mode the store was opened with. */
    @Nullable
    Durability durability();

    /**
     * The response.
     *
     * @throws dev.dolmen.model.ServiceException when the outcome is a refusal
     */
    R answer(Outcome outcome);
}
