package dev.dolmen.table;

import dev.dolmen.item.AttributeValue;
import org.jspecify.annotations.Nullable;

/**
 * Where an item stands in a table or an index.
 *
 * @param base the item's primary key
 * @param indexSort the item's value of the index's sort key; null in the table itself
 */
public record EntryKey(PrimaryKey base, @Nullable AttributeValue indexSort) {}
