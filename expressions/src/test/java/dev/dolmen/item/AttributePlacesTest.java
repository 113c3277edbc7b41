package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

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

    @Test
    void whatWasFoundIsFoundThereAgain() {
        AttributePlaces places = new AttributePlaces();
        Item first = EncodedItem.of(Item.of("a", 1, "b", 2, "c", 3)).toItem(places);
        assertThat(places.guess("c")).isZero();
        assertThat(first.get("c")).isEqualTo(AttributeValue.n(3));
        assertThat(places.guess("c")).isEqualTo(2);
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
