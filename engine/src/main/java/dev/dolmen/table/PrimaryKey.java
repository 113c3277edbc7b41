package dev.dolmen.table;

import dev.dolmen.item.AttributeValue;
import org.jspecify.annotations.Nullable;

/**
 * The key of an item: a string, number or binary, never empty.
 *
 * @param sort null in tables without a sort key
 */
public record PrimaryKey(AttributeValue partition, @Nullable AttributeValue sort) {}
