package dev.dolmen.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Binary;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The legacy parameters: every operator on every type, and the rules on their members. */
class LegacyConditionsTest {
    private static final AttributeValue X = AttributeValue.s("x");
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final List<String> ATTRIBUTES =
            List.of("zz", "n", "s", "b", "bool", "nul", "ss", "ns", "bs", "l", "m", "u");

    private static final EncodedItem ITEM = EncodedItem.of(Item.builder()
            .putAll(ExpressionFixture.ITEM.decode().attributes())
            .put("bs", AttributeValue.bs(Binary.of((byte) 'a')))
            .build());

    static Stream<ExpressionFixture.Case> operators() throws IOException {
        return ExpressionFixture.cases("legacy-operators.txt");
    }

    @ParameterizedTest
    @MethodSource("operators")
    void operator(ExpressionFixture.Case c) {
        String[] words = c.expression().split(" ");
        List<AttributeValue> arguments =
                switch (words[0]) {
                    case "NULL", "NOT_NULL" -> List.of();
                    case "BETWEEN" -> Collections.nCopies(2, argument(words[1]));
                    default -> List.of(argument(words[1]));
                };
        String asExpected = outcome(() -> ATTRIBUTES.stream()
                .map(name -> name + "=" + expected(name, words[0], arguments).test(ITEM))
                .collect(Collectors.joining(" ")));
        String asFilter = outcome(() -> ATTRIBUTES.stream()
                .map(name -> name + "="
                        + LegacyConditions.filter(Map.of(name, new AttributeCondition(words[0], arguments)), null)
                                .test(ITEM))
                .collect(Collectors.joining(" ")));

        assertThat(asExpected).isEqualTo(c.outcomes().get(0));
        assertThat(asFilter).isEqualTo(c.outcomes().get(0));
    }

    private static AttributeValue argument(String type) {
        return switch (AttributeType.valueOf(type)) {
            case S -> X;
            case N -> AttributeValue.n(1);
            case B -> AttributeValue.b((byte) 'a', (byte) 'b');
            case BOOL -> AttributeValue.bool(true);
            case NULL -> AttributeValue.nul();
            case M -> AttributeValue.m(Map.of("k", AttributeValue.n(1)));
            case L -> AttributeValue.l(AttributeValue.n(1), X);
            case SS -> AttributeValue.ss("a", "b");
            case NS -> AttributeValue.ns("1", "2");
            case BS -> AttributeValue.bs(Binary.of((byte) 'a'));
        };
    }

    static Stream<ExpressionFixture.Case> argumentCounts() throws IOException {
        return ExpressionFixture.cases("legacy-arguments.txt");
    }

    @ParameterizedTest
    @MethodSource("argumentCounts")
    void argumentCount(ExpressionFixture.Case c) {
        String[] words = c.expression().split(" ");
        List<AttributeValue> arguments =
                words[1].equals("none") ? null : Collections.nCopies(Integer.parseInt(words[1]), X);

        assertThat(outcome(() ->
                        Boolean.toString(expected("zz", words[0], arguments).test(ITEM))))
                .isEqualTo(c.outcomes().get(0));
    }

    @Test
    void membersThatDoNotGoTogether() {
        AttributeValue v = X;
        List<AttributeValue> list = List.of(X);
        assertRefused(entry(null, null, null, null), "Value must be provided when Exists is null for Attribute: a");
        assertRefused(entry(null, true, null, null), "Value must be provided when Exists is true for Attribute: a");
        assertRefused(entry(v, false, null, null), "Value cannot be used when Exists is false for Attribute: a");
        assertRefused(
                entry(v, null, null, list), "Value and AttributeValueList cannot be used together for Attribute: a");
        assertRefused(
                entry(v, null, "EQ", list), "Value and AttributeValueList cannot be used together for Attribute: a");
        assertRefused(
                entry(null, true, "EQ", list),
                "Exists and ComparisonOperator cannot be used together for Attribute: a");
        assertRefused(
                entry(null, false, "NULL", null),
                "Exists and ComparisonOperator cannot be used together for Attribute: a");
        assertRefused(
                entry(null, null, null, list),
                "AttributeValueList can only be used with a ComparisonOperator for Attribute: a");
        assertRefused(
                entry(null, true, null, list),
                "AttributeValueList can only be used with a ComparisonOperator for Attribute: a");
        assertRefused(
                entry(null, null, "IN", List.of(X, AttributeValue.n(1))),
                "AttributeValues inside AttributeValueList must be of same type");
        assertRefused(entry(v, null, "NULL", null), "Invalid number of argument(s) for the NULL ComparisonOperator");
    }

    @Test
    void boundsInTheWrongOrder() {
        assertThatThrownBy(() -> expected("a", "BETWEEN", List.of(AttributeValue.n(5), AttributeValue.n(1))))
                .hasMessage("The BETWEEN condition was provided a range where the lower bound is greater than the"
                        + " upper bound");
    }

