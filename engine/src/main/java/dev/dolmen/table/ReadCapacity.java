package dev.dolmen.table;

import dev.dolmen.model.Capacity;
import dev.dolmen.model.ConsumedCapacity;
import org.jspecify.annotations.Nullable;

/** What callers are told of the read units they consumed on a table. */
final class ReadCapacity {

    private ReadCapacity() {}

    /**
     * @param tableName as the caller gave it
     * @param wanted the request's {@code ReturnConsumedCapacity}
     * @return null when it was not asked for
     */
    static @Nullable ConsumedCapacity report(String tableName, @Nullable String wanted, double units) {
        if (wanted == null || wanted.equals("NONE")) {
            return null;
        }
        Capacity onTable = wanted.equals("INDEXES") ? Capacity.of(units) : null;
        return new ConsumedCapacity(tableName, units, null, null, onTable, null, null);
    }
}
