package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.Durability;
import dev.dolmen.model.ScalarAttributeType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long items are not copied for those who ask for them again; they stay what they were all the same. */
class LongItemsTest {

    private static final int ITEMS = 60;
    private static final int TIMES = 4;

    @TempDir
    Path directory;

    private final List<Item> items = new ArrayList<>();

    @BeforeEach
    void make() {
        for (int i = 0; i < ITEMS; i++) {
            // Long ones, and some that lie in one block with them.
            items.add(item(i, i % 5 == 0 ? 1 : 900 + i, 'x'));
        }
    }

    private static Item item(int number, int length, char letter) {
        return Item.builder()
                .put("pk", AttributeValue.s("ana"))
                .put("sk", AttributeValue.n(number))
                .put(
                        "text",
                        AttributeValue.s(
                                String.valueOf((char) (letter + number % 3)).repeat(length) + number))
                .build();
    }

    private static Table fill(Dolmen dolmen, List<Item> items) {
        Table table = dolmen.createTable("Users")
                .partitionKey("pk", ScalarAttributeType.S)
                .sortKey("sk", ScalarAttributeType.N)
                .run();
        items.forEach(item -> table.put(item).run());
        dolmen.flush();
        return table;
    }

    private static List<Item> query(Table table, boolean forward) {
        QueryCall call = table.query("ana");
        List<Item> found = new ArrayList<>(
                Objects.requireNonNull((forward ? call : call.reverse()).run().items()));
        if (!forward) {
            Collections.reverse(found);
        }
        return found;
    }

    @Test
    void whatWasAnsweredStaysWhateverIsReadAndWrittenThen() {
        List<List<Item>> answers = new ArrayList<>();
        try (Dolmen dolmen = Dolmen.open(directory, DolmenOptions.DEFAULT.withDurability(Durability.OS))) {
            Table table = fill(dolmen, items);
            for (int i = 0; i < TIMES; i++) {
                answers.add(query(table, true));
                answers.add(query(table, false));
                List<Item> got = new ArrayList<>();
                for (int number = 0; number < ITEMS; number++) {
                    got.add(Objects.requireNonNull(
                            table.get("ana", number).run().item()));
                }
                answers.add(got);
            }
            for (int number = 0; number < ITEMS; number++) {
                table.put(item(number, 950, 'a')).run();
            }
            dolmen.compact();
            assertThat(query(table, true)).doesNotContainAnyElementsOf(items);
        }
        assertThat(answers).hasSize(3 * TIMES).allSatisfy(answer -> assertThat(answer)
                .isEqualTo(items));
    }
}
