package dev.dolmen.lsm.compaction;

import dev.dolmen.lsm.version.KeyRange;
import java.io.IOException;

/** What the range tombstones of all tables hide. */
public interface Cover {

    /**
     * Whether each key of the range is known to be covered by a range tombstone {@code t} with {@code oldest < t <=
     * newest}: then nobody who looks at {@code newest} or later sees a version up to {@code oldest}.
     */
    boolean covers(KeyRange range, long oldest, long newest) throws IOException;
}
