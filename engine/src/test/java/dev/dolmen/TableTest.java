package dev.dolmen;

import static dev.dolmen.expressions.Attr.attr;
import static dev.dolmen.model.ScalarAttributeType.N;
import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.BulkDeleteRequest;
import dev.dolmen.model.ConditionCheck;
import dev.dolmen.model.ConditionalCheckFailedException;
import dev.dolmen.model.Delete;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.Durability;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.Put;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.QueryRequest;
import dev.dolmen.model.QueryResponse;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.ReturnConsumedCapacity;
import dev.dolmen.model.ReturnItemCollectionMetrics;
import dev.dolmen.model.ScanRequest;
import dev.dolmen.model.TransactWriteItem;
import dev.dolmen.model.TransactWriteItemsRequest;
import dev.dolmen.model.TransactionCanceledException;
import dev.dolmen.model.Update;
import dev.dolmen.model.UpdateItemRequest;
import dev.dolmen.model.ValidationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of {@link Table}: the requests they build, and what comes of them. */
class TableTest extends OpenStore {

    private static final Item ANA = Item.of("user_id", "001", "status", "inactive", "visits", 7);

    private Table users;
    private Table clients;

    @Override
    DolmenOptions options() {
        return DolmenOptions.DEFAULT.withDurability(Durability.OS);
    }

    @BeforeEach
    void open() {
        users = dolmen.createTable("Users").partitionKey("user_id", S).run();
        clients = dolmen.createTable("Clients")
                .partitionKey("pk", S)
                .sortKey("sk", S)
                .localIndex("by-total", "total", N)
                .run();
        users.put(ANA).run();
    }

    @Test
    void keysArePlainValuesOrItems() {
        assertThat(users.get("001").item()).contains(ANA);
        assertThat(users.get(Item.of("user_id", "001")).item()).contains(ANA);
        assertThat(users.get(users.key("001")).item()).contains(ANA);
        assertThat(users.get("002").item()).isEmpty();
        assertThat(clients.key("CLIENT#1", "PROFILE")).isEqualTo(Item.of("pk", "CLIENT#1", "sk", "PROFILE"));
        assertThat(users.get("001").project("visits", "missing").item()).contains(Item.of("visits", 7));
    }

    @Test
    void aConditionDecidesWhetherTheItemIsDeleted() {
        ConditionalCheckFailedException failed =
                catchThrowableOfType(ConditionalCheckFailedException.class, () -> users.delete("001")
                        .onlyIf(attr("status").eq("active"))
                        .returningOldOnFailure()
                        .run());
        assertThat(failed.item()).isEqualTo(ANA);
        assertThat(users.get("001").item()).contains(ANA);
        assertThat(users.delete("001")
                        .onlyIf(attr("status").eq("inactive"))
                        .returningOld()
                        .run()
                        .attributes())
                .isEqualTo(ANA);
        assertThat(users.get("001").item()).isEmpty();
    }

    @Test
    void aBuiltConditionIsTheSameWriteAsTheTextOfIt() {
        DeleteCall delete = users.delete("001")
                .onlyIf(attr("status").eq("inactive").and(attr("visits").lt(8)))
                .returningOld()
                .token("once");
        assertThat(delete.run().attributes()).isEqualTo(ANA);
        // Under its token it has its first answer, and another request with that token would be refused.
        assertThat(dolmen.deleteItem(delete.request()).attributes()).isEqualTo(ANA);
        PutCall put = users.put(ANA).onlyIf(attr("user_id").notExists()).token("once more");
        put.runAsync().join();
        assertThat(dolmen.putItem(put.request())).isEqualTo(put.run());
    }

    @Test
    void whatABuiltConditionMayNotSayIsRefusedAsItsTextIs() {
        assertThatThrownBy(() -> users.delete("001")
                        .onlyIf(attr("user_id.part").exists())
                        .run())
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("Key attributes must be scalars");
        assertThatThrownBy(() -> users.delete("001")
                        .onlyIf(attr("x".repeat(70_000)).exists())
                        .run())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Attribute name is too large");
        assertThatThrownBy(() -> users.put(ANA)
                        .onlyIf(attr("status").eq("inactive"))
                        .name("#unused", "status")
                        .run())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("unused in expressions: keys: {#unused}");
        assertThat(users.get("001").item()).contains(ANA);
    }

