package dev.dolmen.model;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deletes many items: those of a table, or of one of its partitions, and of these all or the ones that meet a condition.
 * Dolmen's own; DynamoDB has no such operation.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them.
 *
 * @param tableName the table's name, or its ARN
 * @param partitionKey the partition key attribute alone; absent for the whole table
 * @param conditionExpression which items; absent for all of them
 * @param expressionAttributeNames what each {@code #name} in the expression stands for
 * @param expressionAttributeValues what each {@code :value} in the expression stands for
 * @param dryRun true only counts what would be deleted
 * @param durability when the deletes may be acknowledged; absent means as the store was opened
 */
public record BulkDeleteRequest(
        @Nullable String tableName,
        @Nullable Item partitionKey,
        @Nullable String conditionExpression,
        @Nullable Map<String, String> expressionAttributeNames,
        @Nullable Map<String, AttributeValue> expressionAttributeValues,
        boolean dryRun,
        @Nullable Durability durability) {

    public BulkDeleteRequest {
        expressionAttributeNames = Immutable.map(expressionAttributeNames);
        expressionAttributeValues = Immutable.map(expressionAttributeValues);
    }
}
