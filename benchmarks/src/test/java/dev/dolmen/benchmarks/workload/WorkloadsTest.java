package dev.dolmen.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.goal.Advantage;
import dev.dolmen.benchmarks.goal.Limit;
import dev.dolmen.benchmarks.goal.Parity;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.peer.PeerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadsTest {

    @Test
    void whoIsComparedWithRocksDbIsComparedWithTheOthersToo() {
        assertThat(Workloads.compared()).doesNotHaveDuplicates().allSatisfy(workload -> {
            assertThat(workload.goals()).anyMatch(goal -> isOver(PeerKind.ROCKSDB, goal));
            boolean others = workload.start() != Workload.Start.KILLED;
            assertThat(workload.goals().stream().filter(goal -> isOver(PeerKind.DYNAMODB_LOCAL, goal)))
                    .hasSize(others ? 1 : 0);
            assertThat(workload.goals().stream().filter(Parity.class::isInstance))
                    .hasSize(others ? 2 : 0);
        });
        assertThat(Workloads.large())
                .allSatisfy(
                        workload -> assertThat(workload.goals()).isNotEmpty().allMatch(Limit.class::isInstance));
        assertThat(Workloads.compared()).containsAll(Workloads.operations());
    }

    private static boolean isOver(PeerKind peer, Object goal) {
        return goal instanceof Advantage advantage && advantage.over() == peer;
    }

    @Test
    void workloadsAreFoundByTheirNames() {
        Workloads.compared().forEach(workload -> assertThat(Workloads.named(workload.name()))
                .isSameAs(workload));
        assertThat(Workloads.named("get-uniform-3-threads"))
                .isEqualTo(Workloads.named("get-uniform-3-threads"))
                .isNotEqualTo(Workloads.named("get-uniform-4-threads"));
        assertThatThrownBy(() -> Workloads.named("gets"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("get-hot")
                .hasMessageContaining("get-uniform-N-threads");
    }

    @Test
    void threadsShareWhatIsToBeDoneWithoutOverlap() throws Exception {
        DataSet dataSet = new DataSet(10, 200, 5);
        Subject subject = new Subject(PeerKind.STORE, new PeerOptions(Path.of(""), false, 0, 0, 0), dataSet);
        List<Integer> done = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            Client client = new Share(subject, thread, 3).each(10, position -> () -> {
                done.add((int) position);
                return 1;
            });
            for (Operation next = client.next(); next != null; next = client.next()) {
                next.run();
            }
        }
        assertThat(done).containsExactly(0, 3, 6, 9, 1, 4, 7, 2, 5, 8);
    }
}
