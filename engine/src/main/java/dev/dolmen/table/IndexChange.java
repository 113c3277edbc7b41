package dev.dolmen.table;

import dev.dolmen.item.EncodedItem;
import org.jspecify.annotations.Nullable;

/**
 * A change of one index that goes with the write of an item.
 *
 * @param entry where in the index
 * @param projected what to store there, replacing what there is; null to remove it
 */
public record IndexChange(IndexDefinition index, EntryKey entry, @Nullable EncodedItem projected) {}
