package dev.dolmen.embedded;

import dev.dolmen.expressions.KeyTerm;
import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.ByteBuilder;
import dev.dolmen.item.KeyCodec;
import dev.dolmen.table.KeyRange;
import java.util.Objects;

/**
 * A contiguous part of the keyspace.
 *
 * @param from inclusive
 * @param to exclusive; not after {@code from} when the part is empty
 */
record KeyBounds(Slice from, Slice to) {

    /** Most keys are no longer. */
    private static final int EXPECTED_BYTES = 64;

    private static final byte[] ROOM_FOR_PREFIX = new byte[Keyspace.PREFIX_BYTES];

    /** The part of one partition, of a table or an index, that a query asks for. */
    static KeyBounds of(int space, KeyRange range) {
        ByteBuilder key = new ByteBuilder(EXPECTED_BYTES);
        Slice partition = partition(space, range, key);
        KeyTerm term = range.sort();
        if (term == null) {
            return startingWith(partition);
        }
        // What is appended changes nothing of the bytes before.
        KeyCodec.encode(term.low(), key);
        Slice low = new Slice(key.array(), 0, key.length());
        return switch (term.operator()) {
            case EQ -> startingWith(low);
            case LT -> new KeyBounds(partition, low);
            case LE -> new KeyBounds(partition, Keyspace.afterAllOf(low));
            case GT -> new KeyBounds(Keyspace.afterAllOf(low), Keyspace.afterAllOf(partition));
            case GE -> new KeyBounds(low, Keyspace.afterAllOf(partition));
            case BETWEEN ->
                new KeyBounds(low, Keyspace.afterAllOf(extended(partition, Objects.requireNonNull(term.high()))));
            case BEGINS_WITH -> startingWith(extendedByPrefix(partition, term.low()));
        };
    }

    /** What the keys of all items in the range begin with, written into the builder. */
    private static Slice partition(int space, KeyRange range, ByteBuilder into) {
        into.append(ROOM_FOR_PREFIX);
        for (int i = 0; i < range.partition().size(); i++) {
            KeyCodec.encode(range.partition().get(i), into);
        }
        int partitionBytes = into.length() - Keyspace.PREFIX_BYTES;
        Keyspace.setPrefix(into.array(), space, StableHash.of(into.array(), Keyspace.PREFIX_BYTES, partitionBytes));
        for (int i = 0; i < range.sortPrefix().size(); i++) {
            KeyCodec.encode(range.sortPrefix().get(i), into);
        }
        return new Slice(into.array(), 0, into.length());
    }

    /** The part of a space that one segment of a parallel scan reads. */
    static KeyBounds ofSegment(int space, int segment, int totalSegments) {
        Objects.checkIndex(segment, totalSegments);
        Slice from = Keyspace.border(space, Keyspace.segmentStart(segment, totalSegments));
        Slice to = segment + 1 == totalSegments
                ? Keyspace.spaceStart(space + 1)
                : Keyspace.border(space, Keyspace.segmentStart(segment + 1, totalSegments));
        return new KeyBounds(from, to);
    }

    /** What comes after a key in the direction of reading; the key need not lie within the bounds. */
    KeyBounds past(Slice key, boolean forward) {
        if (forward) {
            Slice next = Keyspace.after(key);
            return next.compareTo(from) > 0 ? new KeyBounds(next, to) : this;
        }
        return key.compareTo(to) < 0 ? new KeyBounds(from, key) : this;
    }

    boolean contains(Slice key) {
        return key.compareTo(from) >= 0 && key.compareTo(to) < 0;
    }

    boolean isEmpty() {
        return from.compareTo(to) >= 0;
    }

    static KeyBounds startingWith(Slice prefix) {
        return new KeyBounds(prefix, Keyspace.afterAllOf(prefix));
    }

    private static Slice extended(Slice partition, AttributeValue sortKey) {
        ByteBuilder key = new ByteBuilder(partition.length() + 32);
        key.append(partition.array(), partition.offset(), partition.length());
        KeyCodec.encode(sortKey, key);
        return new Slice(key.array(), 0, key.length());
    }

    private static Slice extendedByPrefix(Slice partition, AttributeValue prefix) {
        ByteBuilder key = new ByteBuilder(partition.length() + 32);
        key.append(partition.array(), partition.offset(), partition.length());
        KeyCodec.encodePrefix(prefix, key);
        return new Slice(key.array(), 0, key.length());
    }
}
