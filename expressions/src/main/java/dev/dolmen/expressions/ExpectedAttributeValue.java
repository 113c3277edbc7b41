package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the legacy parameter {@code Expected} says about one attribute, as the request has it; {@code null} stands for
 * an absent member. Either {@code value} and {@code exists}, or {@code comparisonOperator} and
 * {@code attributeValueList}: {@link LegacyConditions} refuses mixtures.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExpectedAttributeValue.html">
 *     ExpectedAttributeValue</a>
 */
public record ExpectedAttributeValue(
        @Nullable AttributeValue value,
        @Nullable Boolean exists,
        @Nullable String comparisonOperator,
        @Nullable List<AttributeValue> attributeValueList) {

    public ExpectedAttributeValue {
        attributeValueList = attributeValueList == null ? null : List.copyOf(attributeValueList);
    }
}
