package dev.dolmen.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeValue;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each operator on values below, at, between and above its bounds. */
class KeyTermTest {

    @ParameterizedTest
    @CsvSource({
        "EQ, 3, , 3",
        "LT, 3, , 1 2",
        "LE, 3, , 1 2 3",
        "GT, 3, , 4 5 21 30",
        "GE, 3, , 3 4 5 21 30",
        "BETWEEN, 2, 4, 2 3 4",
        "BETWEEN, 3, 3, 3"
    })
    void onNumbers(KeyOperator operator, String low, String high, String expected) {
        KeyTerm term = new KeyTerm("n", operator, AttributeValue.n(low), high == null ? null : AttributeValue.n(high));
        String holding = String.join(
                " ",
                Arrays.stream(new String[] {"1", "2", "3", "4", "5", "21", "30"})
                        .filter(n -> term.test(AttributeValue.n(n)))
                        .toList());
        assertThat(holding).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"BEGINS_WITH, b, , b ba bb", "LT, b, , a", "GE, ba, , ba bb c", "BETWEEN, b, bb, b ba bb"})
    void onStrings(KeyOperator operator, String low, String high, String expected) {
        KeyTerm term = new KeyTerm("s", operator, AttributeValue.s(low), high == null ? null : AttributeValue.s(high));
        String holding = String.join(
                " ",
                Arrays.stream(new String[] {"a", "b", "ba", "bb", "c"})
                        .filter(s -> term.test(AttributeValue.s(s)))
                        .toList());
        assertThat(holding).isEqualTo(expected);
    }

    @Test
    void betweenAloneHasAnUpperBound() {
        assertThatThrownBy(() -> new KeyTerm("n", KeyOperator.BETWEEN, AttributeValue.n(1), null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeyTerm("n", KeyOperator.EQ, AttributeValue.n(1), AttributeValue.n(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
