package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * One member of a {@link TransactWriteItemsRequest}: exactly one of the four.
 *
 * @param conditionCheck a condition on an item that is not written, or null
 * @param put the put, or null
 * @param delete the delete, or null
 * @param update the update, or null
 */
public record TransactWriteItem(
        @Nullable ConditionCheck conditionCheck, @Nullable Put put, @Nullable Delete delete, @Nullable Update update) {

    /** A condition on an item that is not written. */
    public static TransactWriteItem of(ConditionCheck conditionCheck) {
        return new TransactWriteItem(conditionCheck, null, null, null);
    }

    /** A put. */
    public static TransactWriteItem of(Put put) {
        return new TransactWriteItem(null, put, null, null);
    }

    /** A delete. */
    public static TransactWriteItem of(Delete delete) {
        return new TransactWriteItem(null, null, delete, null);
    }

    /** An update. */
    public static TransactWriteItem of(Update update) {
        return new TransactWriteItem(null, null, null, update);
    }
}
