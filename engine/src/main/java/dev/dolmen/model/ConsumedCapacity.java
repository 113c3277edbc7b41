package dev.dolmen.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The capacity units consumed by an operation on one table and its indexes.
 *
 * @param tableName the table, as the caller named it
 * @param capacityUnits all units
 * @param readCapacityUnits read units, where they are told apart
 * @param writeCapacityUnits write units, where they are told apart
 * @param table what the table itself consumed; with {@code INDEXES} only
 * @param localSecondaryIndexes what each local secondary index consumed; with {@code INDEXES} only
 * @param globalSecondaryIndexes what each global secondary index consumed; with {@code INDEXES} only
 */
public record ConsumedCapacity(
        String tableName,
        double capacityUnits,
        @Nullable Double readCapacityUnits,
        @Nullable Double writeCapacityUnits,
        @Nullable Capacity table,
        @Nullable Map<String, Capacity> localSecondaryIndexes,
        @Nullable Map<String, Capacity> globalSecondaryIndexes) {

    public ConsumedCapacity {
        localSecondaryIndexes = Immutable.map(localSecondaryIndexes);
        globalSecondaryIndexes = Immutable.map(globalSecondaryIndexes);
    }
}
