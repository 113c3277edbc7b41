package dev.dolmen;

import dev.dolmen.model.TransactWriteItem;

/** What {@link Dolmen#transactWrite} takes: a write that is being put together, or a check. */
public sealed interface TransactionMember permits ConditionalCall {

    /**
     * This as a member of a transaction, to look at or for a request.
     *
     * @throws IllegalStateException when the call was given something that only a transaction as a whole can have: a token,
     *     a durability, or an answer other than the item that fails the condition
     */
    TransactWriteItem member();
}
