package dev.dolmen.expressions;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the parameters that came before expressions ({@code Expected}, {@code QueryFilter}, {@code ScanFilter},
 * {@code KeyConditions}, {@code AttributesToGet}) to the trees expressions compile to. The maps' iteration order is the
 * order of evaluation and decides which error is reported first.
 */
public final class LegacyConditions {
    private LegacyConditions() {}

    /**
     * The condition of a write.
     *
     * @param conditionalOperator {@code AND}, {@code OR}, or {@code null} for {@code AND}
     * @throws InvalidExpressionException with DynamoDB's text, when an entry breaks a rule
     */
    public static Condition expected(
            Map<String, ExpectedAttributeValue> expected, @Nullable String conditionalOperator) {
        throw new UnsupportedOperationException("" + expected + conditionalOperator);
    }

    /** The filter of a query or scan ({@code QueryFilter}, {@code ScanFilter}); parameters and errors as above. */
    public static Condition filter(Map<String, AttributeCondition> filter, @Nullable String conditionalOperator) {
        throw new UnsupportedOperationException("" + filter + conditionalOperator);
    }

    /** The key condition of a query ({@code KeyConditions}). */
    public static KeyCondition keyConditions(Map<String, AttributeCondition> conditions) {
        throw new UnsupportedOperationException("" + conditions);
    }

    /** The projection of a read ({@code AttributesToGet}): top-level attributes, names taken as they are. */
    public static Projection attributesToGet(List<String> names) {
        return new Projection(names.stream().map(DocumentPath::attribute).toList());
    }
}
