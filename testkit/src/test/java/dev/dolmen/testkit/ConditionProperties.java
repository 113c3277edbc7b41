package dev.dolmen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.expressions.Comparator;
import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.DocumentPath;
import dev.dolmen.expressions.ExpressionKind;
import dev.dolmen.expressions.ExpressionSource;
import dev.dolmen.expressions.InvalidExpressionException;
import dev.dolmen.expressions.Operand;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.expressions.SimpleConditions;
import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Binary;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Random conditions on random items, both from alphabets small enough that they meet. */
class ConditionProperties {

    @Property(tries = 5000)
    void encodedItemsAreEvaluatedAsDecodedOnesWouldBe(
            @ForAll("conditions") Condition condition, @ForAll("items") Item item) {
        assertThat(condition.test(EncodedItem.of(item))).isEqualTo(new ConditionOracle(item).test(condition));
    }

    @Property(tries = 3000)
    void printedTreesParseToThemselves(@ForAll("conditions") Condition condition) {
        ExpressionSource source = ExpressionSource.of(condition);
        Placeholders placeholders = new Placeholders(
                source.names().isEmpty() ? null : source.names(),
                source.values().isEmpty() ? null : source.values());
        try {
            Condition parsed = Condition.parse(source.expression(), ExpressionKind.CONDITION, placeholders);
            assertThat(parsed).isEqualTo(condition);
            placeholders.requireAllUsed();
        } catch (InvalidExpressionException e) {
            // The generator does not know which operands are allowed; the printer must get all else right.
            assertThat(e.getMessage()).containsAnyOf("operand", "BETWEEN operator requires");
            assertThat(SimpleConditions.isSimple(condition))
                    .as("simple: %s", condition)
                    .isFalse();
        }
    }

    @Provide
    Arbitrary<Item> items() {
        return Arbitraries.maps(names(), values(2)).ofMaxSize(4).map(Item::of);
    }

    @Provide
    Arbitrary<Condition> conditions() {
        return conditions(3);
    }

    private static Arbitrary<Condition> conditions(int depth) {
        Arbitrary<Condition> predicates = Arbitraries.oneOf(List.of(
                Combinators.combine(operands(), Arbitraries.of(Comparator.class), operands())
                        .as(Condition.Comparison::new),
                Combinators.combine(operands(), operands(), operands()).as(Condition.Between::new),
                Combinators.combine(operands(), operands().list().ofMinSize(1).ofMaxSize(3))
                        .as(Condition.In::new),
                Combinators.combine(paths(), Arbitraries.of(true, false)).as(Condition.Existence::new),
                Combinators.combine(operands(), Arbitraries.of(AttributeType.class))
                        .as(Condition.HasType::new),
                Combinators.combine(operands(), operands()).as(Condition.BeginsWith::new),
                Combinators.combine(operands(), operands()).as(Condition.Contains::new)));
        if (depth == 0) {
            return predicates;
        }
        Arbitrary<List<Condition>> terms = Arbitraries.lazy(() -> conditions(depth - 1))
                .list()
                .ofMinSize(2)
                .ofMaxSize(3);
        return Arbitraries.frequencyOf(
                Tuple.of(3, predicates),
                Tuple.of(1, terms.map(Condition.And::new)),
                Tuple.of(1, terms.map(Condition.Or::new)),
                Tuple.of(1, Arbitraries.lazy(() -> conditions(depth - 1)).map(Condition.Not::new)));
    }

    private static Arbitrary<Operand> operands() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, paths().map(path -> path)),
                Tuple.of(4, values(1).map(Operand.Literal::new)),
                Tuple.of(1, paths().map(Operand.Size::new)));
    }

    private static Arbitrary<Operand.Attribute> paths() {
        Arbitrary<DocumentPath.Element> steps = Arbitraries.oneOf(
                names().map(DocumentPath.Name::new),
                Arbitraries.integers().between(0, 2).map(DocumentPath.Index::new));
        return Combinators.combine(names(), steps.list().ofMaxSize(2)).as((root, rest) -> {
            List<DocumentPath.Element> elements = new ArrayList<>();
            elements.add(new DocumentPath.Name(root));
            elements.addAll(rest);
            return new Operand.Attribute(new DocumentPath(elements));
        });
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "c", "a.b", "status");
    }

    private static Arbitrary<AttributeValue> values(int nesting) {
        Arbitrary<AttributeValue> small = Arbitraries.of(
                AttributeValue.n(0),
                AttributeValue.n(1),
                AttributeValue.n("1.0"),
                AttributeValue.n(2),
                AttributeValue.n(-1),
                AttributeValue.s(""),
                AttributeValue.s("a"),
                AttributeValue.s("ab"),
                AttributeValue.s("é"),
                AttributeValue.s("\uFFFD"),
                AttributeValue.s("𝄞"),
                AttributeValue.b(),
                AttributeValue.b((byte) 1),
                AttributeValue.b((byte) 1, (byte) -1),
                AttributeValue.bool(true),
                AttributeValue.bool(false),
                AttributeValue.nul(),
                AttributeValue.ss("a", "b"),
                AttributeValue.ss("b", "a"),
                AttributeValue.ns("1", "2"),
                AttributeValue.bs(Binary.of((byte) 1)));
        if (nesting == 0) {
            return small;
        }
        Arbitrary<AttributeValue> inner = Arbitraries.lazy(() -> values(nesting - 1));
        return Arbitraries.frequencyOf(
                Tuple.of(6, small),
                Tuple.of(1, Items.values()),
                Tuple.of(2, inner.list().ofMaxSize(3).map(AttributeValue::l)),
                Tuple.of(
                        2,
                        Arbitraries.maps(names(), inner)
                                .ofMaxSize(3)
                                .map((Map<String, AttributeValue> m) -> AttributeValue.m(m))));
    }
}
