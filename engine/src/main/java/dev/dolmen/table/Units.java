package dev.dolmen.table;

import dev.dolmen.item.EncodedItem;
import org.jspecify.annotations.Nullable;

/** DynamoDB's capacity units (Developer Guide, "DynamoDB throughput capacity"). */
final class Units {
    private static final int WRITE_UNIT_BYTES = 1024;
    private static final int READ_UNIT_BYTES = 4096;

    private Units() {}

    /** The write units of replacing an item by another: the larger of the two counts, at least one unit. */
    static int write(EncodedItem old, @Nullable EncodedItem replacement) {
        return write(Math.max(old.sizeBytes(), replacement == null ? 0 : replacement.sizeBytes()));
    }

    /** The write units of so many bytes: at least one. */
    static int write(int sizeBytes) {
        return Math.max(1, (sizeBytes + WRITE_UNIT_BYTES - 1) / WRITE_UNIT_BYTES);
    }

    /** The read units of so many bytes read together: at least one, and half of that when eventually consistent. */
    static double read(long sizeBytes, boolean consistent) {
        long units = Math.max(1, (sizeBytes + READ_UNIT_BYTES - 1) / READ_UNIT_BYTES);
        return consistent ? units : units / 2.0;
    }
}
