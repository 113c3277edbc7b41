package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedItemTest {

    @Test
    void findsOneAttributeOfALargeItem() {
        Item.Builder builder = Item.builder();
        for (int i = 0; i < 2000; i++) {
            builder.put("attribute" + i, AttributeValue.s("x".repeat(i % 300)));
        }
        Item item = builder.put("wanted", AttributeValue.n(7)).build();
        EncodedItem encoded = EncodedItem.of(item);
        EncodedValue wanted = encoded.get("wanted");
        assertThat(wanted).isNotNull();
        assertThat(wanted.number()).isEqualTo(DynamoNumber.of(7));
        assertThat(encoded.get("wante")).isNull();
        assertThat(encoded.get("wantedd")).isNull();
        assertThat(encoded.decode()).isEqualTo(item);
        assertThat(encoded.project(List.of("wanted")).decode()).isEqualTo(Item.of("wanted", AttributeValue.n(7)));
    }

    @Test
    void namesAreInTheOrderOfTheirUtf8() {
        List<String> ascending = List.of(
                "",
                "Z",
                "a",
                "ab",
                "b",
                "\u007f",
                "\u0080",
                "\u00e9",
                "\u07ff",
                "\u0800",
                "\ud7ff",
                "\ue000",
                "\uffff",
                "\ud800\udc00",
                "\ud800\udc01",
                "\udbff\udfff");
        for (int few : new int[] {5, ascending.size() - 1}) {
            for (String longer : List.of("", "more than a few")) {
                Item.Builder builder = Item.builder();
                for (int i = ascending.size() - 1; i > 0; i--) {
                    builder.put(ascending.get(i) + longer, AttributeValue.n(i));
                }
                for (int i = 0; i < (longer.isEmpty() ? 0 : few); i++) {
                    builder.put("~" + i, AttributeValue.bool(true));
                }
                Item item = builder.build();
                for (int time = 0; time < 3; time++) {
                    EncodedItem encoded = EncodedItem.of(item);
                    assertThat(encoded.decode()).isEqualTo(item);
                    assertThat(encoded.sizeBytes()).isEqualTo(item.sizeBytes());
                    assertThat(Arrays.compareUnsigned(utf8(encoded.name(0)), utf8(encoded.name(1))))
                            .isNegative();
                }
            }
        }
    }

    /** Two items may have their names remembered in one place. */
    @Test
    void namesAreNotTakenForOthersWithTheSameHash() {
        for (int time = 0; time < 3; time++) {
            for (String name : List.of("Aa", "BB")) {
                Item item = Item.of(name, 1, "x", 2);
                assertThat(EncodedItem.of(item).decode()).isEqualTo(item);
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void sizeOfAStringIsItsLengthInCharacters() {
        assertThat(EncodedValue.of(AttributeValue.s("\u00e9\ud834\udd1e")).size())
                .isEqualTo(3);
        assertThat(EncodedValue.of(AttributeValue.n(12)).size()).isEqualTo(-1);
    }

    @Test
    void stringsAreOrderedByUtf8AndNotByUtf16() {
        EncodedValue supplementary = EncodedValue.of(AttributeValue.s("\ud800\udc00"));
        EncodedValue last = EncodedValue.of(AttributeValue.s("\uffff"));
        assertThat(supplementary.compareTo(last)).isPositive();
        assertThat("\ud800\udc00".compareTo("\uffff")).isNegative();
    }

    @Test
    void differentTypesAreNotOrdered() {
        EncodedValue string = EncodedValue.of(AttributeValue.s("1"));
        EncodedValue number = EncodedValue.of(AttributeValue.n(1));
        assertThat(string.isComparableWith(number)).isFalse();
        assertThat(string).isNotEqualTo(number);
        assertThatThrownBy(() -> string.compareTo(number)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(number::string).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsTheTypeItIs() {
        EncodedValue yes = EncodedValue.of(AttributeValue.bool(true));
        assertThat(yes.bool()).isTrue();
        assertThat(EncodedValue.of(AttributeValue.bool(false)).bool()).isFalse();
        assertThat(EncodedValue.of(AttributeValue.s("é")).string()).isEqualTo("é");
        assertThatThrownBy(yes::number).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(yes::string).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(EncodedValue.of(AttributeValue.n(1))::bool).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isEqualByContentWhereverItStands() {
        Item item = Item.of("a", 1, "b", "two");
        byte[] bytes = ItemCodec.encode(item);
        byte[] shifted = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, shifted, 4, bytes.length);
        EncodedItem one = EncodedItem.of(bytes);
        EncodedItem two = EncodedItem.of(shifted, 4, bytes.length);

        assertThat(two).isEqualTo(one).hasSameHashCodeAs(one).hasToString(item.toString());
        assertThat(two.array()).isSameAs(shifted);
        assertThat(two.offset()).isEqualTo(4);
        assertThat(two.length()).isEqualTo(bytes.length);
        assertThat(two.toByteArray()).isEqualTo(bytes);
        assertThat(one)
                .isNotEqualTo(EncodedItem.of(Item.of("a", 1, "b", "too")))
                .isNotEqualTo(item);
        assertThat(one.hashCode())
                .isNotEqualTo(EncodedItem.of(Item.of("a", 1, "b", "too")).hashCode());
        assertThat(two.has("a")).isTrue();
        assertThat(two.has("b")).isTrue();
        assertThat(two.has("c")).isFalse();
        assertThat(two.isEmpty()).isFalse();
        assertThat(EncodedItem.EMPTY.isEmpty()).isTrue();
        assertThat(EncodedItem.EMPTY.sizeBytes()).isZero();
        EncodedValue value = two.get("b");
        assertThat(new String(value.array(), value.offset(), value.length(), StandardCharsets.UTF_8))
                .isEqualTo("two");
    }

    @Test
    void refusesANewerVersionByName() {
        assertThatThrownBy(() -> EncodedItem.of(new byte[] {2, 0, 0, 0}))
                .isInstanceOf(UnsupportedItemVersionException.class)
                .hasMessageContaining("version 2 is newer than 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                         | no bytes",
                "00 00 00                   | no item format has version 0",
                "01 00                      | no directory",
                "01                         | not the size of an item",
                "01 80                      | not the size of an item",
                "01 ff ff ff ff 08 00 00    | not the size of an item",
                "01 80 00 00 00             | longer than it has to be",
                "01 05 00 00                | an item of 0 bytes that says it has 5",
                "01 00 03 00                   | no directory has width 3",
                "01 00 02 01                   | cut off",
                "01 00 02 ff ff ff 7f          | no room",
                "01 00 02 ff ff ff ff          | no room",
                "01 00 00 ff                   | no room",
                "01 00 00 00 00                | bytes after the last element",
                "01 00 01 00 00                | wider",
                "01 00 00 01 04 01 61 05       | outside",
                "01 00 00 01 03 05 61 05       | name runs over",
                "01 00 00 01 03 01 61 0b       | not the type of a value",
                "01 00 00 01 02 00 05          | an empty name",
                "01 00 00 01 04 01 61 05 00    | a null of 1 bytes",
                "01 00 00 01 04 01 61 04 02    | not a boolean",
                "01 00 00 01 04 01 61 01 ff    | not UTF-8",
                "01 00 00 01 04 01 ff 01 61    | not UTF-8",
                "01 00 00 01 05 01 61 08 00 00 | an empty set",
                "01 00 00 02 03 06 01 62 05 01 61 05 | out of order",
                "01 00 00 02 03 06 01 61 05 01 61 05 | out of order",
                "01 00 00 02 06 03 01 61 03 01 62 05 | ends before",
                "01 00 00 01 04 81 00 61 05    | not the length of a name",
            })
    void refusesDamage(String hex, String message) {
        byte[] bytes = HexFormat.of().parseHex(hex.strip().replace(" ", ""));
        assertThatThrownBy(() -> ItemCodec.decode(bytes))
                .isInstanceOf(CorruptItemException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesDamagedContentsWhenTheyAreAskedFor() {
        byte[] bytes = ItemCodec.encode(Item.of("a", "text", "b", 7, "c", "more"));
        bytes[indexOf(bytes, 't')] = (byte) 0xff;
        Item item = EncodedItem.of(bytes).toItem();
        assertThat(item.get("c")).isEqualTo(AttributeValue.s("more"));
        assertThat(item.names()).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> item.get("a"))
                .isInstanceOf(CorruptItemException.class)
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> ItemCodec.decode(bytes)).isInstanceOf(CorruptItemException.class);
    }

    private static int indexOf(byte[] bytes, char wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw new AssertionError("no " + wanted);
    }

    @Test
    void sharesAnArrayThatIsAllItsOwn() {
        Item item = Item.of("a", "text");
        byte[] own = ItemCodec.encode(item);
        byte[] others = Arrays.copyOf(own, own.length + 1);
        Item shared = EncodedItem.of(own).view();
        Item copied = EncodedItem.of(others, 0, own.length).view();
        assertThat(shared).isEqualTo(item);
        assertThat(copied).isEqualTo(item);
        own[own.length - 1] = 'x';
        others[own.length - 1] = 'x';
        assertThat(shared).isEqualTo(Item.of("a", "texx"));
        assertThat(copied).isEqualTo(item);
    }
}
