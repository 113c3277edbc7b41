package dev.dolmen.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code size} of what is short and long. */
class SizeFunctionTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 254, 255, 256, 257, 65_535, 65_536, 300_000})
    void isExact(int size) {
        EncodedItem item = EncodedItem.of(Item.of("text", "x".repeat(size), "bytes", new byte[size]));
        for (String attribute : new String[] {"text", "bytes"}) {
            Placeholders placeholders = new Placeholders(
                    Map.of("#a", attribute),
                    Map.of(":size", AttributeValue.n(size), ":less", AttributeValue.n(size - 1)));
            Condition exact =
                    Condition.parse("size(#a) = :size AND size(#a) > :less", ExpressionKind.CONDITION, placeholders);
            assertThat(exact.test(item)).isTrue();
        }
    }
}
