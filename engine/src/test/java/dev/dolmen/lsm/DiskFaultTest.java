package dev.dolmen.lsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.dolmen.lsm.health.ReadOnlyStoreException;
import dev.dolmen.lsm.health.UnknownOutcomeException;
import dev.dolmen.testkit.DiskOperation;
import dev.dolmen.testkit.Errno;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every single call to the disk fails once. Whatever the store then says must be true: an error that says "nothing
 * written" wrote nothing, what was acknowledged is there, and nothing is acknowledged that is not.
 */
class DiskFaultTest {

    private static final int STEPS = 60;

    private static final Set<DiskOperation.Kind> SYNCS =
            EnumSet.of(DiskOperation.Kind.SYNC, DiskOperation.Kind.SYNC_DIRECTORY, DiskOperation.Kind.RENAME);

    @ParameterizedTest
    @EnumSource(
            value = Errno.class,
            names = {"EIO", "ENOSPC"})
    void everyCallFailsOnce(Errno errno) throws IOException {
        everyCallFailsOnce(errno, 5, 1);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(Errno.class)
    void everyCallFailsOnceInManyRuns(Errno errno) throws IOException {
        for (long seed = 50; seed < 56; seed++) {
            everyCallFailsOnce(errno, seed, 1);
        }
    }

    private static void everyCallFailsOnce(Errno errno, long seed, int stride) throws IOException {
        boolean struck = true;
        for (long call = 0; struck; call += stride) {
            DiskOperation[] hit = new DiskOperation[1];
            SimulatedDisk disk = new SimulatedDisk();
            DiskOperation[] last = new DiskOperation[1];
            Predicate<DiskOperation> any = operation -> {
                last[0] = operation;
                return true;
            };
            disk.inject(new Fault(
                    any,
                    file -> {
                        hit[0] = last[0];
                        return errno.on(file);
                    },
                    call,
                    1));
            try {
                run(disk, new ScriptedRun(seed));
            } catch (IOException | RuntimeException | AssertionError failure) {
                fail(errno + " at call " + call + ", " + hit[0] + ": " + failure, failure);
            }
            struck = hit[0] != null;
        }
    }

    /** As in a thread that runs out of memory. Nobody knows what was done then, so the store may take no more writes. */
    @Test
    void callsMeetAnErrorOnce() throws IOException {
        callsMeetAnErrorOnce(9, 5);
    }

    @Tag("long")
    @Test
    void everyCallMeetsAnErrorOnce() throws IOException {
        for (long seed = 70; seed < 73; seed++) {
            callsMeetAnErrorOnce(seed, 1);
        }
    }

    private static void callsMeetAnErrorOnce(long seed, int stride) throws IOException {
        boolean struck = true;
        for (long call = 0; struck; call += stride) {
            SimulatedDisk disk = new SimulatedDisk();
            DiskOperation[] last = new DiskOperation[1];
            Predicate<DiskOperation> any = operation -> {
                last[0] = operation;
                return true;
            };
            DiskOperation[] hit = new DiskOperation[1];
            Function<Path, Throwable> failure = file -> {
                hit[0] = last[0];
                return new OutOfMemoryError("made for the test");
            };
            disk.inject(new Fault(any, failure, call, 1));
            ScriptedRun run = new ScriptedRun(seed);
            try {
                runUntilAnError(disk, run);
                struck = hit[0] != null;
                assertThat(disk.open()).isEmpty();
                checkAfterPowerLoss(disk, run);
            } catch (IOException | RuntimeException | AssertionError wrong) {
                fail("seed " + seed + ", an error at call " + call + ", " + hit[0] + ": " + wrong, wrong);
            }
        }
    }

    private static void runUntilAnError(SimulatedDisk disk, ScriptedRun run) throws IOException {
        SimulatedClock clock = new SimulatedClock();
        OrderedStore store;
        try {
            store = open(disk, clock);
        } catch (OutOfMemoryError struck) {
            assertThat(disk.open()).isEmpty();
            store = open(disk, clock);
        }
        try {
            for (int i = 0; i < STEPS; i++) {
                clock.step(Duration.ofSeconds(2));
                run.step(store);
            }
        } catch (IOException | OutOfMemoryError stopped) {
            TestStores.contents(store, null);
        }
        try {
            store.close();
        } catch (IOException | OutOfMemoryError struck) {
            store.close();
        }
    }

    private static void run(SimulatedDisk disk, ScriptedRun run) throws IOException {
        SimulatedClock clock = new SimulatedClock();
        OrderedStore store = open(disk, clock);
        for (int i = 0; i < STEPS; i++) {
            clock.step(Duration.ofSeconds(2));
            store = step(store, run, disk, clock);
        }
        close(store);
        checkAfterPowerLoss(disk, run);
    }

    @Test
    void aFailedSyncThenAKillThenAPowerLossInTheRecoveryLosesNothing() throws IOException {
        failedSyncs(6, 7);
    }

    @Tag("long")
    @Test
    void everyFailedSyncThenAKillThenAnyPowerLossInTheRecoveryLosesNothing() throws IOException {
        for (long seed = 60; seed < 64; seed++) {
            failedSyncs(seed, 1);
        }
    }

    /** What a failed sync leaves is seen by the next process, and never gets to the disk. */
    private static void failedSyncs(long seed, int stride) throws IOException {
        boolean struck = true;
        for (long sync = 0; struck; sync++) {
            SimulatedDisk disk = new SimulatedDisk();
            disk.inject(Fault.once(Errno.EIO, operation -> SYNCS.contains(operation.kind()))
                    .after(sync));
            ScriptedRun run = new ScriptedRun(seed);
            struck = isCutShort(disk, run);
            disk.repair();
            if (struck) {
                cutRecoveries(disk.afterKill(), run, 1 + sync % stride, stride, "sync " + sync);
            }
        }
    }

    /** Runs until something fails. */
    private static boolean isCutShort(SimulatedDisk disk, ScriptedRun run) {
        try {
            SimulatedClock clock = new SimulatedClock();
            OrderedStore store =
                    OrderedStore.open(TestStores.DIRECTORY, TestStores.TINY, TestStores.components(disk, clock));
            for (int i = 0; i < STEPS; i++) {
                clock.step(Duration.ofSeconds(2));
                run.step(store);
                if (store.statistics().failedBackgroundRuns() > 0) {
                    return true;
                }
            }
            store.close();
            return false;
        } catch (IOException failure) {
            return true;
        }
    }

    private static void cutRecoveries(SimulatedDisk killed, ScriptedRun run, long first, int stride, String where)
            throws IOException {
        boolean finished = false;
        for (long cut = first; !finished; cut += stride) {
            SimulatedDisk recovering = killed.afterKill();
            recovering.powerOffAfter(recovering.operations() + cut);
            try {
                run.check(TestStores.open(recovering));
                finished = true;
            } catch (IOException cutOff) {
                assertThat(recovering.isPoweredOff())
                        .as("%s: %s", where, cutOff)
                        .isTrue();
            }
            PowerLoss policy = cut % 2 == 0 ? PowerLoss.LOSE_ALL_UNSYNCED : PowerLoss.RANDOM;
            try (OrderedStore store = TestStores.open(recovering.afterPowerLoss(policy, cut))) {
                run.check(store);
                TestStores.check(store);
            } catch (IOException | AssertionError failure) {
                fail(where + ", cut " + cut + " in the recovery: " + failure, failure);
            }
        }
    }

    /** A fault in opening fails that opening alone. */
    private static OrderedStore open(SimulatedDisk disk, SimulatedClock clock) throws IOException {
        try {
            return OrderedStore.open(TestStores.DIRECTORY, TestStores.TINY, TestStores.components(disk, clock));
        } catch (IOException failure) {
            assertThat(disk.open()).as("left open by a failed opening").isEmpty();
            return OrderedStore.open(TestStores.DIRECTORY, TestStores.TINY, TestStores.components(disk, clock));
        }
    }

    private static OrderedStore step(OrderedStore store, ScriptedRun run, SimulatedDisk disk, SimulatedClock clock)
            throws IOException {
        try {
            run.step(store);
            return store;
        } catch (UnknownOutcomeException | ReadOnlyStoreException dead) {
            close(store);
            checkAfterPowerLoss(disk, run);
            OrderedStore reopened = open(disk, clock);
            run.settleRecovered(run.check(reopened));
            return reopened;
        } catch (IOException failure) {
            // Either the write did not happen, or a flush or compaction after it failed.
            int applied = run.check(store);
            run.settle(applied);
            SimulatedDisk killed = disk.afterKill();
            try (OrderedStore recovered = TestStores.open(killed)) {
                assertThat(run.check(recovered)).as("after a kill").isEqualTo(applied);
            }
            return store;
        }
    }

    private static void close(OrderedStore store) {
        try {
            store.close();
        } catch (IOException failure) {
            assertThat(failure).as("a failure to close says why").hasMessageContaining("/store");
        }
    }

    private static void checkAfterPowerLoss(SimulatedDisk disk, ScriptedRun run) throws IOException {
        SimulatedDisk left = disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0);
        try (OrderedStore recovered = TestStores.open(left)) {
            run.check(recovered);
            TestStores.check(recovered);
        }
        assertThat(left.open()).isEmpty();
    }

    /** A disk that is full for a while: nothing is lost, and the same store goes on when there is room. */
    @Test
    void goesOnWhenAFullDiskHasRoomAgain() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        SimulatedClock clock = new SimulatedClock();
        ScriptedRun run = new ScriptedRun(7);
        OrderedStore store =
                OrderedStore.open(TestStores.DIRECTORY, TestStores.TINY, TestStores.components(disk, clock));
        int failures = 0;
        for (int round = 0; round < 10; round++) {
            disk.setCapacityBytes(2_000 + 3_000 * round);
            for (int i = 0; i < 40; i++) {
                clock.step(Duration.ofSeconds(2));
                try {
                    run.step(store);
                } catch (UnknownOutcomeException | ReadOnlyStoreException dead) {
                    fail("a full disk made the store unusable", dead);
                } catch (IOException full) {
                    failures++;
                    run.settle(run.check(store));
                }
            }
            disk.setCapacityBytes(1 << 30);
            clock.step(Duration.ofSeconds(2));
            run.step(store);
            run.check(store);
        }
        assertThat(failures).isPositive();
        store.flush();
        store.compact();
        TestStores.check(store);
        store.close();
        checkAfterPowerLoss(disk, run);
    }
}
