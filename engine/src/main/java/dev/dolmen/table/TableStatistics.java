package dev.dolmen.table;

import java.util.Map;

/**
 * What a table holds.
 *
 * @param items of the table itself
 * @param indexes by index name; an index with no entries may be left out
 */
public record TableStatistics(Counts items, Map<String, Counts> indexes) {

    /** Of a table with nothing in it. */
    public static final TableStatistics EMPTY = new TableStatistics(Counts.NONE, Map.of());

    /**
     * @param count how many items or index entries
     * @param sizeBytes their size by DynamoDB's rules
     */
    public record Counts(long count, long sizeBytes) {
        public static final Counts NONE = new Counts(0, 0);
    }

    public TableStatistics {
        indexes = Map.copyOf(indexes);
    }

    /** What one index holds. */
    public Counts index(String name) {
        return indexes.getOrDefault(name, Counts.NONE);
    }
}
