package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What values count towards an item's size, decoded and as they are stored.
 *
 * <p>Source: DynamoDB Developer Guide, "DynamoDB item sizes and formats".
 */
class ItemSizeTest {

    private static final AttributeValue ONE = AttributeValue.n(1);

    static Stream<Arguments> sizes() {
        return Stream.of(
                Arguments.of(AttributeValue.s(""), 0),
                Arguments.of(AttributeValue.s("aé€𝄞"), 1 + 2 + 3 + 4),
                Arguments.of(AttributeValue.b(), 0),
                Arguments.of(AttributeValue.b((byte) 1, (byte) 2), 2),
                Arguments.of(AttributeValue.bool(false), 1),
                Arguments.of(AttributeValue.nul(), 1),
                // A number: one, and one for each two digits on either side of the point, and one for a sign.
                Arguments.of(AttributeValue.n(0), 1),
                Arguments.of(ONE, 2),
                Arguments.of(AttributeValue.n(12), 2),
                Arguments.of(AttributeValue.n(123), 3),
                Arguments.of(AttributeValue.n(-12), 3),
                Arguments.of(AttributeValue.n("1.5"), 3),
                // A list or map: three, and one for each element besides what is in it.
                Arguments.of(AttributeValue.l(), 3),
                Arguments.of(AttributeValue.m(Map.of()), 3),
                Arguments.of(AttributeValue.l(AttributeValue.s("ab"), ONE), 3 + (1 + 2) + (1 + 2)),
                Arguments.of(
                        AttributeValue.m(Map.of("é", AttributeValue.s("ab"), "n", ONE)), 3 + (1 + 2 + 2) + (1 + 1 + 2)),
                Arguments.of(AttributeValue.l(AttributeValue.l(AttributeValue.nul())), 3 + 1 + 3 + 1 + 1),
                Arguments.of(
                        AttributeValue.m(Map.of("m", AttributeValue.m(Map.of("k", AttributeValue.bool(true))))),
                        3 + 1 + 1 + 3 + 1 + 1 + 1),
                // A set: its members alone.
                Arguments.of(AttributeValue.ss("a", "bcd", "é"), 1 + 3 + 2),
                Arguments.of(AttributeValue.ns("1", "-123", "0"), 2 + 4 + 1),
                Arguments.of(AttributeValue.bs(Binary.of((byte) 1), Binary.of((byte) 1, (byte) 2, (byte) 3)), 1 + 3));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void ofValues(AttributeValue value, int bytes) {
        assertThat(ItemSize.of(value)).isEqualTo(bytes);
        assertThat(EncodedValue.of(value).sizeBytes()).isEqualTo(bytes);
        Item item = Item.of("né", value, "key", "k");
        assertThat(item.sizeBytes()).isEqualTo(3 + bytes + 3 + 1);
        assertThat(EncodedItem.of(item).sizeBytes()).isEqualTo(3 + bytes + 3 + 1);
    }

    /** A stored value reads as the value does, wherever it stands. */
    @ParameterizedTest
    @MethodSource("sizes")
    void readsInPlace(AttributeValue value, int bytes) {
        EncodedItem item = EncodedItem.of(Item.of("a", "before", "m", value, "z", List.of(value, ONE)));
        EncodedValue stored = item.get("m");
        assertThat(stored).isEqualTo(EncodedValue.of(value)).hasSameHashCodeAs(EncodedValue.of(value));
        assertThat(stored)
                .isNotEqualTo(EncodedValue.of(AttributeValue.s("other")))
                .isNotEqualTo(value);
        assertThat(stored.decode()).isEqualTo(value);
        assertThat(stored).hasToString(stored.decode().toString());
        EncodedValue list = item.get("z");
        assertThat(list.element(0)).isEqualTo(stored);
        assertThat(list.element(1).number()).isEqualTo(DynamoNumber.of(1));
        assertThat(list.element(2)).isNull();
        assertThat(list.element(-1)).isNull();
    }
}
