package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import org.junit.jupiter.api.Test;

class ScratchTest {

    private final Scratch scratch = new Scratch();

    private WriteBatch put(int bytes) {
        WriteBatch batch = scratch.batch().clear();
        batch.put(new Slice(new byte[10]), new Slice(new byte[bytes]));
        scratch.clear();
        return batch;
    }

    @Test
    void theMemoryOfASmallBatchIsUsedAgain() {
        assertThat(put(1_000)).isSameAs(put(2_000)).isSameAs(scratch.batch());
    }

    /** A thread that once wrote a large item does not keep its memory for ever. */
    @Test
    void thatOfALargeOneIsNotKept() {
        assertThat(put(400_000)).isNotSameAs(scratch.batch());
        assertThat(scratch.batch().encodedBytes()).isLessThan(100);
    }
}
