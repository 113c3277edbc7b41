package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the legacy parameters {@code KeyConditions}, {@code QueryFilter} and {@code ScanFilter} say about one attribute
 * (DynamoDB calls the shape {@code Condition}), as the request has it; {@code null} stands for an absent member.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html">Condition</a>
 */
public record AttributeCondition(
        @Nullable String comparisonOperator, @Nullable List<AttributeValue> attributeValueList) {

    public AttributeCondition {
        attributeValueList = attributeValueList == null ? null : List.copyOf(attributeValueList);
    }
}
