package dev.dolmen.wal;

import dev.dolmen.io.Slice;
import java.io.IOException;

/** Receives the records that recovery accepts, in the order in which they were appended. */
@FunctionalInterface
public interface RecordSink {

    /**
     * @param segment the segment that holds the record from now on: it may be let go when no later than this one is needed
     * @param payload what was appended; its bytes stay only until this returns
     * @throws IOException ends the recovery: the log does not open, and nothing on disk is changed
     */
    void accept(long segment, Slice payload) throws IOException;
}
