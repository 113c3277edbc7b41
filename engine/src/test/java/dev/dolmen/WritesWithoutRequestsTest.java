package dev.dolmen;

import static dev.dolmen.expressions.Attr.attr;
import static dev.dolmen.model.ScalarAttributeType.N;
import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.expressions.Condition;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.Item;
import dev.dolmen.model.ConditionalCheckFailedException;
import dev.dolmen.model.DolmenException;
import dev.dolmen.model.Durability;
import dev.dolmen.model.ReturnConsumedCapacity;
import dev.dolmen.model.ReturnItemCollectionMetrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that write without making a request first do, answer and refuse what their request does. */
class WritesWithoutRequestsTest {

    private static final List<String> TABLES = List.of("Users", "Indexed", "Expiring");

    @TempDir
    Path directory;

    /** Does the calls. */
    private Dolmen called;

    /** Does their requests. */
    private Dolmen asked;

    @BeforeEach
    void open() {
        called = opened("called");
        asked = opened("asked");
    }

    private Dolmen opened(String name) {
        Dolmen dolmen = Dolmen.open(directory.resolve(name), DolmenOptions.DEFAULT.withDurability(Durability.OS));
        dolmen.createTable("Users").partitionKey("id", S).sortKey("n", N).run();
        dolmen.createTable("Indexed")
                .partitionKey("id", S)
                .sortKey("n", N)
                .globalIndex("byText", "text", S)
                .run();
        dolmen.createTable("Expiring").partitionKey("id", S).sortKey("n", N).run();
        dolmen.table("Expiring").enableTimeToLive("until");
        return dolmen;
    }

    @AfterEach
    void close() {
        called.close();
        asked.close();
    }

    @Test
    void puts() {
        AttributeValue invalid = Item.asGiven(Map.of("", AttributeValue.s("x"))).get("");
        List<Item> items = List.of(
                Item.of("id", "ana", "n", 1, "text", "x"),
                Item.of("id", "ana", "n", 1, "until", 4_000_000_000L),
                Item.of("id", "ana", "n", 2, "status", "inactive"),
                Item.of("id", "ana", "n", 2, "text", 7),
                Item.of("id", "ana", "n", 2, "text", ""),
                Item.of("id", "ana"),
                Item.of("id", "ana", "n", "1"),
                Item.of("id", "", "n", 1),
                Item.of("id", "x".repeat(2049), "n", 1),
                Item.of("id", "ana", "n", 1, "text", "x".repeat(409_600)),
                Item.asGiven(Map.of("id", AttributeValue.s("ana"), "n", AttributeValue.n(1), "v", invalid)),
                Item.EMPTY);
        same(items, Table::put, PutCall::run, (dolmen, call) -> dolmen.putItem(call.request()));
    }

    @Test
    void deletes() {
        AttributeValue invalid = Item.asGiven(Map.of("", AttributeValue.s("x"))).get("");
        for (String table : TABLES) {
            for (Dolmen dolmen : List.of(called, asked)) {
                for (int n = 0; n < 40; n++) {
                    dolmen.table(table)
                            .put(Item.of("id", "ana", "n", n, "status", n % 2 == 0 ? "inactive" : "active"))
                            .run();
                }
            }
        }
        List<Item> keys = Stream.concat(
                        Stream.of(
                                Item.of("id", "ana"),
                                Item.of("id", "ana", "n", "4"),
                                Item.of("id", "ana", "n", 4, "text", "x"),
                                Item.of("id", "", "n", 4),
                                Item.of("id", "x".repeat(2049), "n", 1),
                                Item.asGiven(Map.of("id", AttributeValue.s("ana"), "n", invalid)),
                                Item.EMPTY),
                        Stream.iterate(0, n -> n < 44, n -> n + 1).map(n -> Item.of("id", "ana", "n", n)))
                .toList();
        same(keys, Table::delete, DeleteCall::run, (dolmen, call) -> dolmen.deleteItem(call.request()));
    }

