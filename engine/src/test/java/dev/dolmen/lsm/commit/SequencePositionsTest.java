package dev.dolmen.lsm.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SequencePositionsTest {

    @Test
    void aSequenceIsDurableWhereItsRecordEnds() {
        SequencePositions positions = new SequencePositions();
        positions.add(3, 100);
        positions.add(4, 150);
        positions.add(9, 400);
        assertThat(positions.positionOf(1)).isEqualTo(100);
        assertThat(positions.positionOf(3)).isEqualTo(100);
        assertThat(positions.positionOf(4)).isEqualTo(150);
        assertThat(positions.positionOf(5)).isEqualTo(400);
        assertThat(positions.durableAt(99)).isZero();
        assertThat(positions.durableAt(100)).isEqualTo(3);
        assertThat(positions.durableAt(399)).isEqualTo(4);
        assertThat(positions.durableAt(1_000)).isEqualTo(9);
        assertThatIllegalArgumentException().isThrownBy(() -> positions.positionOf(10));
    }

    @Test
    void whatIsForgottenIsAnsweredOnTheSafeSide() {
        SequencePositions positions = new SequencePositions();
        for (int i = 1; i <= 10_000; i++) {
            positions.add(2L * i, 10L * i);
        }
        assertThat(positions.positionOf(20_000)).isEqualTo(100_000);
        assertThat(positions.positionOf(19_999)).isEqualTo(100_000);
        assertThat(positions.positionOf(4)).isGreaterThanOrEqualTo(20);
        assertThat(positions.durableAt(10)).isLessThanOrEqualTo(2);
        assertThat(positions.durableAt(99_999)).isEqualTo(19_998);
    }

    /** As where the thread that looks up has to wait for a processor: what it has read by then is of other records. */
    @Test
    void whoWasOvertakenLooksUpAgain() {
        SequencePositions positions = new SequencePositions();
        positions.add(1, 10);
        AtomicLong lookups = new AtomicLong();
        long answer = positions.lookUp(added -> {
            if (lookups.incrementAndGet() == 1) {
                for (long i = 2; i <= 10_000; i++) {
                    positions.add(i, 10 * i);
                }
            }
            return added;
        });
        assertThat(lookups).hasValue(2);
        assertThat(answer).isEqualTo(10_000);
    }

    /** Sequence numbers are ten times as large as positions here, so an answer that is put together from two records shows. */
    @Test
    void whoLooksUpWhileOthersAreAddedGetsWhatBelongsTogether() throws Exception {
        SequencePositions positions = new SequencePositions();
        positions.add(10, 1);
        AtomicLong added = new AtomicLong(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> adding = threads.submit(() -> {
                for (long position = 2; position <= 3_000_000; position++) {
                    positions.add(10 * position, position);
                    added.lazySet(position);
                }
            });
            while (!adding.isDone()) {
                long newest = added.get();
                assertThat(positions.positionOf(10 * newest)).isGreaterThanOrEqualTo(newest);
                assertThat(positions.durableAt(newest)).isLessThanOrEqualTo(10 * newest);
                assertThat(positions.durableAt(Long.MAX_VALUE)).isGreaterThanOrEqualTo(10 * newest);
            }
            adding.get();
        } finally {
            threads.shutdown();
        }
    }
}
