package dev.dolmen.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.report.Section;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Workload;
import dev.dolmen.benchmarks.workload.Workloads;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramTest {

    private static List<Trial> trials(Program program, double scale) {
        return program.sections(scale).stream()
                .flatMap(section -> section.trials().stream())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void everythingWithAGoalIsRunOnTheStoreAndOnATable(Program program) {
        List<Trial> trials = trials(program, 1);
        assertThat(trials).doesNotHaveDuplicates();
        for (PeerKind own : List.of(PeerKind.STORE, PeerKind.DOLMEN)) {
            List<Workload> run = trials.stream()
                    .filter(trial -> trial.peer() == own)
                    .map(Trial::workload)
                    .toList();
            assertThat(run).containsAll(Workloads.compared()).containsAll(Workloads.large());
        }
        assertThat(trials.stream().filter(trial -> trial.peer() == PeerKind.DYNAMODB_LOCAL))
                .extracting(Trial::workload)
                .containsExactlyElementsOf(Workloads.operations());
    }

    @ParameterizedTest
    @EnumSource
    void whomOthersAreComparedWithRunsFirst(Program program) {
        for (Section section : program.sections(1)) {
            Trial first = section.trials().get(0);
            if (section.trials().stream().anyMatch(trial -> trial.peer() == section.reference())) {
                assertThat(first.peer()).isEqualTo(section.reference());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void dataIsScaled(Program program) {
        List<Trial> whole = trials(program, 1);
        List<Trial> tenth = trials(program, 0.1);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(tenth.get(i).dataSet().rows())
                    .isEqualTo(Math.round(0.1 * whole.get(i).dataSet().rows()));
        }
    }
}
