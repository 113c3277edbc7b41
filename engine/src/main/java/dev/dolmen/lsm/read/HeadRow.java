package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;

/**
 * The first living row behind a drained range, as a cursor met it that came from there: nothing else is alive up to its key.
 *
 * @param key of the row; a copy
 * @param value a copy
 * @param version the row's sequence number
 * @param newest the newest sequence number that all this rests on, the range included
 * @param isConfirmed whether it may be shown; or else is a candidate, see {@link DrainedRanges}
 * @param since for a candidate, of the last write numbered once it was listed; else of the cursor that confirmed it
 */
record HeadRow(Slice key, Slice value, long version, long newest, boolean isConfirmed, long since) {

    /** Larger ones are read where they are. */
    static final int MOST_VALUE_BYTES = 2048;

    /** A candidate that is being listed: no cursor can confirm it yet. */
    static HeadRow beingListed(Slice key, Slice value, long version) {
        return new HeadRow(
                new Slice(key.toByteArray()), new Slice(value.toByteArray()), version, 0, false, Long.MAX_VALUE);
    }

    HeadRow listed(long lastNumbered) {
        return new HeadRow(key, value, version, newest, false, lastNumbered);
    }

    HeadRow confirmed(long sequence, long restsOn) {
        return new HeadRow(key, value, version, restsOn, true, sequence);
    }
}
