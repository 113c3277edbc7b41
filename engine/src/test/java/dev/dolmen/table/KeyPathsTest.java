package dev.dolmen.table;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.ExpressionKind;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.expressions.Projection;
import dev.dolmen.model.ValidationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPathsTest {

    private static final TableDefinition TABLE = Writes.indexedTable("Table");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            p.x     | Key: p
            s[0]    | Key: s
            v.b.c   | IndexKey: v
            """)
    void noPathLeadsIntoAKey(String path, String key) {
        String refusal = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ";
        assertThatThrownBy(() -> KeyPaths.requireNoneInto(TABLE, condition("attribute_exists(" + path + ")")))
                .isInstanceOf(ValidationException.class)
                .hasMessage(refusal + key);
        assertThatThrownBy(() -> KeyPaths.requireNoneInto(TABLE, projection("z, " + path)))
                .isInstanceOf(ValidationException.class)
                .hasMessage(refusal + key);
    }

    @ParameterizedTest
    @CsvSource({"p", "v", "q.p", "q[1].v"})
    void keysThemselvesAndOtherPathsAreFine(String path) {
        assertThatCode(() -> {
                    KeyPaths.requireNoneInto(TABLE, condition("attribute_exists(" + path + ")"));
                    KeyPaths.requireNoneInto(TABLE, projection(path));
                })
                .doesNotThrowAnyException();
    }

    private static Condition condition(String expression) {
        return Condition.parse(expression, ExpressionKind.CONDITION, new Placeholders(null, null));
    }

    private static Projection projection(String expression) {
        return Projection.parse(expression, new Placeholders(null, null));
    }
}
