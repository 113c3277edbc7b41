package dev.dolmen;

import static dev.dolmen.expressions.Attr.attr;
import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.Item;
import dev.dolmen.model.DescribeTimeToLiveRequest;
import dev.dolmen.model.ListTablesRequest;
import dev.dolmen.model.ListTagsOfResourceRequest;
import dev.dolmen.model.StoreClosedException;
import dev.dolmen.model.Tag;
import dev.dolmen.model.TagResourceRequest;
import dev.dolmen.model.UntagResourceRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A closed store answers nothing, not even from memory, and says why. */
class ClosedStoreTest {

    @Test
    void refusesEveryCall(@TempDir Path parent) {
        Dolmen dolmen = Dolmen.open(parent.resolve("store"));
        Table users = dolmen.createTable("Users").partitionKey("user_id", S).run();
        String arn = users.describe().tableArn();
        dolmen.close();
        dolmen.close();

        Map<String, ThrowingCallable> calls = Map.ofEntries(
                Map.entry("get", () -> users.get("001").run()),
                Map.entry("put", () -> users.put(Item.of("user_id", "001")).run()),
                Map.entry("update", () -> users.update("001").set("a", 1).run()),
                Map.entry("delete", () -> users.delete("001").run()),
                Map.entry("query", () -> users.query("001").run()),
                Map.entry("scan", () -> users.scan().count()),
                Map.entry("transactWrite", () -> dolmen.transactWrite(users.delete("001"))
                        .run()),
                Map.entry("transactGet", () -> dolmen.transactGet(users.get("001"))),
                Map.entry("truncate", () -> users.truncate().run()),
                Map.entry("deletePartition", () -> users.deletePartition("001").run()),
                Map.entry("deleteWhere", () -> users.deleteWhere(attr("a").exists())
                        .run()),
                Map.entry("createTable", () -> dolmen.createTable("Clients")
                        .partitionKey("pk", S)
                        .run()),
                Map.entry("updateTable", () -> dolmen.updateTable("Users")
                        .deletionProtection(true)
                        .run()),
                Map.entry("deleteTable", () -> dolmen.deleteTable("Users")),
                Map.entry("describe", users::describe),
                Map.entry("tableNames", dolmen::tableNames),
                Map.entry("listTables", () -> dolmen.listTables(new ListTablesRequest(null, null))),
                Map.entry("awaitIndexes", () -> dolmen.awaitIndexes("Users")),
                Map.entry(
                        "tagResource",
                        () -> dolmen.tagResource(new TagResourceRequest(arn, List.of(new Tag("a", "b"))))),
                Map.entry("untagResource", () -> dolmen.untagResource(new UntagResourceRequest(arn, List.of("a")))),
                Map.entry(
                        "listTagsOfResource",
                        () -> dolmen.listTagsOfResource(new ListTagsOfResourceRequest(arn, null))),
                Map.entry("enableTimeToLive", () -> users.enableTimeToLive("expires")),
                Map.entry(
                        "describeTimeToLive", () -> dolmen.describeTimeToLive(new DescribeTimeToLiveRequest("Users"))),
                Map.entry("deleteExpired", dolmen::deleteExpired),
                Map.entry("statistics", dolmen::statistics),
                Map.entry("verify", dolmen::verify),
                Map.entry("checkpoint", () -> dolmen.checkpoint(parent.resolve("copy"))),
                Map.entry("flush", dolmen::flush),
                Map.entry("compact", dolmen::compact));
        calls.forEach((name, call) -> assertThatThrownBy(call)
                .as(name)
                .isInstanceOf(StoreClosedException.class)
                .hasMessage("the store is closed: open it again"));
        assertThatThrownBy(() -> users.delete("001").runAsync().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreClosedException.class);
    }
}
