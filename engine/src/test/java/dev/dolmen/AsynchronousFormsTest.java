package dev.dolmen;

import static dev.dolmen.expressions.Attr.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.Item;
import dev.dolmen.model.BatchGetItemRequest;
import dev.dolmen.model.BatchWriteItemRequest;
import dev.dolmen.model.DeleteRequest;
import dev.dolmen.model.Durability;
import dev.dolmen.model.KeysAndAttributes;
import dev.dolmen.model.PutRequest;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.TransactionCanceledException;
import dev.dolmen.model.WriteRequest;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation on items has a form that completes later, answers the same, and is as durable. */
class AsynchronousFormsTest {

    private static final Path DIRECTORY = Path.of("/db");
    private static final Item ANA = Item.of("id", "ana", "visits", 7);

    private final SimulatedDisk disk = new SimulatedDisk();
    private Dolmen dolmen;
    private Table users;

    @BeforeEach
    void open() {
        dolmen = Dolmen.open(DIRECTORY, DolmenOptions.DEFAULT, disk);
        UsersAndOrders.createIn(dolmen);
        users = dolmen.table("Users");
    }

    @AfterEach
    void close() {
        dolmen.close();
    }

    private static BatchWriteItemRequest batch(WriteRequest... writes) {
        return BatchWriteItemRequest.builder()
                .requestItems(Map.of("Users", List.of(writes)))
                .build();
    }

    @Test
    void theyAnswerAsTheOthersDo() {
        assertThat(dolmen.batchWriteItemAsync(batch(new WriteRequest(new PutRequest(ANA), null)))
                        .join()
                        .unprocessedItems())
                .isEmpty();
        dolmen.transactWrite(users.update("ana").add("visits", 1), users.put(UsersAndOrders.user("bo")))
                .runAsync()
                .join();
        Item visited = Item.of("id", "ana", "visits", 8);
        assertThat(users.get("ana").runAsync().join())
                .isEqualTo(users.get("ana").run());
        assertThat(users.get("ana").runAsync().join().item()).isEqualTo(visited);
        assertThat(users.query("ana").runAsync().join())
                .isEqualTo(users.query("ana").run());
        assertThat(users.scan()
                        .filter(attr("visits").exists())
                        .runAsync()
                        .join()
                        .items())
                .containsExactly(visited);
        assertThat(dolmen.transactGetAsync(users.get("ana"), users.get("nobody"))
                        .join())
                .containsExactly(Optional.of(visited), Optional.empty());
        BatchGetItemRequest reads = BatchGetItemRequest.builder()
                .requestItems(Map.of(
                        "Users",
                        KeysAndAttributes.builder()
                                .keys(List.of(users.key("ana"), users.key("nobody")))
                                .build()))
                .build();
        assertThat(dolmen.batchGetItemAsync(reads).join()).isEqualTo(dolmen.batchGetItem(reads));
        dolmen.batchWriteItemAsync(batch(new WriteRequest(null, new DeleteRequest(users.key("ana")))))
                .join();
        assertThat(users.get("ana").item()).isEmpty();
    }

    @Test
    void refusalsCompleteTheFuture() {
        Table nowhere = dolmen.table("Nowhere");
        Item key = Item.of("id", "ana");
        List<CompletableFuture<?>> refused = List.of(
                nowhere.get(key).runAsync(),
                nowhere.get("ana").runAsync(),
                nowhere.query("ana").runAsync(),
                nowhere.scan().runAsync(),
                dolmen.transactGetAsync(nowhere.get(key)),
                dolmen.transactWrite(nowhere.delete(key)).runAsync());
        for (CompletableFuture<?> future : refused) {
            assertThat(future)
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(ResourceNotFoundException.class);
        }
        assertThat(dolmen.transactWrite(users.delete("bo").onlyIf(attr("id").exists()), users.put(ANA))
                        .runAsync())
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(TransactionCanceledException.class);
        assertThat(users.get("ana").item()).isEmpty();
    }

    private static final Map<String, Function<Table, CompletableFuture<?>>> READS = Map.of(
            "get", table -> table.get("ana").runAsync(),
            "query", table -> table.query("ana").runAsync(),
            "scan", table -> table.scan().runAsync());

    /** A read may show what only memory has; who is told of it can rely on it. */
    @ParameterizedTest
    @ValueSource(strings = {"get", "query", "scan"})
    void whatAReadHasAnsweredSurvivesPowerLoss(String read) {
        users.put(ANA).durability(Durability.OS).run();
        assertThat(afterPowerLoss("ana")).isEmpty();
        READS.get(read).apply(users).join();
        assertThat(afterPowerLoss("ana")).contains(ANA);
    }

    @Test
    void whatATransactionHasAnsweredSurvivesPowerLoss() {
        List<CompletableFuture<?>> futures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            futures.add(dolmen.transactWrite(users.put(UsersAndOrders.user("u" + i)))
                    .runAsync());
        }
        futures.forEach(CompletableFuture::join);
        for (int i = 0; i < 50; i += 7) {
            assertThat(afterPowerLoss("u" + i)).isPresent();
        }
    }

    private Optional<Item> afterPowerLoss(String id) {
        SimulatedDisk rest = disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0);
        try (Dolmen reopened = Dolmen.open(DIRECTORY, DolmenOptions.DEFAULT, rest)) {
            return reopened.table("Users").get(id).item();
        }
    }
}
