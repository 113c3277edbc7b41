package dev.dolmen.lsm.commit;

import dev.dolmen.io.Slice;

/** Batches as they are in the log, for tests of other packages. */
public final class EncodedBatches {

    private EncodedBatches() {}

    /** The encoded form of a batch whose first operation has this number. */
    public static Slice of(WriteBatch batch, long firstSequence) {
        batch.assign(firstSequence);
        return batch.encoded();
    }
}