    @Test
    void aDeleteBuildsTheRequestOfItsOperation() {
        assertThat(clients.delete("CLIENT#1", "PROFILE")
                        .onlyIf("#s = :inactive")
                        .name("#s", "status")
                        .value(":inactive", "inactive")
                        .returningOld()
                        .returningOldOnFailure()
                        .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                        .returnItemCollectionMetrics(ReturnItemCollectionMetrics.SIZE)
                        .token("t-1")
                        .durability(Durability.SYNC)
                        .request())
                .isEqualTo(DeleteItemRequest.builder()
                        .tableName("Clients")
                        .key(Item.of("pk", "CLIENT#1", "sk", "PROFILE"))
                        .conditionExpression("#s = :inactive")
                        .expressionAttributeNames(Map.of("#s", "status"))
                        .expressionAttributeValues(Map.of(":inactive", AttributeValue.s("inactive")))
                        .returnValues("ALL_OLD")
                        .returnValuesOnConditionCheckFailure("ALL_OLD")
                        .returnConsumedCapacity("INDEXES")
                        .returnItemCollectionMetrics("SIZE")
                        .requestToken("t-1")
                        .durability(Durability.SYNC)
                        .build());
        assertThat(users.delete("001")
                        .onlyIf("#s = :i")
                        .names(Map.of("#s", "status"))
                        .values(Map.of(":i", "inactive"))
                        .request())
                .isEqualTo(users.delete("001")
                        .onlyIf("#s = :i")
                        .name("#s", "status")
                        .value(":i", "inactive")
                        .request());
        assertThat(users.delete("001").request())
                .isEqualTo(DeleteItemRequest.builder()
                        .tableName("Users")
                        .key(Item.of("user_id", "001"))
                        .build());
    }

    @Test
    void aPutBuildsTheRequestOfItsOperation() {
        assertThat(users.put(Map.of("user_id", "002", "visits", 1))
                        .onlyIf(attr("user_id").notExists())
                        .returningOld()
                        .token("t-2")
                        .request())
                .isEqualTo(PutItemRequest.builder()
                        .tableName("Users")
                        .item(Item.of("user_id", "002", "visits", 1))
                        .conditionExpression("attribute_not_exists(#n0)")
                        .expressionAttributeNames(Map.of("#n0", "user_id"))
                        .returnValues("ALL_OLD")
                        .requestToken("t-2")
                        .build());
    }

