package dev.dolmen;

import static dev.dolmen.expressions.Attr.attr;
import static dev.dolmen.model.ScalarAttributeType.N;
import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.BulkDeleteRequest;
import dev.dolmen.model.BulkDeleteResponse;
import dev.dolmen.model.DeleteItemResponse;
import dev.dolmen.model.Durability;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deletes in bulk through the front door. */
class BulkDeleteTest extends OpenStore {

    private static final int PER_PARTITION = 30;

    private Table plain;
    private Table indexed;

    @Override
    DolmenOptions options() {
        return DolmenOptions.DEFAULT.withDurability(Durability.OS);
    }

    @BeforeEach
    void open() {
        plain = dolmen.createTable("Plain")
                .partitionKey("pk", S)
                .sortKey("sk", N)
                .run();
        indexed = dolmen.createTable("Indexed")
                .partitionKey("pk", S)
                .sortKey("sk", N)
                .localIndex("by-even", "even", S)
                .run();
        for (Table table : List.of(plain, indexed)) {
            for (int number = 0; number < 3 * PER_PARTITION; number++) {
                table.put(item(number)).run();
            }
        }
    }

    private static Item item(int number) {
        return Item.of("pk", "p" + number % 3, "sk", number, "even", number % 2 == 0 ? "yes" : "no");
    }

    /** What is left, and the counts that are told of it. */
    private static void holds(Table table, long count) {
        assertThat(table.scan().count()).isEqualTo(count);
        assertThat(table.describe().itemCount()).isEqualTo(count);
        assertThat(table.describe().tableSizeBytes())
                .isEqualTo(table.scan().stream().mapToLong(Item::sizeBytes).sum());
    }

    @Test
    void aTableIsEmptiedAtOnce() {
        for (Table table : List.of(plain, indexed)) {
            BulkDeleteResponse planned = table.truncate().dryRun().run();
            holds(table, 3 * PER_PARTITION);
            assertThat(planned.deletedCount()).isEqualTo(3 * PER_PARTITION);
            assertThat(planned.deletedBytes()).isEqualTo(table.describe().tableSizeBytes());
            assertThat(table.truncate().run()).isEqualTo(planned);
            holds(table, 0);
            assertThat(table.truncate().run()).isEqualTo(new BulkDeleteResponse(0, 0));
            table.put(item(1)).run();
            holds(table, 1);
        }
        assertThat(indexed.query("p1").index("by-even").count()).isEqualTo(1);
        assertThat(indexed.describe().localSecondaryIndexes().get(0).itemCount())
                .isEqualTo(1);
        reopen();
        holds(dolmen.table("Plain"), 1);
        holds(dolmen.table("Indexed"), 1);
    }

    @Test
    void aPartitionGoesAndTheOthersStay() {
        for (Table table : List.of(plain, indexed)) {
            BulkDeleteResponse planned = table.deletePartition("p1").dryRun().run();
            holds(table, 3 * PER_PARTITION);
            assertThat(table.deletePartition("p1").run()).isEqualTo(planned);
            assertThat(planned.deletedCount()).isEqualTo(PER_PARTITION);
            holds(table, 2 * PER_PARTITION);
            assertThat(table.query("p1").count()).isZero();
            assertThat(table.query("p2").count()).isEqualTo(PER_PARTITION);
            assertThat(table.deletePartition("nobody").run().deletedCount()).isZero();
        }
        assertThat(indexed.query("p1").index("by-even").count()).isZero();
        assertThat(indexed.query("p0").index("by-even").count()).isEqualTo(PER_PARTITION);
    }

