package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GivenAttributesTest {

    /** Fewer, as many and more than are looked through one by one. */
    @Test
    void areAsAnyOtherMapOfThem() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int size = 0; size < 2 * GivenAttributes.MOST; size++) {
            LinkedHashMap<String, AttributeValue> expected = new LinkedHashMap<>();
            while (expected.size() < size) {
                expected.put("a" + random.nextInt(200), AttributeValue.n(random.nextInt(9)));
            }
            Map<String, AttributeValue> given = Item.of(expected).attributes();
            assertThat(given).as("seed %d", seed).isEqualTo(expected).hasSameHashCodeAs(expected);
            assertThat(expected).isEqualTo(given);
            assertThat(new ArrayList<>(given.entrySet())).isEqualTo(new ArrayList<>(expected.entrySet()));
            List<String> walked = new ArrayList<>();
            given.forEach((name, value) -> walked.add(name));
            assertThat(walked).isEqualTo(new ArrayList<>(expected.keySet()));
            for (int i = 0; i < 200; i++) {
                String name = "a" + i;
                assertThat(given.get(name)).isEqualTo(expected.get(name));
                assertThat(given.containsKey(name)).isEqualTo(expected.containsKey(name));
            }
            assertThat(given.size()).isEqualTo(size);
        }
    }

    @Test
    void cannotBeChanged() {
        Map<String, AttributeValue> given = Item.of("a", 1, "b", 2).attributes();
        AttributeValue one = AttributeValue.n(1);
        assertThatThrownBy(() -> given.put("c", one)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> given.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(given::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> given.entrySet().iterator().next().setValue(one))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> given.values().remove(one)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(given.get(null)).isNull();
    }

    /** A growing array would be copied, and be seen by its length. */
    @Test
    void areEncodedInTheRoomThatIsMadeForThem() {
        for (int length : new int[] {0, 30, 300, 70_000}) {
            Item item = Item.of("text", "x".repeat(length), "binary", new byte[length], "number", 1234567);
            int expected = ItemCodec.expectedBytes(item);
            EncodedItem encoded = EncodedItem.of(item);
            assertThat(encoded.array()).as("text of %d", length).hasSize(expected);
            assertThat(expected).isLessThan(encoded.length() + 100);
            assertThat(EncodedItem.of(encoded.toItem()).array()).hasSizeLessThan(encoded.length() + 100);
        }
        assertThat(EncodedItem.of(Item.of("text", "\u00e9".repeat(300))).sizeBytes())
                .isEqualTo(604);
    }

    @Test
    void aBuilderGoesOnWithoutChangingWhatItBuilt() {
        Item.Builder builder = Item.builder().put("a", 1);
        Item first = builder.build();
        assertThat(builder.put("a", 2).put("b", 3).build()).isEqualTo(Item.of("a", 2, "b", 3));
        assertThat(first).isEqualTo(Item.of("a", 1));
    }

    @Test
    @SuppressWarnings("StringOperationCanBeSimplified")
    void aNameIsThereOnceWhateverMapItComesIn() {
        Map<String, AttributeValue> twice = new IdentityHashMap<>();
        twice.put("a", AttributeValue.n(1));
        twice.put(new String("a"), AttributeValue.n(1));
        assertThat(twice).hasSize(2);
        assertThat(Item.of(twice)).isEqualTo(Item.of("a", 1));
        assertThat(AttributeValue.m(twice)).isEqualTo(AttributeValue.m(Map.of("a", AttributeValue.n(1))));
    }

    /** In the order given, which is not that of the names. */
    @Test
    void theFirstFaultIsTold() {
        LinkedHashMap<String, AttributeValue> faulty = new LinkedHashMap<>();
        faulty.put("c", AttributeValue.n(1));
        faulty.put("b", new AttributeValue.Invalid(new InvalidItemException("first")));
        faulty.put("a", new AttributeValue.Invalid(new InvalidItemException("second")));
        Item item = Item.asGiven(faulty);
        assertThatThrownBy(item::requireValid).hasMessage("first");
        assertThatThrownBy(() -> EncodedItem.of(item)).hasMessage("first");
        faulty.remove("b");
        faulty.put("", AttributeValue.n(1));
        Item nameless = Item.asGiven(faulty);
        assertThatThrownBy(() -> EncodedItem.of(nameless)).hasMessage("second");
        assertThatThrownBy(() -> Item.of(nameless.attributes())).isInstanceOf(MalformedAttributeException.class);
    }
}
