package dev.dolmen.lsm.tombstone;

import dev.dolmen.sstable.RangeTombstone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Range tombstones that are still being added, one writer at a time, while others read. The index is built when somebody
 * reads after a change, since deletions of ranges come seldom and often alone. Thread-safe.
 */
public final class RangeTombstoneList {

    private final List<RangeTombstone> tombstones = new ArrayList<>();
    /** Null when it has to be built anew. */
    private volatile @Nullable RangeTombstoneIndex index = RangeTombstoneIndex.EMPTY;

    public synchronized void add(RangeTombstone tombstone) {
        tombstones.add(tombstone);
        index = null;
    }

    public RangeTombstoneIndex index() {
        RangeTombstoneIndex current = index;
        return current == null ? build() : current;
    }

    private synchronized RangeTombstoneIndex build() {
        RangeTombstoneIndex current = index;
        if (current == null) {
            current = RangeTombstoneIndex.of(tombstones);
            index = current;
        }
        return current;
    }

    public synchronized int size() {
        return tombstones.size();
    }
}
