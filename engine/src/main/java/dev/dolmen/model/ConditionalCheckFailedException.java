package dev.dolmen.model;

import dev.dolmen.item.Item;
import org.jspecify.annotations.Nullable;

/** The condition of a write does not hold, so nothing was written. Branch on it; repeating the write does not help. */
public final class ConditionalCheckFailedException extends ServiceException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Item item;

    /** Creates the error; the item is the one that failed the condition, if the caller asked for it and there is one. */
    public ConditionalCheckFailedException(String message, @Nullable Item item) {
        super(message);
        this.item = item;
    }

    /**
     * The item as it was when the condition failed; null unless the request set
     * {@code ReturnValuesOnConditionCheckFailure} to {@code ALL_OLD}, and when there is no item.
     */
    public @Nullable Item item() {
        return item;
    }
}
