package dev.dolmen.table;

import dev.dolmen.model.Capacity;
import dev.dolmen.model.ConsumedCapacity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What callers are told of the read units they consumed on a table. */
final class ReadCapacity {

    private ReadCapacity() {}

    /** @param wanted the request's {@code ReturnConsumedCapacity} */
    static boolean isWanted(@Nullable String wanted) {
        return wanted != null && !wanted.equals("NONE");
    }

    /**
     * @param tableName as the caller gave it
     * @param wanted the request's {@code ReturnConsumedCapacity}
     * @return null when it was not asked for
     */
    static @Nullable ConsumedCapacity report(String tableName, @Nullable String wanted, double units) {
        if (wanted == null || !isWanted(wanted)) {
            return null;
        }
        Capacity onTable = wanted.equals("INDEXES") ? Capacity.of(units) : null;
        return new ConsumedCapacity(tableName, units, null, null, onTable, null, null);
    }

    /**
     * What was consumed by reading a table, or an index of it.
     *
     * @param index null when the table itself was read
     * @param units of what was read
     * @param fetched on the table, for items that the index did not hold
     * @return null when it was not asked for
     */
    static @Nullable ConsumedCapacity report(
            String tableName, @Nullable String wanted, @Nullable IndexDefinition index, double units, double fetched) {
        if (index == null || wanted == null || !wanted.equals("INDEXES")) {
            return report(tableName, wanted, units + fetched);
        }
        Map<String, Capacity> onIndex = Map.of(index.name(), Capacity.of(units));
        return new ConsumedCapacity(
                tableName,
                units + fetched,
                null,
                null,
                Capacity.of(fetched),
                index.isLocal() ? onIndex : null,
                index.isLocal() ? null : onIndex);
    }
}
