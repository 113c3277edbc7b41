package dev.dolmen.table;

import dev.dolmen.expressions.KeyTerm;
import dev.dolmen.item.AttributeValue;
import org.jspecify.annotations.Nullable;

/**
 * A part of one partition.
 *
 * @param partition the partition key
 * @param sort which sort keys, of the table or of the index that is read; null for all
 */
public record KeyRange(AttributeValue partition, @Nullable KeyTerm sort) {}
