package dev.dolmen.table;

import dev.dolmen.model.ResourceNotFoundException;

/** Looks tables up for operations on items. */
final class Tables {

    private Tables() {}

    /** @throws ResourceNotFoundException when there is no table of that name */
    static TableDefinition require(ItemStore store, String name) {
        TableDefinition table = store.table(name);
        if (table == null) {
            throw new ResourceNotFoundException("Requested resource not found");
        }
        return table;
    }
}
