package dev.dolmen.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeValue;
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
                .isEqualTo(new KeyTerm("q", KeyOperator.BETWEEN, AttributeValue.n(1), AttributeValue.n(5)));
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
        assertThat(parse("p = :s").sort()).isNull();
        assertThat(parse("p = :s").partition()).isEqualTo(new KeyTerm("p", KeyOperator.EQ, X, null));
    }

    @Test
    void keysAreNotNested() {
        assertThatThrownBy(() -> parse("p.a = :s"))
                .hasMessage("KeyConditionExpressions cannot have conditions on nested attributes");
        assertThatThrownBy(() -> parse("p = :s AND q[0] = :s"))
                .hasMessage("KeyConditionExpressions cannot have conditions on nested attributes");
    }

    private static void assertSort(String expression, KeyOperator operator) {
        assertThat(parse("p = :s AND " + expression).sort()).isEqualTo(new KeyTerm("q", operator, X, null));
    }

    private static KeyCondition.Bound parse(String expression) {
        return KeyCondition.parse(expression, ExpressionFixture.placeholders(expression))
                .against("p", "q");
    }
}
