package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ItemLimitsTest {

    private static final String TOO_DEEP = "Nesting Levels have exceeded supported limits: "
            + "Attributes in the item have nested levels beyond supported limit";

    @Test
    void anItemMayHave400KiB() {
        Item largest = Item.of("id", AttributeValue.s("x".repeat(409_598)));
        assertThat(largest.sizeBytes()).isEqualTo(409_600);
        assertThatCode(() -> ItemLimits.requireStorable(largest)).doesNotThrowAnyException();
        Item larger = Item.of("id", AttributeValue.s("x".repeat(409_599)));
        assertRefused(() -> ItemLimits.requireStorable(larger), "Item size has exceeded the maximum allowed size");
    }

    @Test
    void anItemMayHave32Levels() {
        for (UnaryOperator<AttributeValue> wrap : List.<UnaryOperator<AttributeValue>>of(
                AttributeValue::l, value -> AttributeValue.m(Map.of("a", value)))) {
            Item deepest = Item.of("a", wrapped(31, wrap));
            assertThatCode(() -> ItemLimits.requireStorable(deepest)).doesNotThrowAnyException();
            assertThat(ItemCodec.decode(ItemCodec.encode(deepest))).isEqualTo(deepest);
            Item deeper = Item.of("a", wrapped(32, wrap));
            assertRefused(() -> ItemLimits.requireStorable(deeper), TOO_DEEP);
            assertRefused(() -> ItemCodec.encode(deeper), TOO_DEEP);
            assertRefused(() -> EncodedValue.of(wrapped(32, wrap)), TOO_DEEP);
        }
    }

    private static AttributeValue wrapped(int times, UnaryOperator<AttributeValue> wrap) {
        AttributeValue value = AttributeValue.ss("scalars and sets add no level");
        for (int i = 0; i < times; i++) {
            value = wrap.apply(value);
        }
        return value;
    }

    @Test
    void keysAreNeverEmpty() {
        String message = "One or more parameter values are not valid. The AttributeValue for a key attribute cannot"
                + " contain an empty %s value. Key: id";
        assertRefused(
                () -> ItemLimits.requirePartitionKey("id", AttributeValue.s("")), String.format(message, "string"));
        assertRefused(() -> ItemLimits.requireSortKey("id", AttributeValue.b()), String.format(message, "binary"));
    }

    @Test
    void keysAreBounded() {
        ItemLimits.requirePartitionKey("id", AttributeValue.s("x".repeat(2048)));
        ItemLimits.requireSortKey("id", AttributeValue.b(new byte[1024]));
        assertRefused(
                () -> ItemLimits.requirePartitionKey("id", AttributeValue.s("\u00e9".repeat(1025))),
                "One or more parameter values were invalid: "
                        + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
        assertRefused(
                () -> ItemLimits.requireSortKey("id", AttributeValue.b(new byte[1025])),
                "One or more parameter values were invalid: "
                        + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }

    @Test
    void namesHave1To65535Bytes() {
        String longest = "\u4e2d".repeat(65_535 / 3);
        Item item = Item.of(longest, AttributeValue.nul());
        assertThat(ItemCodec.decode(ItemCodec.encode(item))).isEqualTo(item);
        assertRefused(() -> Item.of("", AttributeValue.nul()), "Empty attribute name");
        String tooLarge = "1 validation error detected: Attribute name is too large, must be less than 65536 bytes";
        assertRefused(() -> Item.of("x".repeat(65_536), AttributeValue.nul()), tooLarge);
        assertRefused(() -> AttributeValue.m(Map.of(longest + "x", AttributeValue.nul())), tooLarge);
    }

    /** The examples and rules of the Developer Guide, "DynamoDB item sizes and formats". */
    @Test
    void sizesAreThoseOfTheDeveloperGuide() {
        assertThat(Item.of("shirt-color", AttributeValue.s("R"), "shirt-size", AttributeValue.s("M"))
                        .sizeBytes())
                .isEqualTo(23);
        assertThat(ItemSize.of(AttributeValue.s("\u00e9\u4e2d\ud834\udd1e"))).isEqualTo(2 + 3 + 4);
        assertThat(ItemSize.of(AttributeValue.b(new byte[5]))).isEqualTo(5);
        assertThat(ItemSize.of(AttributeValue.nul())).isEqualTo(1);
        assertThat(ItemSize.of(AttributeValue.bool(false))).isEqualTo(1);
        assertThat(ItemSize.of(AttributeValue.l())).isEqualTo(3);
        assertThat(ItemSize.of(AttributeValue.m(Map.of()))).isEqualTo(3);
        assertThat(ItemSize.of(AttributeValue.l(AttributeValue.s("aa"), AttributeValue.n(27))))
                .isEqualTo(3 + 3 + 3);
        assertThat(ItemSize.of(AttributeValue.m(Map.of("key", AttributeValue.s("aa")))))
                .isEqualTo(3 + 1 + 3 + 2);
        assertThat(ItemSize.of(AttributeValue.ss("a", "bc"))).isEqualTo(3);
        assertThat(ItemSize.of(AttributeValue.ns("27", "-27"))).isEqualTo(2 + 3);
    }

    private static void assertRefused(ThrowingCallable making, String message) {
        assertThatThrownBy(making).isInstanceOf(InvalidItemException.class).hasMessage(message);
    }
}
