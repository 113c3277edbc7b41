package dev.dolmen;

import static dev.dolmen.model.ScalarAttributeType.N;
import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.ResourceInUseException;
import dev.dolmen.model.UpdateTableRequest;
import dev.dolmen.model.ValidationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The calls that create and change tables: the requests they build, and what comes of them. */
class TableDefinitionCallsTest extends OpenStore {

    @Test
    void creatingBuildsTheRequestOfItsOperation() {
        assertThat(dolmen.createTable("Songs")
                        .partitionKey("artist", S)
                        .sortKey("title", S)
                        .localIndex("by-year", "year", N)
                        .globalIndex("by-genre", "genre", S)
                        .globalIndex("by-label", "label", S, "year", N)
                        .provisioned(3, 2)
                        .deletionProtection()
                        .request())
                .isEqualTo(CreateTableRequest.builder()
                        .tableName("Songs")
                        .attributeDefinitions(List.of(
                                AttributeDefinition.of("artist", S),
                                AttributeDefinition.of("title", S),
                                AttributeDefinition.of("year", N),
                                AttributeDefinition.of("genre", S),
                                AttributeDefinition.of("label", S)))
                        .keySchema(List.of(KeySchemaElement.hash("artist"), KeySchemaElement.range("title")))
                        .localSecondaryIndexes(List.of(new LocalSecondaryIndex(
                                "by-year",
                                List.of(KeySchemaElement.hash("artist"), KeySchemaElement.range("year")),
                                Projection.all())))
                        .globalSecondaryIndexes(List.of(
                                new GlobalSecondaryIndex(
                                        "by-genre", List.of(KeySchemaElement.hash("genre")), Projection.all()),
                                new GlobalSecondaryIndex(
                                        "by-label",
                                        List.of(KeySchemaElement.hash("label"), KeySchemaElement.range("year")),
                                        Projection.all())))
                        .billingMode("PROVISIONED")
                        .provisionedThroughput(new ProvisionedThroughput(3L, 2L))
                        .deletionProtectionEnabled(true)
                        .build());
    }

    @Test
    void aTableThatIsThereIsCreatedOnlyIfAbsent() {
        Table users = dolmen.createTable("Users").partitionKey("user_id", S).runIfAbsent();
        Item ana = Item.of("user_id", "001");
        users.put(ana).run();
        CreateTableCall other = dolmen.createTable("Users").partitionKey("id", N);
        assertThat(other.runIfAbsent().get("001").item()).contains(ana);
        assertThatThrownBy(other::run).isInstanceOf(ResourceInUseException.class);
        assertThatThrownBy(() -> dolmen.createTable("Users").runIfAbsent()).isInstanceOf(ValidationException.class);
    }

    @Test
    void indexesComeAndGo() {
        Table songs = dolmen.createTable("Songs").partitionKey("title", S).run();
        songs.put(Map.of("title", "Kalon", "genre", "gwerz", "year", 1998)).run();

        UpdateTableCall byGenre = dolmen.updateTable("Songs").createIndex("by-genre", "genre", S, "year", N);
        assertThat(byGenre.request())
                .isEqualTo(dolmen.updateTable("Songs")
                        .attribute("genre", S)
                        .attribute("year", N)
                        .createIndex(new GlobalSecondaryIndex(
                                "by-genre",
                                List.of(KeySchemaElement.hash("genre"), KeySchemaElement.range("year")),
                                Projection.all()))
                        .request());
        byGenre.run();
        dolmen.awaitIndexes("Songs");
        dolmen.updateTable("Songs").createIndex("by-year", "year", N).run();
        dolmen.awaitIndexes("Songs");
        assertThat(songs.query("gwerz")
                        .index("by-genre")
                        .sortKeyGreaterThan(1990)
                        .count())
                .isEqualTo(1);
        assertThat(songs.query(1998).index("by-year").count()).isEqualTo(1);

        dolmen.updateTable("Songs").deleteIndex("by-year").run();
        assertThatThrownBy(() -> songs.query(1998).index("by-year").run())
                .isInstanceOf(ValidationException.class)
                .hasMessage("The table does not have the specified index: by-year");
        assertThat(dolmen.updateTable("Songs").request())
                .isEqualTo(UpdateTableRequest.builder().tableName("Songs").build());
    }
}
