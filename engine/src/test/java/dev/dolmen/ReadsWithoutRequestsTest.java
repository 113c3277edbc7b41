package dev.dolmen;

import static dev.dolmen.expressions.Attr.attr;
import static dev.dolmen.model.ScalarAttributeType.N;
import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.Item;
import dev.dolmen.model.DolmenException;
import dev.dolmen.model.Durability;
import dev.dolmen.model.ReturnConsumedCapacity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that read without making a request first give what their request gives, or are refused as it is. */
class ReadsWithoutRequestsTest {

    private static final String LONG = "x".repeat(1025);

    @TempDir
    Path directory;

    private Dolmen dolmen;

    @BeforeEach
    void open() {
        dolmen = Dolmen.open(directory, DolmenOptions.DEFAULT.withDurability(Durability.OS));
        Table users = dolmen.createTable("Users")
                .partitionKey("user_id", S)
                .sortKey("n", N)
                .run();
        for (int n = 0; n < 9; n++) {
            users.put(Item.of("user_id", "ana", "n", n, "text", "x".repeat(n))).run();
        }
        dolmen.createTable("Sentences")
                .partitionKey("language", S)
                .sortKey("sentence", S)
                .run();
        dolmen.createTable("Words").partitionKey("word", S).run();
        dolmen.table("Words").put(Item.of("word", "stone", "count", 3)).run();
    }

    @AfterEach
    void close() {
        dolmen.close();
    }

    @Test
    void gets() {
        AttributeValue invalid = Item.asGiven(Map.of("", AttributeValue.s("x"))).get("");
        List<Item> keys = List.of(
                Item.of("user_id", "ana", "n", 4),
                Item.of("user_id", "ana", "n", 44),
                Item.of("user_id", "ana"),
                Item.of("user_id", "ana", "n", "4"),
                Item.of("user_id", "ana", "n", 4, "text", "xxxx"),
                Item.of("user_id", "", "n", 4),
                Item.of("user_id", LONG.repeat(2), "n", 4),
                Item.asGiven(Map.of("user_id", AttributeValue.s("ana"), "n", invalid)),
                Item.of("word", "stone"),
                Item.of("word", LONG.repeat(2)),
                Item.EMPTY);
        for (String table : List.of("Users", "Words", "Nowhere", "", "a name", "x".repeat(1100))) {
            for (Item key : keys) {
                GetCall call = dolmen.table(table).get(key);
                same(call::run, () -> dolmen.getItem(call.request()));
                same(() -> dolmen.table(table).find(key), () -> found(call));
            }
        }
    }

    @Test
    void findsByValuesOfTheKey() {
        for (String table : List.of("Users", "Words", "Nowhere", "")) {
            Table named = dolmen.table(table);
            for (Object partition : List.of("ana", "stone", "nobody", "", 7)) {
                same(() -> named.find(partition), () -> found(named.get(partition)));
                same(() -> named.find(partition, 4), () -> found(named.get(partition, 4)));
            }
        }
        assertThat(dolmen.table("Words").find("stone")).isEqualTo(Item.of("word", "stone", "count", 3));
        assertThat(dolmen.table("Words").find("water")).isNull();
    }

    private @Nullable Item found(GetCall call) {
        return dolmen.getItem(call.request()).item();
    }

    @Test
    void getsByValuesOfTheKey() {
        for (String table : List.of("Users", "Words", "Nowhere", "")) {
            for (GetCall call : List.of(
                    dolmen.table(table).get("ana"),
                    dolmen.table(table).get("stone"),
                    dolmen.table(table).get("ana", 4),
                    dolmen.table(table).get("ana", 4).consistentRead(),
                    dolmen.table(table).get("ana", 4).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL),
                    dolmen.table(table).get("ana", 4).project("text"))) {
                same(call::run, () -> dolmen.getItem(call.request()));
            }
        }
    }

    @Test
    void queries() {
        List<Object> partitions = List.of("ana", "nobody", "", LONG.repeat(2), 7, List.of());
        List<Object> values = List.of(3, -1, "3", "", AttributeValue.b((byte) 3), true);
        for (String table : List.of("Users", "Words", "Sentences", "Nowhere", "")) {
            for (Object partition : partitions) {
                sameQuery(() -> dolmen.table(table).query(partition));
                for (Object value : values) {
                    sameQuery(() -> dolmen.table(table).query(partition).sortKeyEquals(value));
                    sameQuery(() -> dolmen.table(table).query(partition).sortKeyLessThan(value));
                    sameQuery(() -> dolmen.table(table).query(partition).sortKeyLessThanOrEqualTo(value));
                    sameQuery(() -> dolmen.table(table).query(partition).sortKeyGreaterThan(value));
                    sameQuery(() -> dolmen.table(table).query(partition).sortKeyGreaterThanOrEqualTo(value));
                    sameQuery(() -> dolmen.table(table).query(partition).sortKeyBeginsWith(value));
                    for (Object other : values) {
                        sameQuery(() -> dolmen.table(table).query(partition).sortKeyBetween(value, other));
                    }
                }
            }
        }
    }

    /** As it is, the other way round, a few at a time, and with all that may not go without a request. */
    private void sameQuery(Supplier<QueryCall> call) {
        same(call.get());
        same(call.get().reverse().consistentRead());
        same(call.get().limit(2));
        same(call.get().limit(0));
        same(call.get().limit(3).project("n").filter(attr("n").gt(1)));
        same(call.get().index("none"));
        same(call.get().name("#unused", "n"));
        same(call.get().exclusiveStartKey(Item.of("user_id", "ana", "n", 2)));
        same(call.get().returnConsumedCapacity(ReturnConsumedCapacity.INDEXES));
    }

    private void same(QueryCall call) {
        same(call::run, () -> dolmen.query(call.request()));
    }

    @Test
    void queriesOfTextAndBytes() {
        Table sentences = dolmen.table("Sentences");
        for (String sentence : List.of("a", "ab", "abc", "b", "ba")) {
            sentences.put(Item.of("language", "english", "sentence", sentence)).run();
        }
        assertThat(sentences.query("english").sortKeyBeginsWith("ab").run().count())
                .isEqualTo(2);
        for (Object value : List.of("a", "ab", "ba", "", LONG, 3)) {
            sameQuery(() -> sentences.query("english").sortKeyBeginsWith(value));
            sameQuery(() -> sentences.query("english").sortKeyGreaterThan(value));
            sameQuery(() -> sentences.query("english").sortKeyBetween("ab", value));
        }
    }

    /** Both give the same response, or fail alike. */
    private static void same(Supplier<?> direct, Supplier<?> byRequest) {
        assertThat(outcome(direct)).isEqualTo(outcome(byRequest));
    }

    private static Object outcome(Supplier<?> read) {
        try {
            return read.get();
        } catch (DolmenException | InvalidItemException | IllegalStateException refused) {
            return Stream.of(refused.getClass(), refused.getMessage()).toList();
        }
    }
}
