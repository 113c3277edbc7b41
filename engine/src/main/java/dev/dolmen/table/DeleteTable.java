package dev.dolmen.table;

import dev.dolmen.model.DeleteTableRequest;
import dev.dolmen.model.DeleteTableResponse;
import dev.dolmen.model.ResourceInUseException;
import dev.dolmen.model.TableStatus;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;

/** Deletes a table with all its items. */
public final class DeleteTable {

    private DeleteTable() {}

    /**
     * Deletes the table durably.
     *
     * @param now the time of the request
     * @return the table as it was
     * @throws dev.dolmen.model.ResourceNotFoundException when there is none of that name
     * @throws ValidationException when it is protected against deletion
     * @throws ResourceInUseException when an index of it is being created
     */
    public static DeleteTableResponse perform(ItemStore store, DeleteTableRequest request, Instant now)
            throws IOException {
        new Constraints().tableName(request.tableName()).require();
        TableDefinition table = Tables.requireByName(store, Objects.requireNonNull(request.tableName()));
        if (table.deletionProtected()) {
            throw new ValidationException("Resource cannot be deleted as it is currently protected against deletion."
                    + " Disable deletion protection first.");
        }
        if (!table.indexes().stream().allMatch(IndexDefinition::isActive)) {
            throw new ResourceInUseException("Attempt to change a resource which is still in use: Cannot delete table"
                    + " while indexes are being created, updated, or deleted.");
        }
        TableStatistics statistics = store.statistics(table);
        TableDefinition dropped = store.dropTable(table.name());
        if (dropped == null) {
            throw Tables.notFound(table.name());
        }
        return new DeleteTableResponse(new DescribedTable(dropped, statistics, now)
                .statusOfAll(TableStatus.DELETING)
                .warmStatus(null)
                .describe());
    }
}
