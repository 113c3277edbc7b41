package dev.dolmen.table;

import java.io.IOException;

/** Waits for the indexes of a table that are being created. */
public final class AwaitIndexes {

    private AwaitIndexes() {}

    /**
     * Returns when none is being created any more.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no table of that name
     * @throws IOException when one could not be filled
     */
    public static void perform(ItemStore store, String tableName) throws IOException {
        new Constraints().tableName(tableName).require();
        store.awaitIndexes(Tables.requireByName(store, tableName));
    }
}
