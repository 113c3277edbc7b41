package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was found in one item never changes what is found in another. */
class AttributePlacesTest {

    private static final int ITEMS = 300;
    private static final int NAMES = 40;
    private static final int MANY = 400;

    @Test
    void itemsOfAllShapesGiveTheirOwnValues() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        AttributePlaces places = new AttributePlaces();
        List<Map<String, AttributeValue>> models = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            Map<String, AttributeValue> model = new LinkedHashMap<>();
            int end = i % 50 == 0 ? MANY : random.nextInt(NAMES);
            for (int name = 0; name < end; name++) {
                if (random.nextInt(4) > 0) {
                    model.put(name(name), AttributeValue.n(random.nextInt()));
                }
            }
            models.add(model);
            items.add(EncodedItem.of(Item.of(model)).toItem(places));
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < ITEMS; i++) {
                for (int name = 0; name < MANY; name += 1 + random.nextInt(30)) {
                    assertThat(items.get(i).get(name(name)))
                            .as("seed %d, item %d, name %s", seed, i, name(name))
                            .isEqualTo(models.get(i).get(name(name)));
                }
                assertThat(items.get(i).attributes()).isEqualTo(models.get(i));
            }
        }
    }

    /** Of several lengths, some of them not in ASCII. */
    private static String name(int number) {
        return switch (number % 4) {
            case 0 -> "n" + number;
            case 1 -> "größe" + number;
            case 2 -> "an-attribute-with-a-longer-name-" + number;
            default -> Integer.toString(number);
        };
    }

    /** With a name at the very end of the array, names of more than a word, and offsets of two bytes. */
    @ParameterizedTest
    @CsvSource({"z, 1", "a-longer-name, 1", "z, 300", "a-longer-name, 300", "größe, 300"})
    void whatWasFoundIsFoundThereAgain(String name, int textLength) {
        AttributePlaces places = new AttributePlaces();
        Item given = Item.of("a", "x".repeat(textLength), name, AttributeValue.nul());
        byte[] bytes = encoded((StoredItem) EncodedItem.of(given).toItem());
        assertThat(places.find(name, bytes, 0, bytes.length)).isEqualTo(AttributePlaces.NOT_THERE);
        StoredItem item = new StoredItem(bytes, 0, bytes.length, places);
        assertThat(item.get(name)).isEqualTo(AttributeValue.nul());
        long place = places.find(name, bytes, 0, bytes.length);
        assertThat((int) (place >>> Integer.SIZE)).isEqualTo(bytes.length - 1);
        assertThat((int) place).isEqualTo(bytes.length);
        assertThat(item.get(name)).isEqualTo(AttributeValue.nul());
    }

    private static byte[] encoded(StoredItem item) {
        ByteBuilder out = new ByteBuilder();
        item.appendTo(out);
        return out.toByteArray();
    }

    @Test
    void anotherNameInTheSamePlaceIsNotIt() {
        AttributePlaces places = new AttributePlaces();
        assertThat(EncodedItem.of(Item.of("a", 1, "name1", 2)).toItem(places).get("name1"))
                .isEqualTo(AttributeValue.n(2));
        Item other = EncodedItem.of(Item.of("a", 1, "name2", 2)).toItem(places);
        assertThat(other.get("name1")).isNull();
        assertThat(other.has("name1")).isFalse();
        assertThat(other.get("name2")).isEqualTo(AttributeValue.n(2));
    }

    @Test
    void aGuessGivesWayOnceItHasOftenBeenWrong() {
        AttributePlaces places = new AttributePlaces();
        byte[] second =
                encoded((StoredItem) EncodedItem.of(Item.of("a", 1, "b", 2)).toItem());
        byte[] third = encoded(
                (StoredItem) EncodedItem.of(Item.of("a", 1, "aa", 1, "b", 2)).toItem());
        assertThat(new StoredItem(second, 0, second.length, places).has("b")).isTrue();
        StoredItem other = new StoredItem(third, 0, third.length, places);
        for (int wrong = 1; wrong < AttributePlaces.PATIENCE; wrong++) {
            assertThat(other.has("b")).isTrue();
            assertThat(places.find("b", second, 0, second.length)).isNotEqualTo(AttributePlaces.NOT_THERE);
        }
        assertThat(other.has("b")).isTrue();
        assertThat(places.find("b", second, 0, second.length)).isEqualTo(AttributePlaces.NOT_THERE);
        assertThat(places.find("b", third, 0, third.length)).isNotEqualTo(AttributePlaces.NOT_THERE);
    }

    @Test
    void longNamesAreSearched() {
        AttributePlaces places = new AttributePlaces();
        String name = "n".repeat(100);
        byte[] bytes = encoded((StoredItem) EncodedItem.of(Item.of(name, 1)).toItem());
        assertThat(new StoredItem(bytes, 0, bytes.length, places).get(name)).isEqualTo(AttributeValue.n(1));
        assertThat(places.find(name, bytes, 0, bytes.length)).isEqualTo(AttributePlaces.NOT_THERE);
    }

    @Test
    void damageAtTheGuessedPlaceIsFound() {
        AttributePlaces places = new AttributePlaces();
        EncodedItem good = EncodedItem.of(Item.of("a", 1, "b", 2));
        assertThat(good.toItem(places).get("b")).isEqualTo(AttributeValue.n(2));
        byte[] bytes = good.toByteArray();
        // Version, size, then width and number of the attributes and where each ends: the last one ends beyond the
        // item.
        bytes[5] = 0x7f;
        Item damaged = EncodedItem.of(bytes).toItem(places);
        assertThatThrownBy(() -> damaged.get("b")).isInstanceOf(CorruptItemException.class);
    }
}