    @Test
    void valueAndExists() {
        assertThat(LegacyConditions.expected(Map.of("n", entry(AttributeValue.n("3.0"), null, null, null)), null)
                        .test(ITEM))
                .isTrue();
        assertThat(LegacyConditions.expected(Map.of("n", entry(AttributeValue.s("3"), true, null, null)), null)
                        .test(ITEM))
                .isFalse();
        assertThat(LegacyConditions.expected(Map.of("n", entry(null, false, null, null)), null)
                        .test(ITEM))
                .isFalse();
        assertThat(LegacyConditions.expected(Map.of("n", entry(null, false, null, null)), null)
                        .test(EncodedItem.EMPTY))
                .isTrue();
        assertThat(LegacyConditions.expected(Map.of("n", entry(AttributeValue.n(4), null, "NE", null)), null)
                        .test(ITEM))
                .isTrue();
    }

    @Test
    void listsAreEqualInOrderOnly() {
        AttributeValue same = ITEM.decode().get("l");
        AttributeValue swapped = AttributeValue.l(X, AttributeValue.n(1), AttributeValue.l());
        assertThat(expected("l", "EQ", List.of(same)).test(ITEM)).isTrue();
        assertThat(expected("l", "EQ", List.of(swapped)).test(ITEM)).isFalse();
    }

    @Test
    void conditionalOperator() {
        Map<String, ExpectedAttributeValue> two = new LinkedHashMap<>();
        two.put("n", entry(AttributeValue.n(3), null, null, null));
        two.put("s", entry(X, null, null, null));
        assertThat(LegacyConditions.expected(two, null).test(ITEM)).isFalse();
        assertThat(LegacyConditions.expected(two, "AND").test(ITEM)).isFalse();
        assertThat(LegacyConditions.expected(two, "OR").test(ITEM)).isTrue();
        assertThatThrownBy(() -> LegacyConditions.expected(Map.of("n", two.get("n")), "OR"))
                .hasMessage("ConditionalOperator can only be used when Filter or Expected has two or more elements");
        assertThatThrownBy(() -> LegacyConditions.expected(Map.of(), "AND"))
                .hasMessage("ConditionalOperator cannot be used without Filter or Expected");
        assertThat(LegacyConditions.expected(Map.of(), null).test(EncodedItem.EMPTY))
                .isTrue();
    }

    @Test
    void keyConditions() {
        Map<String, AttributeCondition> both = Map.of(
                "p", new AttributeCondition("EQ", List.of(X)),
                "q", new AttributeCondition("BETWEEN", List.of(AttributeValue.n(1), AttributeValue.n(2))));
        KeyCondition.Bound bound = LegacyConditions.keyConditions(both).against(List.of("p"), List.of("q"));
        assertThat(bound.partition()).containsExactly(new KeyTerm("p", KeyOperator.EQ, X, null));
        assertThat(bound.sort())
                .containsExactly(new KeyTerm("q", KeyOperator.BETWEEN, AttributeValue.n(1), AttributeValue.n(2)));
        KeyCondition unindexable =
                LegacyConditions.keyConditions(Map.of("p", new AttributeCondition("NE", List.of(X))));
        assertThatThrownBy(() -> unindexable.against(List.of("p"), List.of()))
                .hasMessage("Attempted conditional constraint is not an indexable operation");
        assertThatThrownBy(() -> unindexable.against(List.of("q"), List.of()))
                .hasMessage("Query condition missed key schema element: q");
        assertThatThrownBy(() -> LegacyConditions.keyConditions(Map.of()))
                .hasMessage("Conditions can be of length 1 or 2 only");
    }

    @Test
    void attributesToGet() {
        Projection projection = LegacyConditions.attributesToGet(List.of("n", "a.b"));
        assertThat(projection.apply(ITEM)).isEqualTo(Item.of("n", AttributeValue.n(3)));
        assertThatThrownBy(() -> LegacyConditions.attributesToGet(List.of("n", "n")))
                .hasMessage(INVALID + "Duplicate value in attribute name: n");
    }

    private static Condition expected(String name, String operator, @Nullable List<AttributeValue> arguments) {
        return LegacyConditions.expected(Map.of(name, entry(null, null, operator, arguments)), null);
    }

    private static ExpectedAttributeValue entry(
            @Nullable AttributeValue value,
            @Nullable Boolean exists,
            @Nullable String operator,
            @Nullable List<AttributeValue> list) {
        return new ExpectedAttributeValue(value, exists, operator, list);
    }

    private static void assertRefused(ExpectedAttributeValue entry, String message) {
        assertThatThrownBy(() -> LegacyConditions.expected(Map.of("a", entry), null))
                .isInstanceOf(InvalidExpressionException.class)
                .hasMessage(INVALID + message);
    }

    private static String outcome(java.util.function.Supplier<String> action) {
        try {
            return action.get();
        } catch (InvalidExpressionException e) {
            return "! " + e.getMessage();
        }
    }
}
