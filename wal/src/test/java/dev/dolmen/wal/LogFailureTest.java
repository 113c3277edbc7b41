package dev.dolmen.wal;

import static dev.dolmen.wal.LogRun.DIRECTORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.testkit.DiskOperation.Kind;
import dev.dolmen.testkit.Errno;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A failed sync ends the log; a full disk does not. */
class LogFailureTest {

    private final LogOptions options = LogRun.options(4096, 512, 1, 7);
    private final SimulatedDisk disk = new SimulatedDisk();

    private Log open(SimulatedDisk disk, List<Slice> shown) throws IOException {
        return Log.open(
                disk,
                DIRECTORY,
                options,
                Log.NO_SEGMENT,
                (segment, offset, payload) -> shown.add(LogRun.copy(payload)));
    }

    @Test
    void nothingSucceedsAfterAFailedSyncButWhatWasDurable() throws IOException {
        Log log = open(disk, new ArrayList<>());
        long durable = log.append(LogRun.payload(0, 50));
        log.awaitDurable(durable);
        long lost = log.append(LogRun.payload(1, 50));
        disk.inject(Fault.once(Errno.EIO, operation -> operation.kind() == Kind.SYNC));

        assertThatThrownBy(() -> log.awaitDurable(lost))
                .isInstanceOf(LogFailedException.class)
                .hasCauseInstanceOf(FileSystemException.class)
                .hasMessageContaining("Input/output error");
        // The disk works again; only the log must not believe it.
        assertThatThrownBy(() -> log.awaitDurable(lost)).isInstanceOf(LogFailedException.class);
        assertThatThrownBy(() -> log.append(LogRun.payload(2, 50))).isInstanceOf(LogFailedException.class);
        assertThatThrownBy(log::sync).isInstanceOf(LogFailedException.class);
        assertThatThrownBy(log::rotate).isInstanceOf(LogFailedException.class);
        log.awaitDurable(durable);
        assertThat(log.durablePosition()).isEqualTo(durable);
        log.close();
        assertThat(disk.open()).isEmpty();
    }

