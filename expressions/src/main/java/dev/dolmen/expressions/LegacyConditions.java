package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.ItemLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the parameters that came before expressions ({@code Expected}, {@code QueryFilter}, {@code ScanFilter},
 * {@code KeyConditions}, {@code AttributesToGet}) to the trees expressions compile to. The maps' iteration order is the
 * order of evaluation and decides which error is reported first.
 */
public final class LegacyConditions {
    private static final String INVALID = "One or more parameter values were invalid: ";

    private LegacyConditions() {}

    /**
     * The condition of a write.
     *
     * @param conditionalOperator {@code AND}, {@code OR}, or {@code null} for {@code AND}
     * @throws InvalidExpressionException with DynamoDB's text, when an entry breaks a rule
     * @throws dev.dolmen.item.InvalidItemException when a value in an entry is invalid
     */
    public static Condition expected(
            Map<String, ExpectedAttributeValue> expected, @Nullable String conditionalOperator) {
        List<Condition> terms = new ArrayList<>(expected.size());
        expected.forEach((name, value) -> terms.add(expected(name, value)));
        return join(terms, conditionalOperator);
    }

    private static Condition expected(String name, ExpectedAttributeValue expected) {
        List<AttributeValue> list = expected.attributeValueList();
        AttributeValue value = expected.value();
        String forAttribute = " for Attribute: " + name;
        if (list != null && value != null) {
            throw invalid("Value and AttributeValueList cannot be used together" + forAttribute);
        }
        if (expected.comparisonOperator() == null) {
            if (list != null) {
                throw invalid("AttributeValueList can only be used with a ComparisonOperator" + forAttribute);
            }
            return expectedToExist(name, expected);
        }
        if (expected.exists() != null) {
            throw invalid("Exists and ComparisonOperator cannot be used together" + forAttribute);
        }
        String operator = expected.comparisonOperator();
        if (list == null && value == null && !operator.equals("NULL") && !operator.equals("NOT_NULL")) {
            throw invalid(
                    "Value or AttributeValueList must be used with ComparisonOperator: " + operator + forAttribute);
        }
        List<AttributeValue> arguments = list != null ? list : value != null ? List.of(value) : List.of();
        return compare(name, LegacyOperator.named(operator), arguments);
    }

    /** The form with {@code Value} and {@code Exists}. */
    private static Condition expectedToExist(String name, ExpectedAttributeValue expected) {
        Boolean exists = expected.exists();
        AttributeValue value = expected.value();
        if (exists != null && !exists) {
            if (value != null) {
                throw invalid("Value cannot be used when Exists is false for Attribute: " + name);
            }
            return LegacyOperator.NULL.condition(name, List.of());
        }
        if (value == null) {
            throw invalid("Value must be provided when Exists is " + exists + " for Attribute: " + name);
        }
        value.requireValid();
        return LegacyOperator.EQ.condition(name, List.of(value));
    }

    /** The filter of a query or scan ({@code QueryFilter}, {@code ScanFilter}); parameters and errors as above. */
    public static Condition filter(Map<String, AttributeCondition> filter, @Nullable String conditionalOperator) {
        List<Condition> terms = new ArrayList<>(filter.size());
        filter.forEach((name, condition) ->
                terms.add(compare(name, LegacyOperator.named(condition.comparisonOperator()), arguments(condition))));
        return join(terms, conditionalOperator);
    }

    /**
     * The key condition of a query ({@code KeyConditions}).
     *
     * @throws InvalidExpressionException with DynamoDB's text, when an entry breaks a rule
     * @throws dev.dolmen.item.InvalidItemException when a value in an entry is invalid
     */
    public static KeyCondition keyConditions(Map<String, AttributeCondition> conditions) {
        conditions.forEach((name, condition) ->
                LegacyOperator.named(condition.comparisonOperator()).requireArguments(arguments(condition)));
        List<KeyTerm> terms = new ArrayList<>(conditions.size());
        List<String> unindexable = new ArrayList<>();
        conditions.forEach((name, condition) -> {
            KeyTerm term = LegacyOperator.named(condition.comparisonOperator()).keyTerm(name, arguments(condition));
            if (term == null) {
                unindexable.add(name);
            } else {
                terms.add(term);
            }
        });
        return new KeyCondition(terms, unindexable);
    }

    /**
     * The projection of a read ({@code AttributesToGet}): top-level attributes, names taken as they are.
     *
     * @throws InvalidExpressionException when a name occurs twice, or is none that an attribute can have
     */
    public static Projection attributesToGet(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (names.subList(0, i).contains(names.get(i))) {
                throw invalid("Duplicate value in attribute name: " + names.get(i));
            }
        }
        for (String name : names) {
            String fault = ItemLimits.faultOfName(name);
            if (fault != null) {
                throw new InvalidExpressionException(fault);
            }
        }
        return new Projection(names.stream().map(DocumentPath::attribute).toList());
    }

    private static List<AttributeValue> arguments(AttributeCondition condition) {
        List<AttributeValue> list = condition.attributeValueList();
        return list == null ? List.of() : list;
    }

    private static Condition compare(String name, LegacyOperator operator, List<AttributeValue> arguments) {
        operator.requireArguments(arguments);
        return operator.condition(name, arguments);
    }

    private static Condition join(List<Condition> terms, @Nullable String conditionalOperator) {
        if (conditionalOperator != null) {
            if (terms.isEmpty()) {
                throw new InvalidExpressionException("ConditionalOperator cannot be used without Filter or Expected");
            }
            if (terms.size() == 1) {
                throw new InvalidExpressionException(
                        "ConditionalOperator can only be used when Filter or Expected has two or more elements");
            }
            if (!conditionalOperator.equals("AND") && !conditionalOperator.equals("OR")) {
                throw new InvalidExpressionException("1 validation error detected: Value '" + conditionalOperator
                        + "' at 'conditionalOperator' failed to satisfy constraint: Member must satisfy enum value"
                        + " set: [OR, AND]");
            }
        }
        if (terms.size() == 1) {
            return terms.get(0);
        }
        return "OR".equals(conditionalOperator) ? new Condition.Or(terms) : new Condition.And(terms);
    }

    private static InvalidExpressionException invalid(String what) {
        return new InvalidExpressionException(INVALID + what);
    }
}
