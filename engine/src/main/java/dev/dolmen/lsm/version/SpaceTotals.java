package dev.dolmen.lsm.version;

import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.Encoder;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The totals of spaces, by the number that their four bytes are. A space that is not among them has no keys. Of some it is
 * not known what they are, since a table could not be read when they were to be counted. Immutable; compared by content.
 */
public final class SpaceTotals {

    public static final SpaceTotals EMPTY = new SpaceTotals(new TreeMap<>(Integer::compareUnsigned));

    private static final int KNOWN = 0;
    private static final int UNKNOWN = 1;

    /** In the order of the keys; empty where nothing is known. */
    private final TreeMap<Integer, Optional<SpaceTotal>> bySpace;

    private SpaceTotals(TreeMap<Integer, Optional<SpaceTotal>> bySpace) {
        this.bySpace = bySpace;
    }

    /** @param total null for one that is not known */
    public static SpaceTotals of(int space, @Nullable SpaceTotal total) {
        return new Changes().set(space, total).made();
    }

    /** The total of a space; null when it is not known. */
    public @Nullable SpaceTotal get(int space) {
        Optional<SpaceTotal> total = bySpace.get(space);
        return total == null ? SpaceTotal.NONE : total.orElse(null);
    }

    public boolean isEmpty() {
        return bySpace.isEmpty();
    }

    /** The spaces that have keys, or may have, from one to another, the last one included; in the order of the keys. */
    public Iterable<Integer> spaces(int first, int last) {
        return Collections.unmodifiableSet(
                bySpace.subMap(first, true, last, true).keySet());
    }

    /** These, but for spaces whose totals others tell. */
    SpaceTotals plus(SpaceTotals others) {
        if (others.bySpace.isEmpty()) {
            return this;
        }
        TreeMap<Integer, Optional<SpaceTotal>> sum = new TreeMap<>(bySpace);
        sum.putAll(others.bySpace);
        sum.values().removeIf(total -> total.equals(Optional.of(SpaceTotal.NONE)));
        return new SpaceTotals(sum);
    }

    /** Totals that have changed: unlike others, they tell of spaces that have no keys any more. Not thread-safe. */
    public static final class Changes {

        private final TreeMap<Integer, Optional<SpaceTotal>> bySpace = new TreeMap<>(Integer::compareUnsigned);

        /** @param total null for one that is not known */
        public Changes set(int space, @Nullable SpaceTotal total) {
            bySpace.put(space, Optional.ofNullable(total));
            return this;
        }

        /** To be called once. */
        public SpaceTotals made() {
            return new SpaceTotals(bySpace);
        }
    }

    void encode(Encoder encoder) {
        encoder.varint(bySpace.size());
        for (Map.Entry<Integer, Optional<SpaceTotal>> entry : bySpace.entrySet()) {
            encoder.u32(entry.getKey());
            Optional<SpaceTotal> total = entry.getValue();
            encoder.u8(total.isPresent() ? KNOWN : UNKNOWN);
            total.ifPresent(known -> encoder.varint(known.keys()).varint(known.weight()));
        }
    }

    static SpaceTotals decode(Decoder decoder) throws MalformedEncodingException {
        Changes changes = new Changes();
        for (int left = decoder.varint("totals of spaces", decoder.remaining()); left > 0; left--) {
            int space = decoder.u32();
            boolean known = decoder.varint("flag", UNKNOWN) == KNOWN;
            changes.set(space, known ? new SpaceTotal(decoder.varint(), decoder.varint()) : null);
        }
        return changes.made();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpaceTotals totals && bySpace.equals(totals.bySpace);
    }

    @Override
    public int hashCode() {
        return bySpace.hashCode();
    }

    @Override
    public String toString() {
        return bySpace.toString();
    }
}
