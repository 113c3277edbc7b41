package dev.dolmen.lsm.compaction;

import dev.dolmen.lsm.version.FileMetadata;
import java.util.List;

/** What to compact next. Compared by content. */
public sealed interface CompactionPlan {

    /** A table and the level it is on. */
    record Input(int level, FileMetadata file) {}

    List<Input> inputs();

    /** Nothing is worth the work. */
    record None() implements CompactionPlan {
        @Override
        public List<Input> inputs() {
            return List.of();
        }
    }

    /** Tables that go down unread, since nothing there overlaps them. */
    record Move(List<Input> inputs, int outputLevel) implements CompactionPlan {}

    /**
     * Tables that become new ones. On each level, {@code inputs} are in the level's order. Merged to level 0 they are such as
     * follow one another there, and become one table.
     *
     * @param compressed whether what comes out is compressed, if the store compresses anything
     */
    record Merge(List<Input> inputs, int outputLevel, boolean compressed) implements CompactionPlan {}

    /** Tables that go unread, since a range tombstone covers all that is in them. */
    record Drop(List<Input> inputs) implements CompactionPlan {}
}