    @Test
    void whatMeetsTheConditionGoes() {
        for (Table table : List.of(plain, indexed)) {
            assertThat(table.deleteWhere(attr("even").eq("yes")).dryRun().run().deletedCount())
                    .isEqualTo(3 * PER_PARTITION / 2);
            assertThat(table.deletePartition("p0")
                            .where("#e = :yes")
                            .name("#e", "even")
                            .value(":yes", "yes")
                            .run()
                            .deletedCount())
                    .isEqualTo(PER_PARTITION / 2);
            holds(table, 3 * PER_PARTITION - PER_PARTITION / 2);
            assertThat(table.deleteWhere("even = :yes")
                            .value(":yes", "yes")
                            .run()
                            .deletedCount())
                    .isEqualTo(PER_PARTITION);
            holds(table, 3 * PER_PARTITION / 2);
            assertThat(table.scan().stream().map(item -> item.get("even"))).containsOnly(AttributeValue.s("no"));
        }
    }

    @Test
    void moreThanOneStepIsDeletedToTheLast() {
        int many = 25_000;
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (int number = 0; number < many; number++) {
            writes.add(plain.put(Item.of("pk", "big", "sk", number, "odd", number % 2 == 1))
                    .runAsync());
        }
        writes.forEach(CompletableFuture::join);
        assertThat(plain.deleteWhere(attr("odd").eq(true)).run().deletedCount()).isEqualTo(many / 2);
        assertThat(plain.deletePartition("big").run().deletedCount()).isEqualTo(many / 2);
        holds(plain, 3 * PER_PARTITION);
    }

    @Test
    void aTokenKeepsItsAnswerWhenItsItemIsGone() {
        DeleteCall delete = plain.delete("p1", 1).returningOld().token("t-1");
        DeleteItemResponse first = delete.run();
        assertThat(first.attributes()).isEqualTo(item(1));
        plain.truncate().run();
        assertThat(delete.run()).isEqualTo(first);
        holds(plain, 0);
    }

    @Test
    void writersMeanwhileAreCountedRight() {
        List<CompletableFuture<?>> writers = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            int first = thread;
            writers.add(CompletableFuture.runAsync(() -> {
                for (int number = first; number < 6_000; number += 3) {
                    plain.put(item(number)).run();
                    indexed.put(item(number)).run();
                }
            }));
        }
        for (int round = 0; !writers.stream().allMatch(CompletableFuture::isDone); round++) {
            plain.deletePartition("p" + round % 3).run();
            indexed.deletePartition("p" + round % 3).run();
            plain.deleteWhere(attr("even").eq("yes")).run();
            if (round == 3) {
                plain.truncate().run();
                indexed.truncate().run();
            }
        }
        writers.forEach(CompletableFuture::join);
        holds(plain, plain.scan().count());
        holds(indexed, indexed.scan().count());
        assertThat(indexed.describe().localSecondaryIndexes().get(0).itemCount())
                .isEqualTo(indexed.scan().index("by-even").count());
    }

    @Test
    void whatIsWrongIsRefusedAndNothingIsDeleted() {
        refused(
                () -> dolmen.table("Nobody").truncate().run(),
                ResourceNotFoundException.class,
                "Requested resource not found");
        refused(
                () -> plain.deletePartition(1).run(),
                ValidationException.class,
                "The provided key element does not match the schema");
        refused(
                () -> dolmen.bulkDelete(
                        new BulkDeleteRequest("Plain", Item.of("pk", "p1", "sk", 1), null, null, null, false, null)),
                ValidationException.class,
                "The provided key element does not match the schema");
        refused(
                () -> plain.deletePartition("").run(),
                ValidationException.class,
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an"
                        + " empty string value. Key: pk");
        refused(
                () -> plain.deleteWhere("a = = b").run(),
                ValidationException.class,
                "Invalid ConditionExpression: Syntax error; token: \"=\", near: \"= = b\"");
        refused(
                () -> plain.truncate().value(":unused", 1).run(),
                ValidationException.class,
                "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null");
        holds(plain, 3 * PER_PARTITION);
    }

    private static void refused(ThrowingCallable call, Class<? extends Exception> type, String message) {
        assertThatThrownBy(call).isInstanceOf(type).hasMessage(message);
    }
}