    @Test
    void writesGoTogetherOrNotAtAll() {
        Item profile = Item.of("pk", "C", "sk", "PROFILE");
        TransactWriteCall move = dolmen.transactWrite(
                        users.delete("001").onlyIf(attr("status").eq("inactive")),
                        clients.put(profile).onlyIf("attribute_not_exists(pk)"),
                        clients.update("C", "COUNT").add("users", 1),
                        users.check("002").onlyIf(attr("user_id").notExists()))
                .token("move-1");
        assertThat(move.request().transactItems())
                .containsExactly(
                        TransactWriteItem.of(new Delete(
                                "Users",
                                users.key("001"),
                                "#n0 = :v0",
                                Map.of("#n0", "status"),
                                Map.of(":v0", AttributeValue.s("inactive")),
                                null)),
                        TransactWriteItem.of(new Put("Clients", profile, "attribute_not_exists(pk)", null, null, null)),
                        TransactWriteItem.of(new Update(
                                "Clients",
                                clients.key("C", "COUNT"),
                                "ADD #n0 :v0",
                                null,
                                Map.of("#n0", "users"),
                                Map.of(":v0", AttributeValue.n(1)),
                                null)),
                        TransactWriteItem.of(new ConditionCheck(
                                "Users",
                                users.key("002"),
                                "attribute_not_exists(#n0)",
                                Map.of("#n0", "user_id"),
                                null,
                                null)));
        move.run();
        move.run();
        assertThat(dolmen.transactGet(
                        users.get("001"), clients.get("C", "PROFILE").project("sk")))
                .containsExactly(Optional.empty(), Optional.of(Item.of("sk", "PROFILE")));
        TransactionCanceledException canceled =
                catchThrowableOfType(TransactionCanceledException.class, () -> dolmen.transactWrite(
                                users.put(ANA),
                                clients.check(clients.key("C", "PROFILE"))
                                        .onlyIf("attribute_exists(gone)")
                                        .returningOldOnFailure())
                        .run());
        assertThat(canceled.cancellationReasons().get(1).item()).isEqualTo(profile);
        assertThat(users.get("001").item()).isEmpty();
        assertThatThrownBy(() ->
                        dolmen.transactWrite(users.delete("001").returningOld()).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the transaction's");
    }

    @Test
    void aTransactionAndABulkDeleteSayAllThatTheirRequestsDo() {
        assertThat(dolmen.transactWrite(clients.check("C", "PROFILE")
                                .onlyIf(attr("total").exists()))
                        .token("t-3")
                        .durability(Durability.SYNC)
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .returnItemCollectionMetrics(ReturnItemCollectionMetrics.SIZE)
                        .request())
                .isEqualTo(TransactWriteItemsRequest.builder()
                        .transactItems(List.of(TransactWriteItem.of(ConditionCheck.builder()
                                .tableName("Clients")
                                .key(clients.key("C", "PROFILE"))
                                .conditionExpression("attribute_exists(#n0)")
                                .expressionAttributeNames(Map.of("#n0", "total"))
                                .build())))
                        .clientRequestToken("t-3")
                        .durability(Durability.SYNC)
                        .returnConsumedCapacity("TOTAL")
                        .returnItemCollectionMetrics("SIZE")
                        .build());
        assertThat(clients.deletePartition("C")
                        .where("#t > :most")
                        .names(Map.of("#t", "total"))
                        .values(Map.of(":most", 100))
                        .dryRun()
                        .durability(Durability.OS)
                        .request())
                .isEqualTo(new BulkDeleteRequest(
                        "Clients",
                        Item.of("pk", "C"),
                        "#t > :most",
                        Map.of("#t", "total"),
                        Map.of(":most", AttributeValue.n(100)),
                        true,
                        Durability.OS));
    }

    @Test
    void anUpdateBuildsTheRequestOfItsOperation() {
        assertThat(users.update("001")
                        .add("visits", 1)
                        .set("status", "active")
                        .set("address.zip", attr("zips[0]"))
                        .remove("note", "old")
                        .setIfNotExists("since", 2026)
                        .append("log", List.of("x"))
                        .delete("tags", Set.of("new"))
                        .onlyIf(attr("visits").lt(10))
                        .returningUpdatedNew()
                        .token("t-3")
                        .request())
                .isEqualTo(UpdateItemRequest.builder()
                        .tableName("Users")
                        .key(Item.of("user_id", "001"))
                        .updateExpression("SET #n0 = :v0, #n1.#n2 = #n3[0], #n4 = if_not_exists(#n4, :v1),"
                                + " #n5 = list_append(#n5, :v2) REMOVE #n6, #n7 ADD #n8 :v3 DELETE #n9 :v4")
                        .conditionExpression("#n8 < :v5")
                        .expressionAttributeNames(Map.of(
                                "#n0", "status", "#n1", "address", "#n2", "zip", "#n3", "zips", "#n4", "since", "#n5",
                                "log", "#n6", "note", "#n7", "old", "#n8", "visits", "#n9", "tags"))
                        .expressionAttributeValues(Map.of(
                                ":v0", AttributeValue.s("active"),
                                ":v1", AttributeValue.n(2026),
                                ":v2", AttributeValue.of(List.of("x")),
                                ":v3", AttributeValue.n(1),
                                ":v4", AttributeValue.ss("new"),
                                ":v5", AttributeValue.n(10)))
                        .returnValues("UPDATED_NEW")
                        .requestToken("t-3")
                        .build());
    }

    @Test
    void anUpdateChangesWhatItNames() {
        assertThat(users.update("001")
                        .set("status", "active")
                        .add("visits", 3)
                        .returningNew()
                        .run()
                        .attributes())
                .isEqualTo(Item.of("user_id", "001", "status", "active", "visits", 10));
        assertThat(users.update(users.key("001"))
                        .expression("REMOVE visits SET #s = :s")
                        .name("#s", "status")
                        .value(":s", "gone")
                        .returningUpdatedOld()
                        .runAsync()
                        .join()
                        .attributes())
                .isEqualTo(Item.of("status", "active", "visits", 10));
        assertThatThrownBy(() -> users.update("001")
                        .set("status", "x")
                        .onlyIf(attr("status").eq("active"))
                        .run())
                .isInstanceOf(ConditionalCheckFailedException.class);
        clients.update("C", "new").add("tags", Set.of("a")).run();
        assertThat(clients.get("C", "new").item()).contains(Item.of("pk", "C", "sk", "new", "tags", Set.of("a")));
        assertThat(users.get("001").item()).contains(Item.of("user_id", "001", "status", "gone"));
        assertThatThrownBy(() ->
                        users.update("001").expression("REMOVE a").remove("b").run())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aGetBuildsTheRequestOfItsOperation() {
        assertThat(users.get("001")
                        .project("name", "address.city", "visits[0]")
                        .consistentRead()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .request())
                .isEqualTo(GetItemRequest.builder()
                        .tableName("Users")
                        .key(Item.of("user_id", "001"))
                        .projectionExpression("#n0, #n1.#n2, #n3[0]")
                        .expressionAttributeNames(
                                Map.of("#n0", "name", "#n1", "address", "#n2", "city", "#n3", "visits"))
                        .consistentRead(true)
                        .returnConsumedCapacity("TOTAL")
                        .build());
    }

    @Test
    void theExpressionsOfAQueryShareTheirPlaceholders() {
        assertThat(clients.query("CLIENT#1")
                        .sortKeyBeginsWith("ORDER#")
                        .filter(attr("sk").size().gt(3).and(attr("status").eq("CLIENT#1")))
                        .project("sk", "total")
                        .name("#n1", "never used")
                        .reverse()
                        .limit(5)
                        .request())
                .isEqualTo(QueryRequest.builder()
                        .tableName("Clients")
                        .keyConditionExpression("#n0 = :v0 AND begins_with(#n2, :v1)")
                        .filterExpression("size(#n2) > :v2 AND #n3 = :v0")
                        .projectionExpression("#n2, #n4")
                        .expressionAttributeNames(
                                Map.of("#n0", "pk", "#n1", "never used", "#n2", "sk", "#n3", "status", "#n4", "total"))
                        .expressionAttributeValues(Map.of(
                                ":v0", AttributeValue.s("CLIENT#1"),
                                ":v1", AttributeValue.s("ORDER#"),
                                ":v2", AttributeValue.n(3)))
                        .scanIndexForward(false)
                        .limit(5)
                        .build());
    }

    @Test
    void sortKeysAreComparedEveryWay() {
        for (int number = 0; number < 10; number++) {
            clients.put(Item.of("pk", "C", "sk", "o" + number, "total", 9 - number))
                    .run();
        }
        assertThat(sortKeys(clients.query("C"))).hasSize(10);
        assertThat(sortKeys(clients.query("C").sortKeyEquals("o3"))).containsExactly("o3");
        assertThat(sortKeys(clients.query("C").sortKeyLessThan("o2"))).containsExactly("o0", "o1");
        assertThat(sortKeys(clients.query("C").sortKeyLessThanOrEqualTo("o1"))).containsExactly("o0", "o1");
        assertThat(sortKeys(clients.query("C").sortKeyGreaterThan("o7"))).containsExactly("o8", "o9");
        assertThat(sortKeys(clients.query("C").sortKeyGreaterThanOrEqualTo("o8")))
                .containsExactly("o8", "o9");
        assertThat(sortKeys(clients.query("C").sortKeyBetween("o4", "o5"))).containsExactly("o4", "o5");
        assertThat(sortKeys(clients.query("C").sortKeyBetween("o4", "o5").reverse()))
                .containsExactly("o5", "o4");
        assertThat(sortKeys(clients.query("C").sortKeyBeginsWith("o"))).hasSize(10);
        assertThat(sortKeys(clients.query()
                        .keyCondition(attr("pk").eq("C").and(attr("sk").lt("o1")))))
                .containsExactly("o0");
        assertThat(sortKeys(clients.query()
                        .keyCondition("pk = :c AND sk < :o")
                        .value(":c", "C")
                        .value(":o", "o1")))
                .containsExactly("o0");
    }

    private static List<String> sortKeys(QueryCall query) {
        return query.stream()
                .map(item -> ((AttributeValue.S) item.attributes().get("sk")).value())
                .toList();
    }

    @Test
    void itemsComePageByPageAsTheyAreAskedFor() {
        for (int number = 0; number < 10; number++) {
            clients.put(Item.of("pk", "C", "sk", "o" + number)).run();
        }
        QueryCall query = clients.query("C").limit(3);
        List<Integer> counts = new ArrayList<>();
        for (QueryResponse page : query.pages()) {
            counts.add(page.count());
        }
        assertThat(counts).containsExactly(3, 3, 3, 1);
        assertThat(query.run().count()).isEqualTo(3);
        assertThat(sortKeys(query)).hasSize(10).isSorted();
        assertThat(query.count()).isEqualTo(10);
        var items = query.items().iterator();
        assertThat(items.next()).isEqualTo(Item.of("pk", "C", "sk", "o0"));
        clients.delete("C", "o9").run();
        IntStream.range(1, 9).forEach(number -> items.next());
        // The last page was read after the delete.
        assertThat(items.hasNext()).isFalse();
        assertThatThrownBy(items::next).isInstanceOf(NoSuchElementException.class);
        assertThat(sortKeys(clients.query("C").exclusiveStartKey(clients.key("C", "o6"))))
                .containsExactly("o7", "o8");
    }

    @Test
    void aScanReadsEverythingOrItsSegments() {
        for (int number = 0; number < 50; number++) {
            users.put(Item.of("user_id", "u" + number, "even", number % 2 == 0)).run();
        }
        assertThat(users.scan().filter(attr("even").eq(true)).limit(7).stream()).hasSize(25);
        assertThat(users.scan()
                        .filter("even = :yes")
                        .value(":yes", true)
                        .project("user_id")
                        .count())
                .isEqualTo(25);
        long parts = IntStream.range(0, 4)
                .mapToLong(segment -> users.scan().segment(segment, 4).count())
                .sum();
        assertThat(parts).isEqualTo(51);
        assertThat(users.scan().segment(1, 4).limit(2).request())
                .isEqualTo(ScanRequest.builder()
                        .tableName("Users")
                        .segment(1)
                        .totalSegments(4)
                        .limit(2)
                        .build());
    }

    @Test
    void manyWritesShareTheirWait() {
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            writes.add(users.put(Item.of("user_id", "u" + number))
                    .durability(Durability.SYNC)
                    .runAsync());
        }
        writes.forEach(CompletableFuture::join);
        assertThat(users.scan().count()).isEqualTo(101);
    }

    @Test
    void whatIsWrongShowsWhenTheCallRuns() {
        DeleteCall withoutSortKey = clients.delete("CLIENT#1");
        assertThatThrownBy(withoutSortKey::run)
                .isInstanceOf(ValidationException.class)
                .hasMessage("The provided key element does not match the schema");
        GetCall twoKeys = users.get("001", "x");
        assertThatThrownBy(twoKeys::run)
                .isInstanceOf(ValidationException.class)
                .hasMessage("The provided key element does not match the schema");
        assertThatThrownBy(() -> users.get(1).run())
                .isInstanceOf(ValidationException.class)
                .hasMessage("The provided key element does not match the schema");
        assertThatThrownBy(() -> users.query("001").sortKeyEquals(1).run())
                .isInstanceOf(ValidationException.class)
                .hasMessage("Query key condition not supported");
        assertThatThrownBy(() -> users.query().run())
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("Either the KeyConditions or KeyConditionExpression parameter must be");
        assertThatThrownBy(() -> dolmen.table("Nobody").get("001").run())
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessage("Requested resource not found");
        assertThat(dolmen.table("Nobody").delete("001").runAsync())
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> users.delete("001")
                        .onlyIf(attr("a").exists())
                        .onlyIf(attr("b").exists()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(users.get("001").item()).contains(ANA);
    }

    @Test
    void aTableIsDescribed() {
        assertThat(users.name()).isEqualTo("Users");
        assertThat(users.describe().itemCount()).isEqualTo(1);
        assertThat(clients.describe().localSecondaryIndexes()).hasSize(1);
        assertThatThrownBy(() -> dolmen.createTable("Indexed").localIndex("by-a", "a", S))
                .isInstanceOf(IllegalStateException.class);
    }
}
