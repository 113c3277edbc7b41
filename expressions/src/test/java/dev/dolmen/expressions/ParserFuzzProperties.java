package dev.dolmen.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.EncodedItem;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text, parsing ends in a tree or in an {@link InvalidExpressionException}. */
class ParserFuzzProperties {

    @Property(tries = 3000)
    void anyText(@ForAll String text) {
        parseEveryWay(text);
    }

    @Property(tries = 10000)
    void anyTokens(@ForAll("tokens") List<String> tokens) {
        parseEveryWay(String.join(" ", tokens));
        parseEveryWay(String.join("", tokens));
    }

    @Provide
    Arbitrary<List<String>> tokens() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "l[0]",
                        "m.k",
                        "#a",
                        "#zz",
                        ":n",
                        ":s",
                        ":zz",
                        "(",
                        "(",
                        ")",
                        ")",
                        "[",
                        "]",
                        ".",
                        ",",
                        "=",
                        "<>",
                        "<",
                        "<=",
                        ">",
                        ">=",
                        "AND",
                        "or",
                        "NOT",
                        "IN",
                        "between",
                        "size(",
                        "contains(",
                        "attribute_exists(",
                        "begins_with(",
                        "foo(",
                        "status",
                        "99999999999",
                        "0",
                        "7",
                        "é",
                        "𝄞",
                        "'",
                        "\n",
                        "_",
                        "#",
                        ":")
                .list()
                .ofMaxSize(16);
    }

    private static void parseEveryWay(String text) {
        for (ExpressionKind kind : new ExpressionKind[] {ExpressionKind.CONDITION, ExpressionKind.FILTER}) {
            try {
                Condition.parse(text, kind, ExpressionFixture.placeholders(text))
                        .test(EncodedItem.EMPTY);
            } catch (InvalidExpressionException e) {
                assertThat(e.getMessage()).startsWith("Invalid " + kind.parameterName() + ": ");
            }
        }
        try {
            KeyCondition.parse(text, ExpressionFixture.placeholders(text)).against(List.of("a"), List.of("b"));
        } catch (InvalidExpressionException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
        try {
            Projection.parse(text, ExpressionFixture.placeholders(text)).apply(ExpressionFixture.ITEM);
        } catch (InvalidExpressionException e) {
            assertThat(e.getMessage()).startsWith("Invalid ProjectionExpression: ");
        }
    }
}
