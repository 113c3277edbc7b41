package dev.dolmen.lsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power cut after every single change of the disk in a run that flushes, compacts and switches manifests; and again
 * during the recovery, and again after it. Every state opens, has all that was acknowledged, nothing in part, and keeps
 * what it once showed.
 */
class PowerCutTest {

    private static final int STEPS = 90;

    /** Less memory than the store was written with, so that recovery writes tables. */
    private static final StoreOptions LESS_MEMORY =
            TestStores.TINY.toBuilder().memtableBytes(150).sealedMemtables(1).build();

    /** What a cut left, and the writes that led there. */
    private record Crash(SimulatedDisk disk, ScriptedRun run) {}

    private static Crash crash(long seed, long lastOperation) {
        SimulatedDisk disk = new SimulatedDisk();
        disk.powerOffAfter(lastOperation);
        ScriptedRun run = new ScriptedRun(seed);
        try {
            OrderedStore store = TestStores.open(disk);
            for (int i = 0; i < STEPS; i++) {
                run.step(store);
            }
            store.close();
        } catch (IOException cut) {
            assertThat(disk.isPoweredOff()).as("failed without a cut: " + cut).isTrue();
        }
        return new Crash(disk, run);
    }

    private static long operations(long seed) {
        return crash(seed, Long.MAX_VALUE).disk.operations();
    }

    @ParameterizedTest
    @EnumSource(PowerLoss.class)
    void everyCutRecovers(PowerLoss policy) throws IOException {
        long operations = operations(1);
        assertThat(operations).isGreaterThan(400);
        for (long cut = 0; cut <= operations; cut++) {
            Crash crash = crash(1, cut);
            recover(crash, crash.disk.afterPowerLoss(policy, cut), "cut " + cut);
        }
    }

    @Test
    void everyKillRecovers() throws IOException {
        long operations = operations(2);
        for (long cut = 0; cut <= operations; cut++) {
            Crash crash = crash(2, cut);
            SimulatedDisk killed = crash.disk.afterKill();
            String where = "kill " + cut;
            int shown = recover(crash, killed, where);
            assertThat(shown)
                    .as("a kill loses nothing that was written")
                    .isGreaterThanOrEqualTo(crash.run.acknowledged());
        }
    }

    /** Opens, checks, loses the power again, and must find the very same. */
    private static int recover(Crash crash, SimulatedDisk disk, String where) throws IOException {
        return recover(crash, disk, TestStores.TINY, where);
    }

    private static int recover(Crash crash, SimulatedDisk disk, StoreOptions options, String where) throws IOException {
        try {
            OrderedStore store = TestStores.open(disk, options);
            int shown = crash.run.check(store);
            TestStores.check(store);
            SimulatedDisk again = disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0);
            try (OrderedStore reopened = TestStores.open(again, options)) {
                assertThat(crash.run.check(reopened))
                        .as("shown once, shown again")
                        .isEqualTo(shown);
            }
            store.close();
            return shown;
        } catch (IOException | AssertionError failure) {
            return fail(where + ": " + failure, failure);
        }
    }

    /** The recovery is itself cut after each of its changes; then the next one must do, and show nothing less. */
    @Test
    void everyCutInRecoveryRecovers() throws IOException {
        cutsInRecovery(operations(3) / 12, 3, TestStores.TINY);
    }

    @Test
    void everyCutInARecoveryWithLessMemoryRecovers() throws IOException {
        cutsInRecovery(operations(4) / 12, 4, LESS_MEMORY);
    }

    /** What the killed process wrote last is still there for the recovery to see, and may be gone for the next one. */
    @Test
    void everyPowerLossInARecoveryAfterAKillRecovers() throws IOException {
        long operations = operations(5);
        for (long cut = 0; cut <= operations; cut += 7) {
            cutsInRecovery(crash(5, cut), SimulatedDisk::afterKill, TestStores.TINY, "cut " + cut);
        }
    }

    @Test
    @Tag("long")
    void everyPowerLossInEveryRecoveryAfterAKillRecovers() throws IOException {
        for (long seed = 20; seed < 24; seed++) {
            long operations = operations(seed);
            for (long cut = 0; cut <= operations; cut++) {
                String where = "seed " + seed + " cut " + cut;
                cutsInRecovery(crash(seed, cut), SimulatedDisk::afterKill, TestStores.TINY, where);
                cutsInRecovery(crash(seed, cut), SimulatedDisk::afterKill, LESS_MEMORY, where);
            }
        }
    }

    @Test
    @Tag("long")
    void everyCutInEveryRecoveryRecovers() throws IOException {
        for (long seed = 10; seed < 14; seed++) {
            cutsInRecovery(1, seed, TestStores.TINY);
            cutsInRecovery(1, seed, LESS_MEMORY);
        }
    }

    @Test
    @Tag("long")
    void everyCutOfManyRunsRecovers() throws IOException {
        for (long seed = 100; seed < 130; seed++) {
            long operations = operations(seed);
            for (long cut = 0; cut <= operations; cut++) {
                Crash crash = crash(seed, cut);
                for (int i = 0; i < 4; i++) {
                    recover(
                            crash,
                            crash.disk.afterPowerLoss(PowerLoss.RANDOM, 31 * cut + i),
                            "seed " + seed + " cut " + cut + " outcome " + i);
                }
            }
        }
    }

    private static void cutsInRecovery(long stride, long seed, StoreOptions options) throws IOException {
        long operations = operations(seed);
        for (long cut = 0; cut <= operations; cut += stride) {
            long outcome = cut;
            cutsInRecovery(
                    crash(seed, cut),
                    disk -> disk.afterPowerLoss(PowerLoss.RANDOM, outcome),
                    options,
                    "seed " + seed + " cut " + cut);
        }
    }

    private static void cutsInRecovery(
            Crash crash, UnaryOperator<SimulatedDisk> end, StoreOptions options, String where) throws IOException {
        SimulatedDisk left = end.apply(crash.disk);
        boolean finished = false;
        for (long second = 1; !finished; second++) {
            SimulatedDisk recovering = left.afterKill();
            recovering.powerOffAfter(recovering.operations() + second);
            try {
                OrderedStore store = TestStores.open(recovering, options);
                crash.run.check(store);
                finished = true;
            } catch (IOException expected) {
                assertThat(recovering.isPoweredOff())
                        .as("failed without a cut: " + expected)
                        .isTrue();
                String there = where + ", in recovery " + second;
                PowerLoss policy = second % 2 == 0 ? PowerLoss.RANDOM : PowerLoss.LOSE_ALL_UNSYNCED;
                recover(crash, recovering.afterPowerLoss(policy, second), options, there);
                recover(crash, recovering.afterKill(), options, there + " killed");
            }
        }
    }
}
