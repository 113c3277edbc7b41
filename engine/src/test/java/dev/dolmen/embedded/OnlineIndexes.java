package dev.dolmen.embedded;

import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateGlobalSecondaryIndexAction;
import dev.dolmen.model.DeleteGlobalSecondaryIndexAction;
import dev.dolmen.model.GlobalSecondaryIndexUpdate;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.Projection;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.UpdateTableRequest;
import dev.dolmen.table.UpdateTable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Adds indexes to the tables of {@link dev.dolmen.table.Writes} and takes them off. */
final class OnlineIndexes {

    private static final Instant NOW = Instant.parse("2026-11-02T00:00:00Z");

    private OnlineIndexes() {}

    /** Begins to create an index of everything with the partition key {@code v} (S) and the sort key {@code w} (N). */
    static TableDescription create(EmbeddedItemStore store, String table, String index) throws IOException {
        return create(store, table, index, Projection.all());
    }

    static TableDescription create(EmbeddedItemStore store, String table, String index, Projection projection)
            throws IOException {
        CreateGlobalSecondaryIndexAction create = new CreateGlobalSecondaryIndexAction(
                index, List.of(KeySchemaElement.hash("v"), KeySchemaElement.range("w")), projection, null, null, null);
        return update(store, table, GlobalSecondaryIndexUpdate.of(create));
    }

    static TableDescription delete(EmbeddedItemStore store, String table, String index) throws IOException {
        return update(store, table, GlobalSecondaryIndexUpdate.of(new DeleteGlobalSecondaryIndexAction(index)));
    }

    static TableDescription update(EmbeddedItemStore store, String table, GlobalSecondaryIndexUpdate update)
            throws IOException {
        UpdateTableRequest request = UpdateTableRequest.builder()
                .tableName(table)
                .attributeDefinitions(List.of(new AttributeDefinition("v", "S"), new AttributeDefinition("w", "N")))
                .globalSecondaryIndexUpdates(List.of(update))
                .build();
        return UpdateTable.perform(store, request, NOW).tableDescription();
    }

    /** Takes one step of filling. Requires: an index is being filled. */
    static boolean step(EmbeddedItemStore store, String table) throws IOException {
        OpenTable open = Objects.requireNonNull(store.open(table));
        return store.indexFilling().step(open, Objects.requireNonNull(open.filling()));
    }
}
