package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Java's own values as attribute values. */
class NativeValuesTest {

    @Test
    void everyTypeHasItsCounterpart() {
        becomes("text", AttributeValue.s("text"));
        becomes(true, AttributeValue.bool(true));
        becomes(new byte[] {1, 2}, AttributeValue.b((byte) 1, (byte) 2));
        becomes(Binary.of((byte) 3), AttributeValue.b((byte) 3));
        becomes((byte) -1, AttributeValue.n(-1));
        becomes((short) 2, AttributeValue.n(2));
        becomes(3, AttributeValue.n(3));
        becomes(Long.MIN_VALUE, AttributeValue.n(Long.MIN_VALUE));
        becomes(new BigDecimal("1E+3"), AttributeValue.n("1000"));
        becomes(BigInteger.TEN, AttributeValue.n(10));
        becomes(DynamoNumber.of(4), AttributeValue.n(4));
        becomes(
                List.of("a", List.of(1)),
                AttributeValue.l(AttributeValue.s("a"), AttributeValue.l(AttributeValue.n(1))));
        becomes(
                Map.of("a", Map.of("b", 1)),
                AttributeValue.m(Map.of("a", AttributeValue.m(Map.of("b", AttributeValue.n(1))))));
        becomes(Item.of("a", 1), AttributeValue.m(Map.of("a", AttributeValue.n(1))));
        becomes(Set.of("a", "b"), AttributeValue.ss("a", "b"));
        becomes(Set.of(1, 2L), AttributeValue.ns("1", "2"));
        becomes(Set.of(Binary.of((byte) 1)), AttributeValue.bs(Binary.of((byte) 1)));
        becomes(AttributeValue.nul(), AttributeValue.nul());
    }

    private static void becomes(Object value, AttributeValue expected) {
        assertThat(AttributeValue.of(value)).isEqualTo(expected);
        assertThat(Item.of("a", value).get("a")).isEqualTo(expected);
    }

    @Test
    void scalarsOfAnItemAreReadAsTheyWereGiven() {
        Item item = Item.of("name", "Ana", "visits", 7, "active", true);
        assertThat(item.string("name")).isEqualTo("Ana");
        assertThat(item.number("visits")).isEqualByComparingTo("7");
        assertThat(item.bool("active")).isTrue();
        assertThat(item.string("gone")).isNull();
        assertThat(item.number("gone")).isNull();
        assertThat(item.bool("gone")).isNull();
        assertThatThrownBy(() -> item.string("visits"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("attribute visits is not of type S, but N");
        assertThatThrownBy(() -> item.number("name")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> item.bool("name")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatHasNoCounterpartIsRefused() {
        refused(1.5, "a float or double is not exact; take a BigDecimal or a number's text in AttributeValue.n: 1.5");
        refused(1.5f, "a float or double is not exact; take a BigDecimal or a number's text in AttributeValue.n: 1.5");
        refused('c', "no DynamoDB type stands for java.lang.Character");
        refused(Map.of(1, 2), "the members of a map are named by strings, not by 1");
        refused(List.of(new Object[] {Thread.State.NEW}), "no DynamoDB type stands for java.lang.Thread$State");
        assertThatThrownBy(() -> AttributeValue.of(Set.of(1, "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a set has strings, numbers or binaries, all of one type: ");
        assertThatThrownBy(() -> AttributeValue.of(Set.of())).isInstanceOf(InvalidItemException.class);
        assertThatThrownBy(() -> AttributeValue.of(new BigDecimal("1E+126"))).isInstanceOf(InvalidItemException.class);
    }

    @Test
    void nullStandsForNothingAndIsRefusedByName() {
        String told = "null is no value; DynamoDB's own is AttributeValue.nul()";
        Map<String, Object> attributes = Collections.singletonMap("a", null);
        assertThatNullPointerException()
                .isThrownBy(() -> AttributeValue.of(null))
                .withMessage(told);
        assertThatNullPointerException()
                .isThrownBy(() -> AttributeValue.of(attributes))
                .withMessage(told);
        assertThatNullPointerException()
                .isThrownBy(() -> AttributeValue.of(Collections.singletonList(null)))
                .withMessage(told);
        assertThatNullPointerException().isThrownBy(() -> Item.of(attributes)).withMessage("attribute a: " + told);
        assertThatNullPointerException()
                .isThrownBy(() -> Item.builder().put("a", null))
                .withMessage("attribute a: " + told);
    }

    private static void refused(Object value, String message) {
        assertThatThrownBy(() -> AttributeValue.of(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
