package dev.dolmen.table;

import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.TableArn;

/** Looks tables up for operations. */
final class Tables {

    private Tables() {}

    /**
     * For operations on items.
     *
     * @param nameOrArn as the caller gave it; {@link Constraints#tableName} has found nothing wrong with it
     * @throws ResourceNotFoundException when there is no table of that name
     */
    static TableDefinition require(ItemStore store, String nameOrArn) {
        // What a table is called is a name: only where there is none of this one, it is looked at closer.
        TableDefinition table = store.table(nameOrArn);
        if (table == null) {
            table = store.table(TableArn.tableName(nameOrArn));
        }
        if (table == null) {
            throw new ResourceNotFoundException("Requested resource not found");
        }
        return table;
    }

    /**
     * For operations on tables, whose refusal names the table.
     *
     * @throws ResourceNotFoundException when there is no table of that name
     */
    static TableDefinition requireByName(ItemStore store, String nameOrArn) {
        String name = TableArn.tableName(nameOrArn);
        TableDefinition table = store.table(name);
        if (table == null) {
            throw notFound(name);
        }
        return table;
    }

    static ResourceNotFoundException notFound(String name) {
        return new ResourceNotFoundException("Requested resource not found: Table: " + name + " not found");
    }
}