    @Test
    void whatRecoveryShowsAfterAFailedSyncSurvivesPowerLoss() throws IOException {
        Log log = open(disk, new ArrayList<>());
        log.append(LogRun.payload(0, 50));
        disk.inject(Fault.once(Errno.EIO, operation -> operation.kind() == Kind.SYNC));
        assertThatThrownBy(log::sync).isInstanceOf(LogFailedException.class);

        // The page cache still holds the record, marked clean: no sync of this file will ever write it.
        SimulatedDisk restarted = disk.afterKill();
        List<Slice> shown = new ArrayList<>();
        open(restarted, shown);
        assertThat(shown).containsExactly(LogRun.payload(0, 50));
        List<Slice> shownAgain = new ArrayList<>();
        open(restarted.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0), shownAgain);
        assertThat(shownAgain).isEqualTo(shown);
    }

    @Test
    void aNameWhoseSyncFailedIsMadeAnew() throws IOException {
        disk.inject(Fault.once(
                Errno.EIO,
                operation -> operation.kind() == Kind.SYNC_DIRECTORY
                        && operation.file().equals(DIRECTORY)));
        assertThatThrownBy(() -> open(disk, new ArrayList<>())).isInstanceOf(LogFailedException.class);
        Log log = open(disk, new ArrayList<>());
        log.append(LogRun.payload(0, 50));
        log.sync();
        List<Slice> shown = new ArrayList<>();
        open(disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0), shown);
        assertThat(shown).hasSize(1);
    }

    @Test
    void aFullDiskRefusesRecordsAndTakesThemWhenThereIsRoom() throws IOException {
        Log log = open(disk, new ArrayList<>());
        disk.setCapacityBytes(20_000);
        List<Slice> accepted = new ArrayList<>();
        int refused = 0;
        for (int i = 0; refused < 20; i++) {
            Slice payload = LogRun.payload(i, i % 700);
            try {
                log.append(payload);
                accepted.add(payload);
            } catch (LogFailedException dead) {
                throw new AssertionError(dead);
            } catch (IOException full) {
                refused++;
            }
        }
        log.sync();
        disk.setCapacityBytes(40_000);
        Slice last = LogRun.payload(-1, 2000);
        log.awaitDurable(log.append(last));
        accepted.add(last);

        List<Slice> shown = new ArrayList<>();
        open(disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0), shown);
        assertThat(shown).isEqualTo(accepted);
    }

    @Test
    void aRecordThatFailedHalfWayIsNeitherShownNorTakenForDamage() throws IOException {
        Log log = open(disk, new ArrayList<>());
        log.append(LogRun.payload(0, 50));
        // Zeros were written ahead, so the next write is that of the record; the payload is long enough for two calls.
        disk.inject(Fault.once(Errno.EIO, operation -> operation.kind() == Kind.WRITE)
                .after(2));
        assertThatThrownBy(() -> log.append(LogRun.payload(1, 100_000)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(LogFailedException.class);
        log.append(LogRun.payload(2, 50));
        log.sync();
        List<Slice> shown = new ArrayList<>();
        open(disk.afterKill(), shown);
        assertThat(shown).containsExactly(LogRun.payload(0, 50), LogRun.payload(2, 50));
    }

    @Test
    void aRecordThatFailedThoughAllOfItWasWrittenIsNotShown() throws IOException {
        AtomicInteger writesToFail = new AtomicInteger();
        FileSystem unreliable = HookedFiles.on(disk, method -> {
            if (method.equals("write") && writesToFail.getAndDecrement() > 0) {
                throw new IOException("failed, after the fact");
            }
        });
        Log log = Log.open(unreliable, DIRECTORY, options, Log.NO_SEGMENT, (segment, offset, payload) -> {});
        log.append(LogRun.payload(0, 50));
        writesToFail.set(1);
        assertThatThrownBy(() -> log.append(LogRun.payload(1, 50))).hasMessage("failed, after the fact");
        for (SimulatedDisk left : List.of(disk.afterKill(), disk.afterPowerLoss(PowerLoss.KEEP_ALL, 0))) {
            List<Slice> shown = new ArrayList<>();
            open(left, shown);
            assertThat(shown).containsExactly(LogRun.payload(0, 50));
        }
        log.append(LogRun.payload(2, 20));
        List<Slice> shown = new ArrayList<>();
        open(disk.afterKill(), shown);
        assertThat(shown).containsExactly(LogRun.payload(0, 50), LogRun.payload(2, 20));
    }

    @Test
    void aRecordAppendedDuringASyncIsNotTakenForSynced() throws IOException {
        AtomicReference<Log> appendTo = new AtomicReference<>();
        FileSystem slow = HookedFiles.on(disk, method -> {
            Log log = appendTo.getAndSet(null);
            if (log != null) {
                log.append(LogRun.payload(1, 50));
            }
        });
        Log log = Log.open(slow, DIRECTORY, options, Log.NO_SEGMENT, (segment, offset, payload) -> {});
        long position = log.append(LogRun.payload(0, 50));
        appendTo.set(log);
        log.awaitDurable(position);
        assertThat(log.appendedPosition()).isGreaterThan(position);
        assertThat(log.durablePosition()).isEqualTo(position);
    }

    @Test
    void aProcessWithoutFileDescriptorsLosesNoLog() throws IOException {
        List<Slice> appended = new ArrayList<>();
        Log log = open(disk, new ArrayList<>());
        while (disk.files().size() < 2) {
            append(log, appended);
        }
        assertThat(disk.files().toString()).contains(".begun");
        Set<Kind> needDescriptors =
                Set.of(Kind.CREATE, Kind.OPEN_FOR_READING, Kind.OPEN_FOR_WRITING, Kind.OPEN_DIRECTORY, Kind.LIST);
        disk.inject(Fault.lasting(Errno.EMFILE, operation -> needDescriptors.contains(operation.kind())));
        log.sync();
        assertThat(log.currentSegment()).isEqualTo(2);
        assertThatThrownBy(() -> {
                    while (true) {
                        append(log, appended);
                    }
                })
                .hasMessageContaining("Too many open files")
                .isNotInstanceOf(LogFailedException.class);
        log.sync();
        disk.repair();
        append(log, appended);
        log.close();
        assertThat(disk.open()).isEmpty();
        List<Slice> shown = new ArrayList<>();
        open(disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0), shown);
        assertThat(shown).isEqualTo(appended);
    }

    /** The next segment is durable by then, and its header says where the one before ends. */
    @Test
    void aFullSegmentThatCannotBeSealedIsFollowedAllTheSame() throws IOException {
        List<Slice> appended = new ArrayList<>();
        Log log = open(disk, new ArrayList<>());
        append(log, appended);
        AtomicInteger renames = new AtomicInteger();
        disk.inject(Fault.once(Errno.ENOSPC, operation -> {
            if (operation.is(Kind.RENAME, "0000000002.wal")) {
                renames.incrementAndGet();
            }
            return renames.get() > 0 && operation.is(Kind.WRITE, "0000000001.wal");
        }));
        assertThat(log.rotate()).isEqualTo(2);
        append(log, appended);
        log.sync();
        log.rotate();
        append(log, appended);
        log.close();
        assertThat(disk.open()).isEmpty();
        List<Slice> shown = new ArrayList<>();
        open(disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0), shown);
        assertThat(shown).isEqualTo(appended);
    }

    private static void append(Log log, List<Slice> appended) throws IOException {
        Slice payload = LogRun.payload(appended.size(), 50);
        log.append(payload);
        appended.add(payload);
    }

    @Test
    void aSegmentIsLetGoOfThoughWordOfItCameBackAsAFailure() throws IOException {
        AtomicInteger failures = new AtomicInteger();
        FileSystem unreliable = HookedFiles.onNames(disk, method -> {
            if ((method.equals("rename") || method.equals("delete")) && failures.getAndDecrement() > 0) {
                throw new IOException("failed, after the fact");
            }
        });
        Log log = Log.open(unreliable, DIRECTORY, options, Log.NO_SEGMENT, (segment, offset, payload) -> {});
        for (int i = 0; i < 4; i++) {
            log.append(LogRun.payload(i, 10));
            log.rotate();
        }
        for (int attempt = 0; attempt < 3; attempt++) {
            failures.set(1);
            assertThatThrownBy(() -> log.releaseBefore(5)).hasMessage("failed, after the fact");
        }
        log.releaseBefore(5);
        assertThat(disk.list(DIRECTORY))
                .contains("0000000005.wal")
                .allMatch(name -> !name.matches("000000000[1-4].wal"));
        log.append(LogRun.payload(4, 10));
        log.rotate();
    }

    @Test
    void refusesBadArgumentsBeforeWritingAnything() throws IOException {
        Log log = open(disk, new ArrayList<>());
        assertThatThrownBy(() -> log.awaitDurable(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.append(new Slice(new byte[Log.MAX_PAYLOAD_BYTES + 1])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log.appendedPosition()).isZero();
        assertThatThrownBy(() -> LogOptions.DEFAULT.withSegmentBytes(100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogOptions.DEFAULT.withPreallocationBytes(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogOptions.DEFAULT.withSpareSegments(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
