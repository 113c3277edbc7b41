package dev.dolmen.lsm.version;

import dev.dolmen.io.Slice;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A range of keys, never empty.
 *
 * @param smallest inclusive
 * @param largest inclusive, unless {@code largestExclusive}: the end of a range tombstone is not itself in the range
 */
public record KeyRange(Slice smallest, Slice largest, boolean largestExclusive) {

    public boolean contains(Slice key) {
        return !startsAfter(key) && !endsBefore(key);
    }

    /** Whether every key of the range is larger than this one. */
    public boolean startsAfter(Slice key) {
        return smallest.compareTo(key) > 0;
    }

    /** Whether every key of the range is smaller than this one. */
    public boolean endsBefore(Slice key) {
        int order = largest.compareTo(key);
        return order < 0 || order == 0 && largestExclusive;
    }

    public boolean overlaps(KeyRange other) {
        return !endsBefore(other.smallest) && !other.endsBefore(smallest);
    }

    /** Whether it shares a key with {@code [from, toExclusive)}; null is no bound. */
    public boolean overlaps(Slice from, @Nullable Slice toExclusive) {
        return !endsBefore(from) && (toExclusive == null || smallest.compareTo(toExclusive) < 0);
    }

    /** The smallest range that holds both. */
    public KeyRange union(KeyRange other) {
        int order = largest.compareTo(other.largest);
        boolean exclusive = order > 0
                ? largestExclusive
                : order < 0 ? other.largestExclusive : largestExclusive && other.largestExclusive;
        return new KeyRange(
                smallest.compareTo(other.smallest) <= 0 ? smallest : other.smallest,
                order >= 0 ? largest : other.largest,
                exclusive);
    }

    /** The smallest range that holds all the files' keys. Requires: at least one file. */
    public static KeyRange of(Collection<FileMetadata> files) {
        return files.stream().map(FileMetadata::range).reduce(KeyRange::union).orElseThrow();
    }

    @Override
    public String toString() {
        return "[" + smallest + ", " + largest + (largestExclusive ? ")" : "]");
    }
}
