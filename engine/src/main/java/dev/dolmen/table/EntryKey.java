package dev.dolmen.table;

import org.jspecify.annotations.Nullable;

/**
 * Where an item stands in a table or an index.
 *
 * @param base the item's primary key
 * @param index the item's values of the index's key; null in the table itself
 */
public record EntryKey(PrimaryKey base, IndexKey.@Nullable Values index) {}
