package dev.dolmen.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which attributes an expression names: what keys and indexes forbid is told by them. */
class PathsOfExpressionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a = b | [a] [b]",
                "a.b[1] <> :n | [a, b, [1]]",
                "a between b and c | [a] [b] [c]",
                "a in (:n, b, c) | [a] [b] [c]",
                "attribute_exists(a) | [a]",
                "attribute_type(a, :t) | [a]",
                "begins_with(a, b) | [a] [b]",
                "contains(a, b) | [a] [b]",
                "size(a) < size(b) | [a] [b]",
                ":n = :n5 | ''",
                "NOT a = :n | [a]",
                "a = :n AND (b = :n OR NOT a = c) | [a] [b] [a] [c]"
            })
    void ofConditions(String expression, String paths) {
        List<String> shown = new ArrayList<>();
        Condition.parse(expression, ExpressionKind.FILTER, ExpressionFixture.placeholders(expression))
                .forEachPath(path -> shown.add(path.toString()));
        assertThat(String.join(" ", shown)).isEqualTo(paths);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET a = :n | [a]",
                "SET a = b | [a] [b]",
                "SET a.b = c[0] + d | [a, b] [c, [0]] [d]",
                "SET a = b - :n | [a] [b]",
                "SET a = if_not_exists(b, c) | [a] [b] [c]",
                "SET a = list_append(b, if_not_exists(c, d)) | [a] [b] [c] [d]",
                "DELETE d :ss ADD c :n REMOVE b SET a = :n | [a] [b] [c] [d]"
            })
    void ofUpdates(String expression, String paths) {
        Update update = Update.parse(expression, ExpressionFixture.placeholders(expression));
        List<String> shown = new ArrayList<>();
        update.forEachPath(path -> shown.add(path.toString()));
        assertThat(String.join(" ", shown)).isEqualTo(paths);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"DELETE d :ss ADD c.e :n REMOVE b[0] SET a = x | [[a], [b, [0]], [c, e], [d]]"})
    void touchedByUpdates(String expression, String paths) {
        Update update = Update.parse(expression, ExpressionFixture.placeholders(expression));
        assertThat(update.touched()).hasToString(paths);
        assertThat(update.actions())
                .extracting(action -> action.getClass().getSimpleName())
                .containsExactly("Assign", "Remove", "Add", "Delete");
    }

    /** Whether an item comes into being where there was none, and what is known of the values without one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET a = :n | true | N | 1",
                "SET a = b | true | - | -",
                "SET a = if_not_exists(a, :n) | true | - | -",
                "SET a = b + :n | true | N | -",
                "SET a = list_append(b, :l) | true | L | -",
                "ADD a :ss | true | SS | -",
                "ADD a :n | true | N | -",
                "REMOVE a | false | - | -",
                "DELETE a :ss | false | SS | -",
                "REMOVE b SET a = :n | true | N | 1"
            })
    void knownWithoutAnItem(String expression, boolean creates, String type, String value) {
        Update update = Update.parse(expression, ExpressionFixture.placeholders(expression));
        assertThat(update.creates()).isEqualTo(creates);
        UpdateAction first = update.actions().get(0);
        assertThat(first.staticType() == null ? "-" : first.staticType().name()).isEqualTo(type);
        assertThat(first.staticValue() instanceof AttributeValue.N n ? n.value().toString() : "-")
                .isEqualTo(value);
    }
}
