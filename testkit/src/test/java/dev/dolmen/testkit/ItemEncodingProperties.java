package dev.dolmen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemCodec;
import dev.dolmen.item.ItemFormatException;
import dev.dolmen.item.ItemSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The stored form of items, read back whole, in parts, copied, compared, and damaged. */
class ItemEncodingProperties {

    @Provide
    Arbitrary<Item> items() {
        return Items.items();
    }

    @Provide
    Arbitrary<AttributeValue> values() {
        return Items.values();
    }

    @Property
    void itemsComeBackEqual(@ForAll("items") Item item) {
        byte[] bytes = ItemCodec.encode(item);
        Item decoded = ItemCodec.decode(bytes);
        assertThat(decoded).isEqualTo(item);
        assertThat(item).isEqualTo(decoded);
        assertThat(ItemCodec.encode(decoded)).isEqualTo(bytes);
        assertThat(ItemCodec.encode(wholly(decoded))).isEqualTo(bytes);
    }

    @Property
    void orderOfAttributesLeavesNoTrace(@ForAll("items") Item item, @ForAll Random random) {
        List<String> names = new ArrayList<>(item.names());
        Collections.shuffle(names, random);
        Map<String, AttributeValue> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, item.attributes().get(name)));
        assertThat(ItemCodec.encode(Item.of(shuffled))).isEqualTo(ItemCodec.encode(item));
    }

    @Property
    void itemsAreReadInTheMiddleOfAnArray(@ForAll("items") Item item) {
        byte[] bytes = ItemCodec.encode(item);
        byte[] array = new byte[bytes.length + 10];
        Arrays.fill(array, (byte) 0xee);
        System.arraycopy(bytes, 0, array, 7, bytes.length);
        EncodedItem encoded = EncodedItem.of(array, 7, bytes.length);
        assertThat(encoded).isEqualTo(EncodedItem.of(item)).hasSameHashCodeAs(EncodedItem.of(item));
        assertThat(encoded.decode()).isEqualTo(item);
    }

    @Property
    void attributesAreFoundByName(@ForAll("items") Item item, @ForAll("items") Item other) {
        EncodedItem encoded = EncodedItem.of(item);
        assertThat(encoded.count()).isEqualTo(item.count());
        item.attributes().forEach((name, value) -> {
            EncodedValue found = encoded.get(name);
            assertThat(found).isNotNull().isEqualTo(EncodedValue.of(value));
            assertThat(found.decode()).isEqualTo(value);
        });
        for (String name : other.names()) {
            assertThat(encoded.has(name)).isEqualTo(item.has(name));
            assertThat(encoded.get(name) == null).isEqualTo(!item.has(name));
        }
    }

    @Property
    void partsOfDocumentsAreFoundInPlace(@ForAll("values") AttributeValue value) {
        EncodedValue encoded = EncodedValue.of(value);
        if (value instanceof AttributeValue.M map) {
            map.value().forEach((name, member) -> {
                assertThat(encoded.member(name)).isEqualTo(EncodedValue.of(member));
                partsOfDocumentsAreFoundInPlace(member);
            });
            assertThat(encoded.member("no such member")).isNull();
        } else if (value instanceof AttributeValue.L list) {
            for (int i = 0; i < list.value().size(); i++) {
                assertThat(encoded.element(i))
                        .isEqualTo(EncodedValue.of(list.value().get(i)));
                partsOfDocumentsAreFoundInPlace(list.value().get(i));
            }
            assertThat(encoded.element(list.value().size())).isNull();
            assertThat(encoded.element(-1)).isNull();
        } else {
            assertThat(encoded.member("a")).isNull();
            assertThat(encoded.element(0)).isNull();
        }
    }

    /** The order of an item's names is remembered when it is met again. */
    @Property
    void isTheSameHoweverOftenAndInWhateverOrder(@ForAll("items") Item item, @ForAll Random random) {
        EncodedItem first = EncodedItem.of(item);
        List<String> names = new ArrayList<>(item.names());
        for (int i = 0; i < 4; i++) {
            assertThat(EncodedItem.of(item)).isEqualTo(first);
            assertThat(EncodedItem.of(item).sizeBytes()).isEqualTo(item.sizeBytes());
            Collections.shuffle(names, random);
            Item.Builder shuffled = Item.builder();
            names.forEach(name -> shuffled.put(name, item.get(name)));
            assertThat(EncodedItem.of(shuffled.build())).isEqualTo(first);
        }
        assertThat(first.decode()).isEqualTo(item);
    }

    @Property
    void sizesAreTheSameEncodedOrNot(@ForAll("items") Item item) {
        EncodedItem encoded = EncodedItem.of(item);
        assertThat(encoded.sizeBytes()).isEqualTo(item.sizeBytes());
        item.attributes()
                .forEach((name, value) ->
                        assertThat(EncodedValue.of(value).sizeBytes()).isEqualTo(ItemSize.of(value)));
    }

    @Property
    void changedItemsAreThoseOfTheirAttributes(
            @ForAll("items") Item item, @ForAll("items") Item others, @ForAll Random random) {
        Map<String, AttributeValue> expected = new LinkedHashMap<>(item.attributes());
        Map<String, @Nullable AttributeValue> changes = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(item.names());
        names.addAll(others.names());
        names.add("surely no attribute");
        for (String name : names) {
            AttributeValue value = random.nextInt(4) == 0 ? AttributeValue.n(random.nextInt()) : others.get(name);
            if (random.nextBoolean() && (value != null || random.nextBoolean())) {
                changes.put(name, value);
                if (value == null) {
                    expected.remove(name);
                } else {
                    expected.put(name, value);
                }
            }
        }
        assertThat(EncodedItem.of(item).with(changes)).isEqualTo(EncodedItem.of(Item.of(expected)));
    }

    @Property
    void projectionsAreItemsOfTheChosenAttributes(@ForAll("items") Item item, @ForAll Random random) {
        Set<String> names =
                item.names().stream().filter(name -> random.nextBoolean()).collect(Collectors.toSet());
        names.add("surely no attribute");
        EncodedItem projected = EncodedItem.of(item).project(names);
        assertThat(projected).isEqualTo(EncodedItem.of(item.project(names)));
        assertThat(projected.decode()).isEqualTo(item.project(names));
    }

    /** Whatever one damaged byte does, it is refused, or it makes another item, which has these very bytes. */
    @Property(tries = 300)
    void damageIsRefusedOrIsAnotherItem(@ForAll("items") Item item, @ForAll Random random) {
        byte[] bytes = ItemCodec.encode(item);
        for (int round = 0; round < 20; round++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            readEverything(random.nextInt(4) == 0 ? Arrays.copyOf(damaged, random.nextInt(bytes.length + 1)) : damaged);
        }
    }

    @Property
    void arbitraryBytesAreRefusedOrAnItem(@ForAll byte[] bytes) {
        readEverything(bytes);
        if (bytes.length > 3) {
            bytes[0] = ItemCodec.VERSION;
            bytes[1] &= 0x7f;
            bytes[2] = (byte) Math.floorMod(bytes[2], 3);
            readEverything(bytes);
        }
    }

    private static void readEverything(byte[] bytes) {
        Item decoded = null;
        try {
            decoded = ItemCodec.decode(bytes);
        } catch (ItemFormatException refused) {
            assertThat(refused)
                    .hasMessageMatching("(?s)corrupt item at byte \\d+: .+|item format version \\d+ is newer.+");
        }
        if (decoded != null) {
            assertThat(ItemCodec.encode(wholly(decoded))).isEqualTo(bytes);
        }
        try {
            Item later = wholly(EncodedItem.of(bytes).toItem());
            if (decoded != null) {
                assertThat(later).isEqualTo(decoded);
            }
        } catch (ItemFormatException refused) {
            assertThat(decoded).as("what is checked early is not refused late").isNull();
        }
        try {
            readInPlace(EncodedItem.of(bytes));
        } catch (ItemFormatException refused) {
            assertThat(decoded).as("what reads whole reads in parts").isNull();
        }
    }

    /** The same item, made of all its values anew: nothing of it is a view of stored bytes. */
    private static Item wholly(Item item) {
        return Item.of(wholly(item.attributes()));
    }

    private static Map<String, AttributeValue> wholly(Map<String, AttributeValue> members) {
        Map<String, AttributeValue> copy = new LinkedHashMap<>();
        members.forEach((name, value) -> copy.put(name, wholly(value)));
        return copy;
    }

    private static AttributeValue wholly(AttributeValue value) {
        if (value instanceof AttributeValue.M map) {
            return AttributeValue.m(wholly(map.value()));
        }
        if (value instanceof AttributeValue.L list) {
            List<AttributeValue> elements = new ArrayList<>();
            list.value().forEach(element -> elements.add(wholly(element)));
            return AttributeValue.l(elements);
        }
        return value;
    }

    private static void readInPlace(EncodedItem item) {
        EncodedValue needle = EncodedValue.of(AttributeValue.s("a"));
        for (int i = 0; i < item.count(); i++) {
            item.get(item.name(i));
            EncodedValue value = item.value(i);
            value.contains(needle);
            value.beginsWith(needle);
            value.size();
            value.sizeBytes();
            value.member("a");
            value.element(1);
            value.decode();
        }
        item.sizeBytes();
        item.project(List.of("a", "id"));
    }
}
