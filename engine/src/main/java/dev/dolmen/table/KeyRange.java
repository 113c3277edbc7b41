package dev.dolmen.table;

import dev.dolmen.expressions.KeyTerm;
import dev.dolmen.item.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of one partition of a table or an index.
 *
 * @param partition the values of the partition key: one, but for global indexes with several partition attributes
 * @param sortPrefix the values of the first sort attributes, all but the last of which must be equal to these
 * @param sort which values the sort attribute after those may have; null for any
 */
public record KeyRange(List<AttributeValue> partition, List<AttributeValue> sortPrefix, @Nullable KeyTerm sort) {

    public KeyRange {
        partition = List.copyOf(partition);
        sortPrefix = List.copyOf(sortPrefix);
    }

    /** A part of a partition that has one partition and at most one sort attribute. */
    public static KeyRange of(AttributeValue partition, @Nullable KeyTerm sort) {
        return new KeyRange(List.of(partition), List.of(), sort);
    }
}
