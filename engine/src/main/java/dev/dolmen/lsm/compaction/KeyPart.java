package dev.dolmen.lsm.compaction;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.compaction.CompactionPlan.Input;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the keys of a merge, which one thread can do by itself: all versions of a key are in one part.
 *
 * @param from inclusive; null for no bound
 * @param toExclusive null for no bound
 */
record KeyPart(@Nullable Slice from, @Nullable Slice toExclusive) {

    static final KeyPart ALL = new KeyPart(null, null);

    /**
     * Cuts a merge where tables begin, into parts of about the same size.
     *
     * @param most at most so many
     * @param leastBytes of input before compression, for a part
     */
    static List<KeyPart> of(CompactionPlan.Merge plan, int most, long leastBytes) {
        List<Input> inputs = new ArrayList<>(plan.inputs());
        inputs.sort(Comparator.comparing(input -> input.file().range().smallest()));
        long total = inputs.stream().mapToLong(input -> input.file().rawBytes()).sum();
        long count = Math.max(1, Math.min(most, total / Math.max(1, leastBytes)));
        List<KeyPart> parts = new ArrayList<>();
        Slice from = null;
        Slice previousBorder = inputs.get(0).file().range().smallest();
        long passed = 0;
        for (Input input : inputs) {
            Slice border = input.file().range().smallest();
            if (parts.size() + 1 < count
                    && passed >= total / count * (parts.size() + 1)
                    && previousBorder.compareTo(border) < 0) {
                parts.add(new KeyPart(from, border));
                from = border;
                previousBorder = border;
            }
            passed += input.file().rawBytes();
        }
        parts.add(new KeyPart(from, null));
        return parts;
    }

    boolean endsBefore(Slice key) {
        return toExclusive != null && key.compareTo(toExclusive) >= 0;
    }
}
