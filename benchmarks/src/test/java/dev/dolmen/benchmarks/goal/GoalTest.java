package dev.dolmen.benchmarks.goal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.peer.PeerKind;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class GoalTest {

    private static ToDoubleFunction<PeerKind> figures(Map<PeerKind, Double> figures) {
        return peer -> figures.getOrDefault(peer, Double.NaN);
    }

    @Test
    void anAdvantageIsReachedWhenSoManyTimesLessIsUsed() {
        Goal goal = Goal.p50(4);
        assertThat(goal.words()).isEqualTo("4 × rocksdb");
        assertThat(goal.reached(2, figures(Map.of(PeerKind.ROCKSDB, 8.0)))).isEqualTo(1);
        assertThat(goal.reached(4, figures(Map.of(PeerKind.ROCKSDB, 8.0)))).isEqualTo(0.5);
        assertThat(goal.reached(2, figures(Map.of(PeerKind.LMDB, 8.0)))).isNaN();
    }

    @Test
    void aLimitIsReachedByLess() {
        Goal goal = Goal.atMost(100_000, Measure.LONGEST);
        assertThat(goal.words()).isEqualTo("at most 100 ms");
        assertThat(goal.reached(50_000, figures(Map.of()))).isEqualTo(2);
        assertThat(goal.reached(200_000, figures(Map.of()))).isEqualTo(0.5);
        assertThat(goal.reached(0, figures(Map.of()))).isGreaterThan(1);
        assertThat(goal.reached(-3, figures(Map.of()))).isGreaterThan(1);
        assertThat(goal.reached(Double.NaN, figures(Map.of()))).isNaN();
    }

    @Test
    void parityIsAskedOnlyWithWhoLeadsRocksDb() {
        Goal goal = new Parity(Measure.P50, PeerKind.LMDB);
        assertThat(goal.reached(1, figures(Map.of(PeerKind.ROCKSDB, 8.0, PeerKind.LMDB, 2.0))))
                .isEqualTo(2);
        assertThat(goal.reached(4, figures(Map.of(PeerKind.ROCKSDB, 8.0, PeerKind.LMDB, 2.0))))
                .isEqualTo(0.5);
        assertThat(goal.reached(4, figures(Map.of(PeerKind.ROCKSDB, 8.0, PeerKind.LMDB, 9.0))))
                .isNaN();
        assertThat(goal.reached(4, figures(Map.of(PeerKind.LMDB, 2.0)))).isNaN();
    }
}
