package dev.dolmen.wal;

import static dev.dolmen.wal.LogRun.DIRECTORY;
import static dev.dolmen.wal.SegmentFormat.RECORD_HEADER_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 100;

    private final LogOptions options = LogRun.options(4096, 1024, 1, 3);
    private final SimulatedDisk disk = new SimulatedDisk();

    private static RecordSink into(List<Slice> shown) {
        return (segment, offset, payload) -> shown.add(LogRun.copy(payload));
    }

    private Log open(long firstLive) throws IOException {
        return Log.open(disk, DIRECTORY, options, firstLive, (segment, offset, payload) -> {});
    }

    @Test
    void showsAgainWhatWasAppended() throws IOException {
        List<Slice> appended = new ArrayList<>();
        try (Log log = open(Log.NO_SEGMENT)) {
            for (int bytes : new int[] {0, 1, 20, 5000, 3, 200_000, 7}) {
                appended.add(LogRun.payload(bytes, bytes));
                log.append(appended.get(appended.size() - 1));
            }
            assertThat(log.durablePosition()).isLessThan(log.appendedPosition());
        }
        List<Slice> shown = new ArrayList<>();
        Log.open(disk, DIRECTORY, options, 1, into(shown)).close();
        assertThat(shown).isEqualTo(appended);
        assertThat(disk.open()).isEmpty();
    }

    @Test
    void tellsInWhichSegmentEachRecordIsFromNowOn() throws IOException {
        Log log = open(Log.NO_SEGMENT);
        log.append(LogRun.payload(0, 10));
        assertThat(log.rotate()).isEqualTo(2);
        log.append(LogRun.payload(1, 10));
        log.sync();
        log.append(LogRun.payload(2, 10));
        log.append(LogRun.payload(3, 10)); // vouches for record 1, and is copied with record 2
        List<Long> segments = new ArrayList<>();
        Log reopened =
                Log.open(disk.afterKill(), DIRECTORY, options, 1, (segment, offset, payload) -> segments.add(segment));
        assertThat(segments).containsExactly(1L, 2L, 3L, 3L);
        assertThat(reopened.currentSegment()).isEqualTo(3);
    }

    /** Memory is for many records to a sync: with a sync for each it costs more than write calls do (ADR 23). */
    @Test
    void expectsManyWritesOnlyWhereSyncsAreFarApart() throws IOException {
        AtomicInteger announcements = new AtomicInteger();
        FileSystem hooked = HookedFiles.on(disk, method -> {
            if (method.equals("expectWrites")) {
                announcements.incrementAndGet();
            }
        });
        Log log = Log.open(
                hooked,
                DIRECTORY,
                options.withSegmentBytes(64 << 20),
                Log.NO_SEGMENT,
                (segment, offset, payload) -> {});
        Slice payload = LogRun.payload(0, 10_000);
        for (int i = 0; i < 50; i++) {
            log.append(payload);
            log.sync();
        }
        assertThat(announcements).hasValue(0);
        for (int i = 0; i < 50; i++) {
            log.append(payload);
        }
        int announced = announcements.get();
        assertThat(announced).isPositive();
        log.sync();
        for (int i = 0; i < 50; i++) {
            log.append(payload);
            log.sync();
        }
        assertThat(announcements).as("taken back, and not made again").hasValue(announced + 1);
    }

    /** What the caller recorded last before it was killed may yet be undone, so nothing rests on it. */
    @Test
    void keepsWhatIsNotNeededUntilItIsLetGo() throws IOException {
        Log log = open(Log.NO_SEGMENT);
        log.append(LogRun.payload(0, 10));
        log.rotate();
        log.append(LogRun.payload(1, 10));
        log.rotate();
        log.append(LogRun.payload(2, 10));
        log.sync();
        SimulatedDisk killed = disk.afterKill();
        List<Slice> shown = new ArrayList<>();
        Log recovered = Log.open(killed, DIRECTORY, options, 3, into(shown));
        assertThat(shown).containsExactly(LogRun.payload(2, 10));
        assertThat(killed.list(DIRECTORY)).contains("0000000001.wal", "0000000002.wal");
        List<Slice> all = new ArrayList<>();
        Log.open(killed.afterPowerLoss(PowerLoss.KEEP_ALL, 0), DIRECTORY, options, 1, into(all));
        assertThat(all).containsExactly(LogRun.payload(0, 10), LogRun.payload(1, 10), LogRun.payload(2, 10));
        recovered.releaseBefore(3);
        assertThat(killed.list(DIRECTORY)).doesNotContain("0000000001.wal", "0000000002.wal");
        recovered.close();
    }

    @Test
    void writesReleasedSegmentsOverAndDeletesTheRest() throws IOException {
        Log log = open(Log.NO_SEGMENT);
        log.append(LogRun.payload(0, 10));
        log.rotate();
        log.append(LogRun.payload(1, 10));
        long current = log.rotate();
        log.releaseBefore(current);
        assertThat(disk.list(DIRECTORY)).containsExactly("0000000001.wal.spare", "0000000003.wal");
        log.rotate();
        assertThat(disk.list(DIRECTORY)).containsExactly("0000000003.wal", "0000000004.wal");
        assertThat(log.statistics().segmentsRecycled()).isEqualTo(1);
        log.append(LogRun.payload(2, 10));
        List<Slice> shown = new ArrayList<>();
        Log.open(disk.afterKill(), DIRECTORY, options, current, into(shown));
        assertThat(shown).containsExactly(LogRun.payload(2, 10));
    }

    /** Nobody who only appends waits for the disk when a segment is full, unless the one before is not synced yet either. */
    @Test
    void goesOnInTheNextSegmentWithoutASync() throws IOException {
        AtomicInteger syncs = new AtomicInteger();
        FileSystem hooked = HookedFiles.on(disk, method -> {
            if (method.equals("sync") || method.equals("syncDirectory")) {
                syncs.incrementAndGet();
            }
        });
        Log log = Log.open(hooked, DIRECTORY, options, Log.NO_SEGMENT, (segment, offset, payload) -> {});
        Slice half = LogRun.payload(0, 1900);
        log.append(half);
        int before = syncs.get();
        log.append(half);
        log.append(half);
        assertThat(syncs).hasValue(before);
        assertThat(disk.list(DIRECTORY)).containsExactly("0000000001.wal", "0000000002.wal.begun");
        assertThat(log.currentSegment()).as("sure to be there").isEqualTo(1);
        log.append(half);
        log.append(half);
        assertThat(disk.list(DIRECTORY)).containsExactly("0000000001.wal", "0000000002.wal", "0000000003.wal.begun");
        assertThat(log.durablePosition()).as("both full segments").isEqualTo(4 * (1900 + RECORD_HEADER_BYTES));
        log.sync();
        assertThat(disk.list(DIRECTORY)).containsExactly("0000000001.wal", "0000000002.wal", "0000000003.wal");
        assertThat(log.currentSegment()).isEqualTo(3);
    }

    @Test
    void showsWhatIsInABegunSegmentAfterTheProcessDied() throws IOException {
        Log log = open(Log.NO_SEGMENT);
        List<Slice> appended = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            appended.add(LogRun.payload(i, 1900));
            log.append(appended.get(i));
        }
        SimulatedDisk left = disk.afterKill();
        assertThat(left.list(DIRECTORY)).contains("0000000002.wal.begun");
        List<Slice> shown = new ArrayList<>();
        Log.open(left, DIRECTORY, options, Log.NO_SEGMENT, into(shown)).close();
        assertThat(shown).isEqualTo(appended);
        assertThat(left.list(DIRECTORY)).doesNotContain("0000000002.wal.begun");
    }

    /** A power failure may lose a block of the full segment and keep what was appended after it. */
    @Test
    void dropsABegunSegmentWhenTheOneBeforeIsNotWhole() throws IOException {
        Log log = open(Log.NO_SEGMENT);
        log.append(LogRun.payload(0, 1900));
        log.sync();
        log.append(LogRun.payload(1, 1900));
        log.append(LogRun.payload(2, 1900));
        SimulatedDisk left = disk.afterKill();
        left.damage(DIRECTORY.resolve("0000000001.wal")).flipBit(3000, 0);
        List<Slice> shown = new ArrayList<>();
        Log.open(left, DIRECTORY, options, Log.NO_SEGMENT, into(shown));
        assertThat(shown).containsExactly(LogRun.payload(0, 1900));
        assertThat(left.list(DIRECTORY)).doesNotContain("0000000002.wal.begun");
    }

    @Test
    void dropsABegunSegmentWhoseHeaderDidNotGetToTheDisk() throws IOException {
        Log log = open(Log.NO_SEGMENT);
        for (int i = 0; i < 3; i++) {
            log.append(LogRun.payload(i, 1900));
        }
        SimulatedDisk left = disk.afterKill();
        left.damage(DIRECTORY.resolve("0000000002.wal.begun")).flipBit(9, 0);
        List<Slice> shown = new ArrayList<>();
        Log.open(left, DIRECTORY, options, Log.NO_SEGMENT, into(shown));
        assertThat(shown).containsExactly(LogRun.payload(0, 1900), LogRun.payload(1, 1900));
    }

    /** So a small store has a small log, and a large one is not held up by filling every other record's room. */
    @Test
    void fillsAheadAsMuchAsThereIs() throws IOException {
        LogOptions large = LogOptions.DEFAULT.withSalts(() -> 1);
        Path segment = DIRECTORY.resolve("0000000001.wal");
        Log log = Log.open(disk, DIRECTORY, large, Log.NO_SEGMENT, (number, offset, payload) -> {});
        Slice payload = LogRun.payload(0, 1000);
        long end = 0;
        while (end < 4 << 20) {
            end = log.append(payload);
            assertThat(disk.size(segment) - end).isLessThanOrEqualTo(Math.min(1 << 20, (64 << 10) + end));
        }
        log.close();
        assertThat(disk.size(segment)).isEqualTo(SegmentFormat.HEADER_BYTES + end + SegmentFormat.SEAL_BYTES);
    }

    @Test
    void openingOftenDoesNotPileUpSegments() throws IOException {
        for (int i = 0; i < 10; i++) {
            open(Log.NO_SEGMENT).close();
        }
        assertThat(disk.list(DIRECTORY)).containsExactly("0000000001.wal");
    }

    @Test
    void writesNothingMoreOnceClosed() throws IOException {
        Log log = open(Log.NO_SEGMENT);
        long position = log.append(LogRun.payload(0, 10));
        log.close();
        log.close();
        assertThatThrownBy(() -> log.append(LogRun.payload(1, 10)))
                .isInstanceOf(LogClosedException.class)
                .hasMessageContaining(DIRECTORY.toString());
        assertThatThrownBy(log::rotate).isInstanceOf(LogClosedException.class);
        log.awaitDurable(position);
    }

    @Test
    void oneSyncServesAllThreadsThatAppendedBefore(@TempDir Path directory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Log log =
                Log.open(new DiskFileSystem(), directory, options, Log.NO_SEGMENT, (segment, offset, payload) -> {})) {
            CyclicBarrier appended = new CyclicBarrier(THREADS);
            List<Future<?>> workers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                workers.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        long position = log.append(LogRun.payload(round, 10));
                        appended.await();
                        log.awaitDurable(position);
                        appended.await();
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
            LogStatistics statistics = log.statistics();
            assertThat(statistics.records()).isEqualTo(THREADS * ROUNDS);
            long rotations = statistics.segmentsCreated() + statistics.segmentsRecycled() - 1;
            assertThat(statistics.syncs()).isLessThanOrEqualTo(ROUNDS + rotations);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void appendsThatReturnedBeforeAConcurrentCloseAreThere(@TempDir Path directory) throws Exception {
        DiskFileSystem realDisk = new DiskFileSystem();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Log log = Log.open(realDisk, directory, options, Log.NO_SEGMENT, (segment, offset, payload) -> {});
        List<Future<Integer>> writers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int writer = thread;
            writers.add(threads.submit(() -> writeUntilClosed(log, writer)));
        }
        while (log.statistics().records() < 500) {
            Thread.onSpinWait();
        }
        log.close();
        int[] written = new int[THREADS];
        for (int i = 0; i < THREADS; i++) {
            written[i] = writers.get(i).get();
        }
        threads.shutdown();
        int[] shown = new int[THREADS];
        Log.open(realDisk, directory, options, 1, (segment, offset, payload) -> {
                    ByteBuffer record = ByteBuffer.wrap(payload.toByteArray());
                    assertThat(record.getInt(Integer.BYTES)).isEqualTo(shown[record.getInt(0)]++);
                })
                .close();
        assertThat(shown).isEqualTo(written);
    }

    /** Returns how many appends returned; every third is awaited, with the thread interrupted. */
    private static int writeUntilClosed(Log log, int writer) throws IOException {
        int written = 0;
        while (true) {
            try {
                byte[] record = new byte[2 * Integer.BYTES];
                ByteBuffer.wrap(record).putInt(writer).putInt(written);
                if (written % 3 == 0) {
                    Thread.currentThread().interrupt();
                }
                long position = log.append(new Slice(record));
                written++;
                log.awaitDurable(position);
                assertThat(Thread.interrupted()).isEqualTo(written % 3 == 1);
            } catch (LogClosedException closed) {
                return written;
            }
        }
    }
}
