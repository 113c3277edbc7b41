package dev.dolmen.lsm.tombstone;

import dev.dolmen.sstable.RangeTombstone;
import java.util.ArrayList;
import java.util.List;

/**
 * Range tombstones that are still being added, one writer at a time, while others read. The index is brought up to date
 * when somebody reads after a change: with the few that were added since, or, when they are many, by building it anew.
 * Thread-safe.
 */
public final class RangeTombstoneList {

    /** Up to so many are added one by one, each for a copy of the index. */
    private static final int FEW = 8;

    private final List<RangeTombstone> tombstones = new ArrayList<>();
    private volatile RangeTombstoneIndex index = RangeTombstoneIndex.EMPTY;
    /** How many of the tombstones the index has. Set after it; grows to {@link #size}. */
    private volatile int indexed;

    private volatile int size;

    public synchronized void add(RangeTombstone tombstone) {
        tombstones.add(tombstone);
        size = tombstones.size();
    }

    public RangeTombstoneIndex index() {
        return indexed == size ? index : update();
    }

    private synchronized RangeTombstoneIndex update() {
        RangeTombstoneIndex current = index;
        if (size - indexed > FEW) {
            current = RangeTombstoneIndex.of(tombstones);
        } else {
            for (RangeTombstone added : tombstones.subList(indexed, size)) {
                current = current.plus(added);
            }
        }
        index = current;
        indexed = size;
        return current;
    }

    public int size() {
        return size;
    }
}
