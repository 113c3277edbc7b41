package dev.dolmen.wal;

import static dev.dolmen.wal.LogRun.Action;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.PowerLossException;
import dev.dolmen.testkit.SimulatedDisk;
import dev.dolmen.wal.LogRun.Step;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/**
 * Cuts the power after every change to the disk, and again during and after the recovery. Whatever the disk keeps: every
 * record acknowledged or shown before is there, in order, with no gap and nothing made up.
 */
class LogCrashProperties {

    @Property(tries = 150)
    void survivesEveryPowerCut(@ForAll("steps") List<Step> steps, @ForAll("options") LogShape shape, @ForAll long seed)
            throws IOException {
        crashEverywhere(steps, shape, seed, 3);
    }

    @Property(tries = 1000)
    @Tag("long")
    void survivesEveryPowerCutManyTimes(
            @ForAll("steps") List<Step> steps, @ForAll("options") LogShape shape, @ForAll long seed)
            throws IOException {
        crashEverywhere(steps, shape, seed, 8);
    }

    private static void crashEverywhere(List<Step> steps, LogShape shape, long seed, int outcomes) throws IOException {
        Random random = new Random(seed);
        boolean finished = false;
        for (int operation = 1; !finished; operation++) {
            SimulatedDisk disk = new SimulatedDisk();
            disk.powerOffAfter(operation);
            LogRun run = new LogRun(shape.options(seed));
            finished = !losesPower(() -> run.run(disk, steps));
            checkKill(run.fork(), disk.afterKill(), random);
            for (int outcome = 0; outcome < outcomes; outcome++) {
                checkPowerLoss(run.fork(), disk.afterPowerLoss(policy(outcome), random.nextLong()), random);
            }
        }
    }

    /** The process dies, the machine lives: all appended records are there, and stay when the machine dies next. */
    private static void checkKill(LogRun run, SimulatedDisk left, Random random) throws IOException {
        run.acknowledged = run.returned;
        checkPowerLoss(run, left, random);
    }

    private static void checkPowerLoss(LogRun run, SimulatedDisk left, Random random) throws IOException {
        // Cut again somewhere in the recovery: nobody has seen anything of it.
        SimulatedDisk cutAgain = left.afterPowerLoss(PowerLoss.KEEP_ALL, 0);
        cutAgain.powerOffAfter(cutAgain.operations() + 1 + random.nextInt(8));
        LogRun interrupted = run.fork();
        if (losesPower(() -> interrupted.recover(cutAgain))) {
            run.fork().recover(cutAgain.afterPowerLoss(PowerLoss.RANDOM, random.nextLong()));
        }
        // Cut again after it: what was shown stays, and so does what was appended to it.
        List<Slice> shown = run.recover(left);
        run.acknowledged = run.returned = run.tried.size();
        SimulatedDisk again = left.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0);
        assertThat(run.recover(again)).isEqualTo(shown);
        run.run(again, List.of(new Step(Action.APPEND, 40), new Step(Action.AWAIT, 0), new Step(Action.APPEND, 100)));
        run.recover(again.afterPowerLoss(PowerLoss.RANDOM, random.nextLong()));
    }

    private static PowerLoss policy(int outcome) {
        return outcome < 2 ? PowerLoss.values()[outcome] : PowerLoss.RANDOM;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static boolean losesPower(Work work) throws IOException {
        try {
            work.run();
            return false;
        } catch (PowerLossException e) {
            return true;
        } catch (LogFailedException e) {
            assertThat(e).hasRootCauseInstanceOf(PowerLossException.class);
            return true;
        }
    }

    /** The numbers of {@link LogOptions} that matter here. */
    record LogShape(int segmentBytes, int preallocationBytes, int spares) {
        LogOptions options(long seed) {
            return LogRun.options(segmentBytes, preallocationBytes, spares, seed);
        }
    }

    @Provide
    Arbitrary<LogShape> options() {
        return Combinators.combine(
                        Arbitraries.of(512, 1024, 4096),
                        Arbitraries.of(0, 256, 4096),
                        Arbitraries.integers().between(0, 2))
                .as(LogShape::new);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> bytes = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, 80)),
                Tuple.of(3, Arbitraries.integers().between(80, 600)),
                Tuple.of(1, Arbitraries.integers().between(600, 3000)));
        Arbitrary<Action> actions = Arbitraries.frequency(
                Tuple.of(8, Action.APPEND),
                Tuple.of(4, Action.AWAIT),
                Tuple.of(1, Action.ROTATE),
                Tuple.of(2, Action.ROTATE_AND_RELEASE),
                Tuple.of(2, Action.REOPEN));
        return Combinators.combine(actions, bytes)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }
}
