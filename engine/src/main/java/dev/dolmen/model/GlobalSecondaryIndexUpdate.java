package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * One change of a table's global secondary indexes: exactly one of the three.
 *
 * @param update changes the throughput of an index
 * @param create adds an index
 * @param delete takes an index off
 */
public record GlobalSecondaryIndexUpdate(
        @Nullable UpdateGlobalSecondaryIndexAction update,
        @Nullable CreateGlobalSecondaryIndexAction create,
        @Nullable DeleteGlobalSecondaryIndexAction delete) {

    public static GlobalSecondaryIndexUpdate of(UpdateGlobalSecondaryIndexAction update) {
        return new GlobalSecondaryIndexUpdate(update, null, null);
    }

    public static GlobalSecondaryIndexUpdate of(CreateGlobalSecondaryIndexAction create) {
        return new GlobalSecondaryIndexUpdate(null, create, null);
    }

    public static GlobalSecondaryIndexUpdate of(DeleteGlobalSecondaryIndexAction delete) {
        return new GlobalSecondaryIndexUpdate(null, null, delete);
    }
}
