package dev.dolmen.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What key conditions come to; which are refused is in key-conditions.txt. */
class KeyConditionTest {
    private static final AttributeValue X = AttributeValue.s("x");

    @Test
    void everyOperator() {
        assertSort("q = :s", KeyOperator.EQ);
        assertSort("q < :s", KeyOperator.LT);
        assertSort("q <= :s", KeyOperator.LE);
        assertSort("q > :s", KeyOperator.GT);
        assertSort("q >= :s", KeyOperator.GE);
        assertSort("begins_with(q, :s)", KeyOperator.BEGINS_WITH);
        assertThat(parse("p = :s AND q BETWEEN :n AND :n5").sort())
                .containsExactly(new KeyTerm("q", KeyOperator.BETWEEN, AttributeValue.n(1), AttributeValue.n(5)));
    }

    @Test
    void aKeyOnTheRightTurnsTheOperatorRound() {
        assertSort(":s = q", KeyOperator.EQ);
        assertSort(":s < q", KeyOperator.GT);
        assertSort(":s <= q", KeyOperator.GE);
        assertSort(":s > q", KeyOperator.LT);
        assertSort(":s >= q", KeyOperator.LE);
    }

    @Test
    void theTermsMayComeInEitherOrder() {
        assertThat(parse("q > :n AND p = :s")).isEqualTo(parse("p = :s AND q > :n"));
        assertThat(parse("p = :s").sort()).isEmpty();
        assertThat(parse("p = :s").partition()).containsExactly(new KeyTerm("p", KeyOperator.EQ, X, null));
    }

    private static final String NESTED =
            "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions" + " on nested attributes";

    @Test
    void keysAreNotNested() {
        assertThatThrownBy(() -> parse("p.a = :s")).hasMessage(NESTED);
        assertThatThrownBy(() -> parse("p.a > q")).hasMessage(NESTED);
        assertThatThrownBy(() -> parse("p = :s AND q[0] = :s")).hasMessage(NESTED);
    }

    /** The key of a global index may have several attributes of either kind. */
    @Test
    void keysOfSeveralAttributes() {
        List<String> partition = List.of("p", "q");
        List<String> sort = List.of("r", "t", "u");
        KeyCondition.Bound bound =
                condition("t < :s AND q = :s AND r = :s AND p = :s").against(partition, sort);
        assertThat(bound.partition()).extracting(KeyTerm::name).containsExactly("p", "q");
        assertThat(bound.sort()).extracting(KeyTerm::name).containsExactly("r", "t");
        assertThat(condition("p = :s AND q = :s").against(partition, sort).sort())
                .isEmpty();
        refused("p = :s AND r = :s", "HASH key attributes q must have equality conditions specified in the query");
        refused("r = :s", "HASH key attributes p, q must have equality conditions specified in the query");
        refused("p = :s AND q > :s", "HASH key attributes q must have equality conditions specified in the query");
        String unequal =
                "RANGE key attributes r must have equality conditions specified in the query because a condition"
                        + " is present on key attribute t";
        refused("p = :s AND q = :s AND t = :s", unequal);
        refused("p = :s AND q = :s AND r < :s AND t = :s", unequal);
        refused("p = :s AND q = :s AND z = :s", "Query condition missed key schema element: r");
        refused("p = :s AND q = :s AND r = :s AND t = :s AND z = :s", "Query key condition not supported");
    }

    private static void refused(String expression, String message) {
        assertThatThrownBy(() -> condition(expression).against(List.of("p", "q"), List.of("r", "t")))
                .hasMessage(message);
    }

    private static KeyCondition condition(String expression) {
        return KeyCondition.parse(expression, ExpressionFixture.placeholders(expression));
    }

    private static void assertSort(String expression, KeyOperator operator) {
        assertThat(parse("p = :s AND " + expression).sort()).containsExactly(new KeyTerm("q", operator, X, null));
    }

    private static KeyCondition.Bound parse(String expression) {
        return KeyCondition.parse(expression, ExpressionFixture.placeholders(expression))
                .against(List.of("p"), List.of("q"));
    }
}
