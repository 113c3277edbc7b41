package dev.dolmen.benchmarks.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.outcome.Figures;
import dev.dolmen.benchmarks.outcome.Outcome;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.workload.Workloads;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.RunnerException;

/** Trials in processes of their own, as a sitting makes them. */
class TrialRunnerTest {

    private static final DataSet DATA_SET = new DataSet(2_000, 200, 100);

    @TempDir
    Path directory;

    private TrialRunner runner() {
        return new TrialRunner(1, directory.resolve("stores"), directory.resolve("log"), List.of(), List.of());
    }

    @Test
    void aFillIsMeasuredToItsEnd() throws RunnerException {
        Outcome outcome =
                runner().run(new Trial(Workloads.named("fill-random"), PeerKind.STORE, DATA_SET, Memory.BEYOND));
        Figures figures = outcome.figures();
        assertThat(figures.units()).isEqualTo(2_500);
        assertThat(outcome.latencies().getTotalCount()).isEqualTo(2_500);
        assertThat(figures.space().put()).isEqualTo(2_500 * 200);
        assertThat(figures.space().live()).isEqualTo(2_000 * 200);
        assertThat(figures.space().after()).isPositive();
        assertThat(figures.allocatedPerUnit()).isPositive();
        assertThat(figures.use().nanos()).isPositive();
        assertThat(outcome.timeline().length()).isPositive();
        assertThat(outcome.micros(50)).isLessThanOrEqualTo(outcome.micros(99));
    }

    @Test
    void whatAnAnswerTakesIsNoneOfTheGarbage() throws RunnerException {
        Trial trial = new Trial(Workloads.named("get-hot"), PeerKind.ROCKSDB, DATA_SET, Memory.FITS);
        Figures figures = runner().run(trial).figures();
        // The value in an array of its own.
        assertThat(figures.footprint().kept()).isBetween(200.0, 300.0);
        assertThat(figures.footprint().answer())
                .isBetween(figures.footprint().kept() - 5, figures.allocatedPerUnit() + 5);
        assertThat(figures.garbagePerUnit()).isLessThan(figures.allocatedPerUnit());
        assertThat(figures.footprint().heap()).isPositive();
        // Nothing; but what else the process has come to keep meanwhile is counted, too.
        assertThat(runner().run(trial.of(PeerKind.STORE)).figures().footprint().kept())
                .isLessThan(5);
    }

    @Test
    void theDirectoryIsLookedAtBeforeAndAfter() throws RunnerException {
        Figures figures = runner().run(
                        new Trial(Workloads.named("delete-all"), PeerKind.STORE, DATA_SET, Memory.BEYOND))
                .figures();
        assertThat(figures.units()).isEqualTo(2_000);
        assertThat(figures.space().before()).isPositive();
        assertThat(figures.diskLeft()).isPositive();
    }

    @Test
    void aClosedStoreIsOpened() throws RunnerException {
        Outcome outcome = runner().run(new Trial(Workloads.named("open"), PeerKind.STORE, DATA_SET, Memory.BEYOND));
        assertThat(outcome.figures().units()).isEqualTo(1);
    }

    @Test
    void aKilledStoreIsRecovered() throws RunnerException {
        Outcome outcome =
                runner().run(new Trial(Workloads.named("recovery-cold"), PeerKind.STORE, DATA_SET, Memory.BEYOND));
        assertThat(outcome.figures().units()).isEqualTo(1);
    }

    @Test
    void aFailureOfTheProcessIsTold() {
        TrialRunner broken = new TrialRunner(
                1, directory.resolve("stores"), directory.resolve("log"), List.of("-XX:+NoSuchFlag"), List.of());
        Trial trial = new Trial(Workloads.named("get-hot"), PeerKind.STORE, DATA_SET, Memory.BEYOND);
        assertThatThrownBy(() -> broken.run(trial)).isInstanceOf(RunnerException.class);
    }
}
