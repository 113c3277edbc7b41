package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.table.Expiry;
import dev.dolmen.table.ExpiryChange;
import dev.dolmen.table.TimeToLive;

/**
 * The items of a table in the order of their expiry times: an entry per item that expires, written in the batch of the
 * item, so that what has expired is one contiguous range.
 *
 * <p>Every entry is deleted sooner or later, and tombstones gather at the beginning of the range. So that a look for expired
 * items does not step over them again and again, this remembers in memory which seconds have been dealt with; a write of
 * an item that has expired already takes that back. Thread-safe.
 */
final class ExpiryIndex {

    private final TimeToLive timeToLive;

    /** All entries from here on, inclusive, */
    private long doneFrom = Long.MAX_VALUE;

    /** up to here, exclusive, have been dealt with, or are being dealt with. Written with the lock held. */
    private volatile long doneBefore;

    private volatile boolean complete;

    ExpiryIndex(TimeToLive timeToLive) {
        this.timeToLive = timeToLive;
    }

    TimeToLive timeToLive() {
        return timeToLive;
    }

    /** The block of its spaces. */
    int block() {
        return timeToLive.indexId();
    }

    /** Where its entries are. */
    int space() {
        return Keyspace.expiryTimesOf(block());
    }

    /** Whether the items from before it was enabled are known to have their entries too. */
    boolean isComplete() {
        return complete;
    }

    void setComplete() {
        complete = true;
    }

    /** Adds what the write of an item does to its entry. Requires: the item's latch is held until the commit. */
    void add(ItemKey key, ExpiryChange change, WriteBatch batch) {
        if (change.removed() != Expiry.NEVER) {
            batch.delete(Keyspace.expiry(space(), change.removed(), key));
        }
        if (change.added() != Expiry.NEVER) {
            batch.put(Keyspace.expiry(space(), change.added(), key), Slice.EMPTY);
        }
    }

    /** An entry of this second is in the store, or left there: to be called after it was committed. */
    void holds(long second) {
        if (second != Expiry.NEVER && second < doneBefore) {
            takeBack(second);
        }
    }

    private synchronized void takeBack(long second) {
        // What is too old to be looked at now is looked at when the clock has been set back, as everything then is.
        if (second >= doneFrom && second < doneBefore) {
            doneBefore = second;
        }
    }

    /**
     * Begins to deal with all entries from {@code oldest}, inclusive, to {@code until}. {@link #holds} tells of each that
     * comes into the store from now on, so this is to be called before reading them.
     *
     * @return the first second that may have entries which have not been dealt with
     */
    synchronized long begin(long oldest, long until) {
        if (oldest < doneFrom || oldest > doneBefore) {
            // The first time, or the clock has been set: all that can be known is what this finds.
            doneFrom = oldest;
            doneBefore = until;
            return oldest;
        }
        long first = doneBefore;
        doneBefore = Math.max(first, until);
        return first;
    }
}
