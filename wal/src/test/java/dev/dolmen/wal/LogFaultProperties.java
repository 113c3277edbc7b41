package dev.dolmen.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.testkit.Errno;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Lets each call to the disk fail once, in turn. A failure is clean (the log goes on, and what failed succeeds when tried
 * again) or final (nothing more is acknowledged); either way no acknowledged record is lost, and none comes back whose
 * append failed cleanly.
 */
class LogFaultProperties {

    private static final int RECORDS = 12;
    private static final int KEPT_OPEN = 3; // one is written, one waits for its sync, and the directory

    private final List<Slice> accepted = new ArrayList<>();
    private int acknowledged;
    private boolean dead;

    @Property(tries = 150)
    void survivesEachCallFailingOnce(
            @ForAll("segmentBytes") int segmentBytes,
            @ForAll("preallocation") int preallocation,
            @ForAll Errno errno,
            @ForAll long seed)
            throws IOException {
        LogOptions options = LogRun.options(segmentBytes, preallocation, 1, seed);
        boolean struck = true;
        for (long call = 0; struck; call++) {
            accepted.clear();
            acknowledged = 0;
            dead = false;
            SimulatedDisk disk = new SimulatedDisk();
            disk.createDirectories(LogRun.DIRECTORY);
            AtomicLong calls = new AtomicLong();
            disk.inject(
                    Fault.once(errno, operation -> calls.incrementAndGet() > 0).after(call));
            runWithRetries(disk, options);
            struck = calls.get() > call;
            disk.repair();
            checkRecovery(disk.afterKill(), options);
            checkRecovery(disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0), options);
            checkRecovery(disk.afterPowerLoss(PowerLoss.RANDOM, seed + call), options);
        }
    }

    private void runWithRetries(SimulatedDisk disk, LogOptions options) throws IOException {
        Log log;
        try {
            log = open(disk, options, Log.NO_SEGMENT);
        } catch (IOException once) {
            log = open(disk, options, Log.NO_SEGMENT);
        }
        for (int i = 0; i < RECORDS && !dead; i++) {
            append(log, LogRun.payload(i, 40 * i));
            if (i % 3 == 2 && !dead) {
                await(log);
            }
            assertThat(disk.open()).as("open files").hasSizeLessThanOrEqualTo(KEPT_OPEN);
        }
        try {
            log.close();
            acknowledged = dead ? acknowledged : accepted.size();
        } catch (IOException closed) {
            assertThat(log.durablePosition()).isLessThanOrEqualTo(log.appendedPosition());
        }
        assertThat(disk.open()).as("open files").isEmpty();
    }

    private void append(Log log, Slice payload) {
        accepted.add(payload);
        try {
            log.append(payload);
        } catch (LogFailedException fateUnknown) {
            dead = true;
            requireDead(log);
        } catch (IOException clean) {
            try {
                log.append(payload);
            } catch (IOException again) {
                throw new AssertionError("fails though the disk works again", again);
            }
        }
    }

    private void await(Log log) {
        try {
            log.sync();
            acknowledged = accepted.size();
        } catch (LogFailedException failure) {
            dead = true;
            requireDead(log);
        }
    }

    private static void requireDead(Log log) {
        for (int i = 0; i < 3; i++) {
            try {
                log.append(LogRun.payload(0, 10));
                throw new AssertionError("a dead log took a record");
            } catch (LogFailedException expected) {
                assertThat(expected.getCause()).isNotNull();
            } catch (IOException other) {
                throw new AssertionError(other);
            }
        }
    }

    private static Log open(SimulatedDisk disk, LogOptions options, long firstLive) throws IOException {
        return Log.open(disk, LogRun.DIRECTORY, options, firstLive, (segment, offset, payload) -> {});
    }

    private void checkRecovery(SimulatedDisk disk, LogOptions options) throws IOException {
        List<Slice> shown = show(disk, options);
        assertThat(shown.size()).isBetween(acknowledged, accepted.size());
        assertThat(shown.equals(accepted.subList(0, shown.size())))
                .as("what is shown was accepted")
                .isTrue();
        assertThat(show(disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0), options)
                        .equals(shown))
                .as("what was shown stays")
                .isTrue();
    }

    private static List<Slice> show(SimulatedDisk disk, LogOptions options) throws IOException {
        List<Slice> shown = new ArrayList<>();
        Log.open(
                disk,
                LogRun.DIRECTORY,
                options,
                Log.NO_SEGMENT,
                (segment, offset, payload) -> shown.add(LogRun.copy(payload)));
        return shown;
    }

    @Provide
    Arbitrary<Integer> segmentBytes() {
        return Arbitraries.of(512, 1024, 1 << 20);
    }

    @Provide
    Arbitrary<Integer> preallocation() {
        return Arbitraries.of(0, 200, 4096);
    }
}
