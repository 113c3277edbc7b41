package dev.dolmen.table;

import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Deletes a table with all its items. */
public final class DeleteTable {

    private DeleteTable() {}

    /**
     * Deletes the table durably.
     *
     * @throws ResourceNotFoundException when there is none of that name
     * @throws ValidationException when it is protected against deletion
     */
    public static TableDefinition perform(ItemStore store, @Nullable String tableName) throws IOException {
        new Constraints().name("tableName", tableName).require();
        String name = Objects.requireNonNull(tableName);
        TableDefinition table = store.table(name);
        if (table != null && table.deletionProtected()) {
            throw new ValidationException("Resource cannot be deleted as it is currently protected against deletion."
                    + " Disable deletion protection first.");
        }
        TableDefinition dropped = store.dropTable(name);
        if (dropped == null) {
            throw new ResourceNotFoundException("Requested resource not found: Table: " + name + " not found");
        }
        return dropped;
    }
}
