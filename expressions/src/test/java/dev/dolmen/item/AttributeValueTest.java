package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AttributeValueTest {

    private static final String INVALID = "One or more parameter values were invalid: ";

    @Test
    void refusesSetsWithoutMembers() {
        assertRefused(() -> AttributeValue.ss(), INVALID + "An string set  may not be empty");
        assertRefused(() -> AttributeValue.ns(), INVALID + "An number set  may not be empty");
        assertRefused(() -> AttributeValue.bs(), INVALID + "Binary sets should not be empty");
    }

    @Test
    void refusesMembersThatAreThereTwice() {
        assertRefused(() -> AttributeValue.ss("a", "a"), INVALID + "Input collection [a, a] contains duplicates.");
        assertRefused(() -> AttributeValue.ns("1", "1.0"), "Input collection contains duplicates");
        Binary b = Binary.of((byte) 'b');
        assertRefused(
                () -> AttributeValue.bs(b, b),
                INVALID + "Input collection [Yg==, Yg==]of type BS contains duplicates.");
    }

    @Test
    void refusesTextThatHasNoUtf8() {
        for (String text : List.of("\ud800", "a\udc00", "\udc00\ud800", "\ud800a")) {
            assertThatThrownBy(() -> AttributeValue.s(text))
                    .isInstanceOf(InvalidItemException.class)
                    .hasMessageContaining("surrogate pair (U+D");
            assertThatThrownBy(() -> AttributeValue.ss(text)).isInstanceOf(InvalidItemException.class);
            assertThatThrownBy(() -> Item.of(text, AttributeValue.nul())).isInstanceOf(InvalidItemException.class);
        }
        assertThat(EncodedItem.EMPTY.get("\ud800")).isNull();
    }

    @Test
    void isEqualByDynamoDbsRules() {
        assertThat(AttributeValue.n("1.0")).isEqualTo(AttributeValue.n("1")).isNotEqualTo(AttributeValue.s("1"));
        assertThat(AttributeValue.n("-0")).isEqualTo(AttributeValue.n(0));
        assertThat(AttributeValue.ss("a", "b")).isEqualTo(AttributeValue.ss("b", "a"));
        assertThat(AttributeValue.ns("1", "2e0")).isEqualTo(AttributeValue.ns("2", "1.00"));
        assertThat(AttributeValue.l(AttributeValue.n(1), AttributeValue.n(2)))
                .isNotEqualTo(AttributeValue.l(AttributeValue.n(2), AttributeValue.n(1)));
        assertThat(AttributeValue.b((byte) 1)).isEqualTo(AttributeValue.b((byte) 1));
        assertThat(AttributeValue.nul()).isEqualTo(AttributeValue.nul()).isNotEqualTo(AttributeValue.bool(false));
    }

    @Test
    void keepsNothingOfTheCallersCollections() {
        Map<String, AttributeValue> members = new HashMap<>(Map.of("a", AttributeValue.n(1)));
        List<AttributeValue> elements = new ArrayList<>(List.of(AttributeValue.n(1)));
        byte[] bytes = {1};
        AttributeValue.M map = AttributeValue.m(members);
        AttributeValue.L list = AttributeValue.l(elements);
        AttributeValue.B binary = AttributeValue.b(bytes);
        members.clear();
        elements.clear();
        bytes[0] = 2;
        assertThat(map.value()).hasSize(1);
        assertThat(list.value()).hasSize(1);
        assertThat(binary.value().toByteArray()).containsExactly(1);
        assertThatThrownBy(() -> map.value().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> AttributeValue.ss("a").value().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static void assertRefused(ThrowingCallable making, String message) {
        assertThatThrownBy(making).isInstanceOf(InvalidItemException.class).hasMessage(message);
    }

    @Test
    void whatIsNoValueTellsItsFaultToWhateverTakesItForOne() {
        InvalidItemException fault = new MalformedAttributeException("no value");
        AttributeValue invalid = new AttributeValue.Invalid(fault);
        Item given = Item.asGiven(Map.of("a", invalid));
        assertThat(given.get("a")).isSameAs(invalid);
        assertThatThrownBy(invalid::requireValid).isSameAs(fault);
        assertThatThrownBy(given::requireValid).isSameAs(fault);
        assertThatThrownBy(invalid::type).isSameAs(fault);
        assertThatThrownBy(given::sizeBytes).isSameAs(fault);
        assertThatThrownBy(() -> EncodedItem.of(given)).isSameAs(fault);
        assertThatThrownBy(() -> ItemLimits.requireStorable(given)).isSameAs(fault);
    }

    @Test
    void aNameThatNoAttributeCanHaveIsAFaultOfItsValue() {
        Item given = Item.asGiven(Map.of("", AttributeValue.n(1)));
        assertThatThrownBy(given::requireValid)
                .isInstanceOf(MalformedAttributeException.class)
                .hasMessage("Empty attribute name");
    }
}
