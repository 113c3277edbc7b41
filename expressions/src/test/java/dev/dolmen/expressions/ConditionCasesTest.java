package dev.dolmen.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions from the case files: what they evaluate to, or the error they give. */
class ConditionCasesTest {

    static Stream<ExpressionFixture.Case> cases() throws IOException {
        return Stream.of(
                        ExpressionFixture.cases("condition-outcomes.txt"),
                        ExpressionFixture.cases("condition-errors.txt"),
                        ExpressionFixture.cases("syntax-errors.txt"))
                .flatMap(files -> files);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void condition(ExpressionFixture.Case c) {
        for (ExpressionKind kind : new ExpressionKind[] {ExpressionKind.CONDITION, ExpressionKind.FILTER}) {
            assertThat(outcome(c.expression(), kind)).isEqualTo(c.outcomes().get(0));
        }
    }

    private static String outcome(String expression, ExpressionKind kind) {
        try {
            Condition condition = Condition.parse(
                    ExpressionFixture.unseen(expression), kind, ExpressionFixture.placeholders(expression));
            return Boolean.toString(condition.test(ExpressionFixture.ITEM));
        } catch (InvalidExpressionException e) {
            String prefix = "Invalid " + kind.parameterName() + ": ";
            assertThat(e.getMessage()).startsWith(prefix);
            return "! " + ExpressionFixture.seen(e.getMessage()).substring(prefix.length());
        }
    }

    static Stream<ExpressionFixture.Case> projections() throws IOException {
        return ExpressionFixture.cases("projection-errors.txt");
    }

    @ParameterizedTest
    @MethodSource("projections")
    void projection(ExpressionFixture.Case c) {
        String outcome;
        try {
            outcome = Projection.parse(
                            ExpressionFixture.unseen(c.expression()), ExpressionFixture.placeholders(c.expression()))
                    .toString();
        } catch (InvalidExpressionException e) {
            outcome = ExpressionFixture.seen(e.getMessage()).replaceFirst("^Invalid ProjectionExpression: ", "! ");
        }
        assertThat(outcome).isEqualTo(c.outcomes().get(0));
    }

    static Stream<ExpressionFixture.Case> keyConditions() throws IOException {
        return ExpressionFixture.cases("key-conditions.txt");
    }

    @ParameterizedTest
    @MethodSource("keyConditions")
    void keyCondition(ExpressionFixture.Case c) {
        assertThat(keyOutcome(c.expression(), "sk")).isEqualTo(c.outcomes().get(0));
        assertThat(keyOutcome(c.expression(), null)).isEqualTo(c.outcomes().get(1));
    }

    private static String keyOutcome(String expression, String sortKey) {
        try {
            KeyCondition.parse(ExpressionFixture.unseen(expression), ExpressionFixture.placeholders(expression))
                    .against(List.of("pk"), sortKey == null ? List.of() : List.of(sortKey));
            return "ok";
        } catch (InvalidExpressionException e) {
            String prefix = "Invalid KeyConditionExpression: ";
            return e.getMessage().startsWith(prefix)
                    ? "!! " + ExpressionFixture.seen(e.getMessage()).substring(prefix.length())
                    : "! " + ExpressionFixture.seen(e.getMessage());
        }
    }
}
