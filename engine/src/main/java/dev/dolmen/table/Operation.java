package dev.dolmen.table;

import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.model.ReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * A validated write as data: what to do to one item, and under which condition. It has a versioned binary form
 * ({@link OperationCodec}), so that it can be fingerprinted, logged or sent to wherever the item lives.
 */
public sealed interface Operation {

    /** What must hold for the write to happen; null for an unconditional one. */
    @Nullable
    ConditionSource condition();

    /** What the caller wants to hear. */
    Answers answers();

    /** Replaces the item, or creates it. */
    record Put(EncodedItem item, @Nullable ConditionSource condition, Answers answers) implements Operation {}

    /** Removes the item, if there is one. */
    record Delete(@Nullable ConditionSource condition, Answers answers) implements Operation {}

    /**
     * Changes the item, or creates it.
     *
     * @param key the attributes of its key, which it begins with when there is none
     */
    record Update(Item key, UpdateSource update, @Nullable ConditionSource condition, Answers answers)
            implements Operation {}

    /** Leaves the item as it is: a condition that must hold for a transaction to happen. */
    record Check(ConditionSource condition, Answers answers) implements Operation {}

    /**
     * What the caller wants to hear.
     *
     * @param returnValues what of the item is shown after a success
     * @param oldOnFailure the item as it is, when the condition fails
     * @param capacity the consumed capacity, which depends on the item's old size
     */
    record Answers(ReturnValue returnValues, boolean oldOnFailure, boolean capacity) {
        public static final Answers NONE = new Answers(ReturnValue.NONE, false, false);
    }
}
