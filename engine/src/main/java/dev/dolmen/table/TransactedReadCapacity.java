package dev.dolmen.table;

import dev.dolmen.item.EncodedItem;
import dev.dolmen.model.Capacity;
import dev.dolmen.model.ConsumedCapacity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The read units of a transaction, table by table: each item is read twice, consistently. Not thread-safe. */
final class TransactedReadCapacity {

    private static final int READS = 2;

    private final Map<String, Double> units = new LinkedHashMap<>();

    /** @param tableName as the caller gave it */
    void add(String tableName, EncodedItem item) {
        units.merge(tableName, READS * Units.read(item.isEmpty() ? 0 : item.sizeBytes(), true), Double::sum);
    }

    /**
     * @param wanted the request's {@code ReturnConsumedCapacity}
     * @return null when it was not asked for
     */
    @Nullable
    List<ConsumedCapacity> report(@Nullable String wanted) {
        if (wanted == null || wanted.equals("NONE")) {
            return null;
        }
        List<ConsumedCapacity> capacity = new ArrayList<>();
        units.forEach((table, onTable) -> capacity.add(new ConsumedCapacity(
                table,
                onTable,
                onTable,
                null,
                wanted.equals("INDEXES") ? new Capacity(onTable, onTable, null) : null,
                null,
                null)));
        return capacity;
    }
}
