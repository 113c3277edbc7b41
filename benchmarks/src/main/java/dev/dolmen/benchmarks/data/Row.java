package dev.dolmen.benchmarks.data;

import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import java.util.Arrays;

/**
 * A row, or the place of one, in the form its peer takes it: see {@link Form}.
 *
 * @param number what the row is told by: every peer's answer carries it
 * @param partition the partition key
 * @param sort the sort key
 * @param key the key in bytes; empty for a peer that takes items
 * @param keySlice the same as the ordered store takes it
 * @param partitionBytes how many bytes of {@code key} all rows of the partition share
 * @param value the encoded item; empty for a peer that takes items, and for a mere place
 * @param itemKey the key as an item; empty for a peer that takes bytes
 * @param item the item; empty for a peer that takes bytes, and for a mere place
 */
public record Row(
        long number,
        AttributeValue.S partition,
        AttributeValue.N sort,
        byte[] key,
        Slice keySlice,
        int partitionBytes,
        byte[] value,
        Item itemKey,
        Item item) {

    /** The smallest key that is greater than every key of this row's partition. */
    public byte[] partitionEnd() {
        byte[] end = Arrays.copyOf(key, partitionBytes);
        // A partition key's encoding ends in a zero, so this carries nothing over.
        end[partitionBytes - 1]++;
        return end;
    }
}
