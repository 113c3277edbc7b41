package dev.dolmen.model;

import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.item.AttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to write one item: what those requests have in common, whatever they do to it. */
public sealed interface ItemWriteRequest permits PutItemRequest, UpdateItemRequest, DeleteItemRequest {

    /** The table's name, or its ARN. */
    @Nullable
    String tableName();

    /** The condition that the current item must meet. */
    @Nullable
    String conditionExpression();

    /** What each {@code #name} in the expressions stands for. */
    @Nullable
    Map<String, String> expressionAttributeNames();

    /** What each {@code :value} in the expressions stands for. */
    @Nullable
    Map<String, AttributeValue> expressionAttributeValues();

    /** The legacy form of a condition: what each named attribute must be. */
    @Nullable
    Map<String, ExpectedAttributeValue> expected();

    /** One of {@code AND} (when absent) or {@code OR}: how the legacy conditions are joined. */
    @Nullable
    String conditionalOperator();

    /** Which state of the item is returned. */
    @Nullable
    String returnValues();

    /** One of {@code NONE} (when absent) or {@code ALL_OLD}: whether a failed condition carries the item. */
    @Nullable
    String returnValuesOnConditionCheckFailure();

    /** One of {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}. */
    @Nullable
    String returnConsumedCapacity();

    /** One of {@code NONE} (when absent) or {@code SIZE}. */
    @Nullable
    String returnItemCollectionMetrics();

    /** Dolmen's own: names this write, so that repeating it gives the first answer again. */
    @Nullable
    String requestToken();

    /** Dolmen's own: when this write may be acknowledged; absent means as the store was opened. */
    @Nullable
    Durability durability();
}
