package dev.dolmen.wal;

import dev.dolmen.io.Slice;
import java.io.IOException;

/** Receives the records that recovery accepts, in the order in which they were appended. */
@FunctionalInterface
public interface RecordSink {

    /**
     * @param segment the segment that holds the record from now on: it may be let go when no later than this one is needed
     * @param offset of the payload in that segment, where a {@link RecoveredSegment} shows it: see {@link #restIsWrittenAnew}
     * @param payload what was appended; its bytes stay only until this returns
     * @throws IOException ends the recovery: the log does not open, and nothing on disk is changed
     */
    void accept(long segment, int offset, Slice payload) throws IOException;

    /**
     * Called when all records that follow are written anew, to a segment that no {@link RecoveredSegment} shows before the
     * log is open.
     */
    default void restIsWrittenAnew() {}
}
