package dev.dolmen.benchmarks.data;

/**
 * What a peer is loaded with: rows numbered from 0, filling one partition after the other.
 *
 * @param rows how many
 * @param itemBytes size of each as DynamoDB counts it, names and key included
 * @param rowsPerPartition as many rows share a partition key
 */
public record DataSet(long rows, int itemBytes, int rowsPerPartition) {

    /** The smallest item that has all the attributes. */
    public static final int LEAST_ITEM_BYTES = 100;

    /** @throws IllegalArgumentException naming what makes no sense */
    public DataSet {
        require(rows >= 1, "rows", rows);
        require(itemBytes >= LEAST_ITEM_BYTES, "itemBytes", itemBytes);
        require(rowsPerPartition >= 1, "rowsPerPartition", rowsPerPartition);
    }

    private static void require(boolean holds, String what, long value) {
        if (!holds) {
            throw new IllegalArgumentException("impossible " + what + ": " + value);
        }
    }

    /** What the user gave the store to keep, in bytes. */
    public long bytes() {
        return rows * itemBytes;
    }

    public long partitions() {
        return (rows + rowsPerPartition - 1) / rowsPerPartition;
    }

    public long partitionOf(long row) {
        return row / rowsPerPartition;
    }

    /** The sort key of a row within its partition. */
    public long sortOf(long row) {
        return row % rowsPerPartition;
    }

    /** The first row of a partition. */
    public long firstOf(long partition) {
        return partition * rowsPerPartition;
    }

    /** How many rows a partition has: fewer than the others in the last one, perhaps. */
    public int rowsIn(long partition) {
        return (int) Math.min(rowsPerPartition, rows - firstOf(partition));
    }
}