    @Test
    void whoseKeyIsGivenByItsValues() {
        for (String table : List.of("Users", "Nowhere", "")) {
            for (Object partition : List.of("ana", 7, "")) {
                sameOutcome(
                        () -> called.table(table).delete(partition, 4).run(),
                        () -> asked.deleteItem(
                                asked.table(table).delete(partition, 4).request()));
                sameOutcome(
                        () -> called.table(table).delete(partition).run(),
                        () -> asked.deleteItem(
                                asked.table(table).delete(partition).request()));
            }
        }
    }

    @Test
    void aRefusedOneChangesNothing() {
        Table users = called.table("Users");
        Item ana = Item.of("id", "ana", "n", 1, "status", "active");
        users.put(ana).run();
        Condition inactive = attr("status").eq("inactive");
        for (Supplier<?> refused : List.<Supplier<?>>of(
                () -> users.put(Item.of("id", "ana", "n", 1)).onlyIf(inactive).run(),
                () -> users.delete("ana", 1).onlyIf(inactive).run())) {
            assertThat(outcome(refused))
                    .isEqualTo(List.of(ConditionalCheckFailedException.class, "The conditional request failed"));
        }
        assertThat(users.find("ana", 1)).isEqualTo(ana);
    }

    /** Each of them plainly, on conditions that hold and that do not, and with all that may not go without a request. */
    private <C extends WriteCall<C, R>, R> void same(
            List<Item> items, BiFunction<Table, Item, C> call, Function<C, R> run, BiFunction<Dolmen, C, R> ask) {
        Condition inactive = attr("status").eq("inactive");
        List<UnaryOperator<C>> forms = List.of(
                plain -> plain,
                conditional -> conditional.onlyIf(inactive),
                conditional -> conditional.onlyIf(attr("status").notExists()),
                nested -> nested.onlyIf(attr("id.inner").eq("x")),
                text -> text.onlyIf("#s <> :s").name("#s", "status").value(":s", "inactive"),
                unused -> unused.name("#unused", "status"),
                unused -> unused.onlyIf(inactive).value(":unused", 1),
                durable -> durable.durability(Durability.SYNC),
                old -> old.returningOld(),
                old -> old.onlyIf(inactive).returningOldOnFailure(),
                capacity -> capacity.returnConsumedCapacity(ReturnConsumedCapacity.INDEXES),
                metrics -> metrics.returnItemCollectionMetrics(ReturnItemCollectionMetrics.SIZE),
                named -> named.token("again"));
        Stream.concat(TABLES.stream(), Stream.of("Nowhere", "", "a name", "x".repeat(1100)))
                .forEach(table -> {
                    for (Item item : items) {
                        for (UnaryOperator<C> form : forms) {
                            sameOutcome(
                                    () -> run.apply(form.apply(call.apply(called.table(table), item))),
                                    () -> ask.apply(asked, form.apply(call.apply(asked.table(table), item))));
                        }
                    }
                });
        for (String table : TABLES) {
            assertThat(all(called, table)).isEqualTo(all(asked, table));
            assertThat(called.table(table).describe().itemCount())
                    .isEqualTo(asked.table(table).describe().itemCount());
        }
    }

    private static List<Item> all(Dolmen dolmen, String table) {
        return StreamSupport.stream(dolmen.table(table).scan().items().spliterator(), false)
                .toList();
    }

    private static void sameOutcome(Supplier<?> direct, Supplier<?> byRequest) {
        assertThat(outcome(direct)).isEqualTo(outcome(byRequest));
    }

    private static Object outcome(Supplier<?> write) {
        try {
            return write.get();
        } catch (ConditionalCheckFailedException refused) {
            return Stream.of(refused.getClass(), refused.getMessage(), refused.item())
                    .filter(told -> told != null)
                    .toList();
        } catch (DolmenException | InvalidItemException | IllegalStateException refused) {
            return Stream.of(refused.getClass(), refused.getMessage()).toList();
        }
    }
}
