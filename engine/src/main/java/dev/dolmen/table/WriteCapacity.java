package dev.dolmen.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The write units that one write consumed.
 *
 * @param table on the table itself
 * @param indexes on each index that was written, by its name, in the order of the table's definition
 */
public record WriteCapacity(int table, List<IndexUnits> indexes) {

    /** On one index. */
    public record IndexUnits(IndexDefinition.Scope scope, String index, int units) {

        private IndexUnits plus(IndexUnits other) {
            return new IndexUnits(scope, index, units + other.units);
        }
    }

    public WriteCapacity {
        indexes = List.copyOf(indexes);
    }

    /** This and that of another write to the same table. */
    WriteCapacity plus(WriteCapacity other) {
        Map<String, IndexUnits> sums = new LinkedHashMap<>();
        indexes.forEach(index -> sums.merge(index.index(), index, IndexUnits::plus));
        other.indexes.forEach(index -> sums.merge(index.index(), index, IndexUnits::plus));
        return new WriteCapacity(table + other.table, List.copyOf(sums.values()));
    }

    /** So many times as much on the table, and as much as this on its indexes. */
    WriteCapacity timesOnTable(int factor) {
        return new WriteCapacity(table * factor, indexes);
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
