package dev.dolmen.expressions;

import static dev.dolmen.expressions.Attr.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The typed builder makes the trees that text parses to, and refuses what text may not say. */
class AttrTest {

    @Test
    void makesTheParsersTrees() {
        assertSame(attr("n").eq(1), "n = :n");
        assertSame(attr("status").ne("x"), "#st <> :s");
        assertSame(attr("n").lt(10).and(attr("n").ge(1)), "n < :n10 AND n >= :n");
        assertSame(attr("a").eq(1).or(attr("b").gt(5).negate()), "a = :n OR NOT b > :n5");
        assertSame(attr("m.k").between(1, 10), "m.k BETWEEN :n AND :n10");
        assertSame(attr("l[1].a[0]").in("x", ""), "l[1].a[0] IN (:s, :e)");
        assertSame(attr("tags").size().le(5), "size(tags) <= :n5");
        assertSame(attr("a").eq(attr("b")), "a = b");
        assertSame(attr("a").exists(), "attribute_exists(a)");
        assertSame(attr("a").notExists(), "attribute_not_exists(a)");
        assertSame(attr("a").hasType(AttributeType.N), "attribute_type(a, :t)");
        assertSame(attr("a").beginsWith("x"), "begins_with(a, :s)");
        assertSame(attr("a").contains(AttributeValue.n(1)), "contains(a, :n)");
        assertSame(attr(DocumentPath.attribute("a.b")).eq(true), "#d = :bool");
        assertSame(attr("a").contains("x"), "contains(a, :s)");
        assertThat(attr("a.b").path()).hasToString("[a, b]");
        assertThat(attr("a.b").operand()).hasToString("[a, b]");
    }

    @Test
    void comparesWithPlainValuesAndOtherAttributes() {
        Attr a = attr("a");
        Attr b = attr("b");
        assertSame(a.eq("x"), "a = :s");
        assertSame(a.ne(1), "a <> :n");
        assertSame(a.ne(true), "a <> :bool");
        assertSame(a.eq(new BigDecimal("1.0")), "a = :n");
        assertSame(a.eq(AttributeValue.n(1)), "a = :n");
        assertSame(a.in("x", 1), "a IN (:s, :n)");
        assertSame(a.in(List.of(1, "x")), "a IN (:n, :s)");
        assertSame(a.contains(1), "contains(a, :n)");
        assertSame(a.ne(b), "a <> b");
        assertSame(a.lt("x"), "a < :s");
        assertSame(a.lt(b), "a < b");
        assertSame(a.le("x"), "a <= :s");
        assertSame(a.le(b), "a <= b");
        assertSame(a.gt("x"), "a > :s");
        assertSame(a.gt(b), "a > b");
        assertSame(a.ge("x"), "a >= :s");
        assertSame(a.ge(b), "a >= b");
        assertSame(a.between("", "x"), "a BETWEEN :e AND :s");
        assertSame(a.in(1, 10), "a IN (:n, :n10)");
        assertSame(a.in(AttributeValue.n(1), AttributeValue.s("x")), "a IN (:n, :s)");
        assertSame(a.in(List.of(AttributeValue.bool(true))), "a IN (:bool)");
        assertSame(a.size().gt(b.size()), "size(a) > size(b)");
    }

    @Test
    void nodesAreEqualByWhatTheySay() {
        assertThat(attr("a").eq(1))
                .isNotEqualTo(attr("a").eq(2))
                .isNotEqualTo(attr("b").eq(1));
        assertThat(new Operand.Literal(AttributeValue.n(1)))
                .isEqualTo(new Operand.Literal(AttributeValue.n("1.0")))
                .isNotEqualTo(new Operand.Literal(AttributeValue.n(2)))
                .isNotEqualTo(attr("a").operand())
                .hasSameHashCodeAs(new Operand.Literal(AttributeValue.n(1)))
                .hasToString(AttributeValue.n(1).toString());
        assertThat(attr("a").operand()).isNotEqualTo(attr("b").operand());
        Projection projection = new Projection(List.of(DocumentPath.parse("a.b"), DocumentPath.parse("c")));
        assertThat(projection)
                .isEqualTo(new Projection(projection.paths()))
                .hasSameHashCodeAs(new Projection(projection.paths()))
                .isNotEqualTo(new Projection(projection.paths().subList(0, 1)))
                .isNotEqualTo(projection.paths())
                .hasToString("[[a, b], [c]]");
    }

    private static void assertSame(Condition built, String expression) {
        Condition parsed =
                Condition.parse(expression, ExpressionKind.CONDITION, ExpressionFixture.placeholders(expression));
        assertThat(built).isEqualTo(parsed).hasSameHashCodeAs(parsed);

        ExpressionSource source = ExpressionSource.of(built);
        Placeholders placeholders = new Placeholders(
                source.names().isEmpty() ? null : source.names(),
                source.values().isEmpty() ? null : source.values());
        assertThat(Condition.parse(source.expression(), ExpressionKind.CONDITION, placeholders))
                .isEqualTo(built);
        placeholders.requireAllUsed();
    }

    @Test
    void rendersAsBoto3Does() {
        ExpressionSource source = ExpressionSource.of(attr("status")
                .eq("inactive")
                .and(attr("a").exists().or(attr("status").eq("gone"))));
        assertThat(source.expression()).isEqualTo("#n0 = :v0 AND (attribute_exists(#n1) OR #n0 = :v1)");
        assertThat(source.names()).isEqualTo(Map.of("#n0", "status", "#n1", "a"));
        assertThat(source.values())
                .isEqualTo(Map.of(":v0", AttributeValue.s("inactive"), ":v1", AttributeValue.s("gone")));
    }

    @Test
    void refusesWhatTextMayNotSay() {
        assertThatThrownBy(() -> attr("a").lt(AttributeValue.bool(true)))
                .hasMessage("Invalid ConditionExpression: Incorrect operand type for operator or function; operator"
                        + " or function: <, operand type: BOOL");
        assertThatThrownBy(() -> attr("a").lt(true)).isInstanceOf(InvalidExpressionException.class);
        assertThatThrownBy(() -> attr("a").beginsWith(1)).isInstanceOf(InvalidExpressionException.class);
        assertThatThrownBy(() -> attr("a").eq(1.5)).hasMessageStartingWith("a float or double is not exact");
        assertThatThrownBy(() -> attr("a").eq(attr("a"))).isInstanceOf(InvalidExpressionException.class);
        assertThatThrownBy(() -> attr("a").beginsWith(AttributeValue.n(1)))
                .isInstanceOf(InvalidExpressionException.class);
        assertThatThrownBy(() -> attr("a").between(2, 1)).isInstanceOf(InvalidExpressionException.class);
        assertThatThrownBy(() -> attr("a").in(List.of())).isInstanceOf(IllegalArgumentException.class);
        for (String path :
                List.of("", "a.", ".a", "a[", "a[]", "a[x]", "[0]", "a[0]b", "a]", "a[-1]", "a[9999999999]")) {
            assertThatThrownBy(() -> attr(path)).as(path).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
