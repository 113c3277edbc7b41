package dev.dolmen.table;

import java.util.ArrayList;
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
    public record IndexUnits(String index, int units) {}

    public WriteCapacity {
        indexes = List.copyOf(indexes);
    }

    /** This and that of another write to the same table. */
    WriteCapacity plus(WriteCapacity other) {
        Map<String, Integer> units = new LinkedHashMap<>();
        indexes.forEach(index -> units.merge(index.index(), index.units(), Integer::sum));
        other.indexes.forEach(index -> units.merge(index.index(), index.units(), Integer::sum));
        List<IndexUnits> sums = new ArrayList<>();
        units.forEach((index, sum) -> sums.add(new IndexUnits(index, sum)));
        return new WriteCapacity(table + other.table, sums);
    }

    /** So many times as much. */
    WriteCapacity times(int factor) {
        return new WriteCapacity(
                table * factor,
                indexes.stream()
                        .map(index -> new IndexUnits(index.index(), index.units() * factor))
                        .toList());
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
