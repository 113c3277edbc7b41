package dev.dolmen.table;

import java.util.List;

/**
 * The write units that one write consumed.
 *
 * @param table on the table itself
 * @param indexes on each index that was written, by its name, in the order of the table's definition
 */
public record WriteCapacity(int table, List<IndexUnits> indexes) {

    /** On one index. */
    public record IndexUnits(String index, int units) {}

    public WriteCapacity {
        indexes = List.copyOf(indexes);
    }

    /** The sum. */
    public int total() {
        int total = table;
        for (IndexUnits index : indexes) {
            total += index.units();
        }
        return total;
    }
}
