package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.DIRECTORY;
import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.DirectoryLockedException;
import dev.dolmen.io.Slice;
import dev.dolmen.io.UnsupportedFormatException;
import dev.dolmen.io.WritableFile;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.ReadOnlyStoreException;
import dev.dolmen.lsm.health.UnknownOutcomeException;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.lsm.read.Snapshot;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.testkit.DiskOperation;
import dev.dolmen.testkit.DiskOperation.Kind;
import dev.dolmen.testkit.Errno;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OrderedStoreTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private final ReadResult result = new ReadResult();

    private static WriteBatch put(String key, String value) {
        return new WriteBatch().put(slice(key), slice(value));
    }

    private static void fill(OrderedStore store, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            store.commit(put("key" + (1000 + i), "value " + i + "-".repeat(20)));
        }
    }

    /** Else a full segment would have to be synced whole, with all writers waiting. */
    @Test
    void theLogIsSyncedNowAndThenThoughNobodyAsks() throws IOException {
        Slice value = new Slice(new byte[100_000]);
        try (OrderedStore store = TestStores.open(disk, StoreOptions.builder().build())) {
            store.commit(new WriteBatch().put(slice("first"), value));
            assertThat(store.statistics().durableSequence()).isZero();
            for (int i = 0; i < 99; i++) {
                store.commit(new WriteBatch().put(slice("key " + i), value));
            }
            assertThat(store.statistics().durableSequence()).isGreaterThan(50);
        }
    }

    /** Nothing of a segment and the one after it is known to be synced; both are read while their copies are written. */
    @Test
    void aLogThatWasNeverSyncedIsReadIntoSmallerMemtables() throws IOException {
        StoreOptions large = StoreOptions.builder().logSegmentBytes(32 << 10).build();
        OrderedStore store = TestStores.open(disk, large);
        TreeMap<Slice, Slice> expected = new TreeMap<>();
        for (int i = 0; i < 130; i++) {
            WriteBatch batch = new WriteBatch();
            for (int j = 0; j < 20; j++) {
                Slice key = slice("k" + (i * 7 % 130) + "/" + j);
                Slice value = slice("v" + i);
                batch.put(key, value);
                expected.put(key, value);
            }
            store.commit(batch);
        }
        assertThat(store.durableSequence()).isZero();
        SimulatedDisk left = disk.afterKill();
        assertThat(left.files()).anyMatch(file -> file.toString().endsWith(".begun"));
        try (OrderedStore reopened = TestStores.open(left)) {
            assertThat(TestStores.contents(reopened, null)).isEqualTo(expected);
            TestStores.check(reopened);
        }
    }

    @Test
    void aSmallStoreTakesLittleDisk() throws IOException {
        try (OrderedStore store = TestStores.open(disk, StoreOptions.DEFAULT)) {
            fill(store, 0, 100);
            assertThat(bytesOnDisk()).isLessThan(128 << 10);
        }
        assertThat(bytesOnDisk()).as("nothing written ahead once it is closed").isLessThan(8 << 10);
    }

    /** What waits for its flush, the rest of a segment on either side, and one to be written over. */
    @Test
    void theLogOfSmallMemtablesIsSmall() throws IOException {
        StoreOptions options = StoreOptions.builder()
                .memtableBytes(1 << 20)
                .memoryBudget(3 << 20)
                .build();
        Slice value = new Slice(new byte[10_000]);
        try (OrderedStore store = TestStores.open(disk, options)) {
            for (int i = 0; i < 3_000; i++) {
                store.commit(new WriteBatch().put(slice("key " + i % 10), value));
                if (i % 100 == 0) {
                    assertThat(bytesOf("log")).isLessThan(16 << 20);
                }
            }
        }
    }

    private long bytesOnDisk() throws IOException {
        return bytesOf("") + bytesOf("log");
    }

    private long bytesOf(String part) throws IOException {
        long bytes = 0;
        for (String name : disk.list(TestStores.DIRECTORY.resolve(part))) {
            Path file = TestStores.DIRECTORY.resolve(part).resolve(name);
            bytes += name.equals(FileNames.LOG) ? 0 : disk.size(file);
        }
        return bytes;
    }

    // ---- what an answer rests on ----

    @Test
    void anAnswerTellsWhatItRestsOn() throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            assertThat(store.get(slice("a"), null, result)).isFalse();
            assertThat(result.sequence()).isZero();
            long written = store.commit(put("a", "1"));
            assertThat(store.get(slice("a"), null, result)).isTrue();
            assertThat(result.sequence()).isEqualTo(written);
            long deleted = store.commit(new WriteBatch().delete(slice("a")));
            assertThat(store.get(slice("a"), null, result)).isFalse();
            assertThat(result.sequence()).as("a tombstone counts").isEqualTo(deleted);
            long cleared = store.commit(new WriteBatch().deleteRange(slice("a"), slice("b")));
            assertThat(store.get(slice("a"), null, result)).isFalse();
            assertThat(result.sequence()).as("a range tombstone counts").isEqualTo(cleared);
            assertThat(store.get(slice("a never written"), null, result)).isFalse();
            assertThat(result.sequence()).isEqualTo(cleared);
        }
    }

    @Test
    void anEmptyScanTellsWhatItRestsOn() throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            store.commit(put("a", "1"));
            long deleted = store.commit(new WriteBatch().delete(slice("a")));
            try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
                assertThat(cursor.seekToFirst()).isFalse();
                assertThat(cursor.newestSequenceSeen()).isEqualTo(deleted);
            }
            try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
                assertThat(cursor.seekToLast()).isFalse();
                assertThat(cursor.newestSequenceSeen()).isEqualTo(deleted);
            }
        }
    }

    @Test
    void aCommitIsVisibleBeforeItIsDurable() throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            long sequence = store.commit(put("a", "1").put(slice("b"), slice("2")));
            assertThat(sequence).isEqualTo(2);
            assertThat(store.visibleSequence()).isEqualTo(2);
            assertThat(store.durableSequence()).isZero();
            store.awaitDurable(sequence);
            assertThat(store.durableSequence()).isEqualTo(2);
        }
    }

    @Test
    void aCursorWithoutASnapshotStaysAtItsMoment() throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            fill(store, 0, 30);
            TreeMap<Slice, Slice> before = TestStores.contents(store, null);
            try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
                store.commit(new WriteBatch().deleteRange(slice("key"), slice("kez")));
                fill(store, 100, 200);
                store.compact();
                int seen = 0;
                for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                    assertThat(cursor.value()).isEqualTo(before.get(cursor.key()));
                    seen++;
                }
                assertThat(seen).isEqualTo(before.size());
            }
            TestStores.check(store);
        }
    }

    // ---- space ----

    @Test
    void deletedDataLeavesTheDisk() throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            fill(store, 0, 300);
            store.commit(new WriteBatch().deleteRange(slice("key"), slice("kez")));
            store.flush();
            assertThat(store.statistics().levels().stream()
                            .mapToLong(level -> level.entries())
                            .sum())
                    .isZero();
            assertThat(TestStores.contents(store, null)).isEmpty();
            store.compact();
            assertThat(store.statistics().levels()).allMatch(level -> level.files() == 0);
            TestStores.check(store);
            assertThat(disk.files()).noneMatch(file -> file.toString().endsWith(".sst"));
        }
    }

    @Test
    void aSnapshotKeepsWhatItSeesAndNoLonger() throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            fill(store, 0, 100);
            TreeMap<Slice, Slice> before = TestStores.contents(store, null);
            try (Snapshot snapshot = store.snapshot()) {
                store.commit(new WriteBatch().deleteRange(slice("key"), slice("kez")));
                store.compact();
                assertThat(TestStores.contents(store, snapshot)).isEqualTo(before);
                assertThat(TestStores.contents(store, null)).isEmpty();
            }
            store.compact();
            assertThat(store.statistics().levels()).allMatch(level -> level.files() == 0);
        }
    }

    @Test
    void theLogDoesNotGrowForEver() throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            fill(store, 0, 3_000);
            long segments = disk.files().stream()
                    .filter(file -> file.toString().contains("/log/"))
                    .count();
            assertThat(segments).isLessThan(12);
            assertThat(store.statistics().memtableBytes()).isLessThan(60_000);
        }
    }

    // ---- who may open what ----

    @Test
    void aSecondOpeningIsRefused() throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            assertThatThrownBy(() -> TestStores.open(disk)).isInstanceOf(DirectoryLockedException.class);
            store.commit(put("a", "1"));
        }
        TestStores.open(disk).close();
    }

    @Test
    void missingAndChangedFilesAreNamed() throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            fill(store, 0, 100);
            store.flush();
            fill(store, 100, 110);
        }
        List<Path> files = disk.files().stream()
                .filter(file -> !file.endsWith("LOCK") && !file.toString().endsWith(".spare"))
                .toList();
        assertThat(files).hasSizeGreaterThan(4);
        for (Path file : files) {
            SimulatedDisk missing = disk.afterKill();
            missing.delete(file);
            Map<Path, Slice> before = snapshotOf(missing);
            assertThatThrownBy(() -> TestStores.open(missing))
                    .as("without " + file)
                    .isInstanceOf(CorruptFileException.class);
            assertThat(snapshotOf(missing)).as("changed by a refused opening").isEqualTo(before);
            assertThat(missing.open()).isEmpty();
            if (file.toString().contains("/log/")) {
                continue; // half of it may be zeros written ahead
            }
            SimulatedDisk cut = disk.afterKill();
            cut.damage(file).truncate(cut.size(file) / 2);
            assertThatThrownBy(() -> openAndVerify(cut)).as("half of " + file).isInstanceOf(CorruptFileException.class);
        }
    }

    private static Map<Path, Slice> snapshotOf(SimulatedDisk disk) throws IOException {
        Map<Path, Slice> contents = new TreeMap<>();
        for (Path file : disk.files()) {
            contents.put(file, new Slice(disk.content(file)));
        }
        return contents;
    }

    private static void openAndVerify(SimulatedDisk disk) throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            store.verify();
        }
    }

    /** Wherever one bit flips in a closed store: an error that names the file, or nothing that matters. */
    @Test
    void everyFlippedBitIsFoundOrHarmless() throws IOException {
        TreeMap<Slice, Slice> contents;
        try (OrderedStore store = TestStores.open(disk)) {
            fill(store, 0, 60);
            store.flush();
            fill(store, 60, 64);
            contents = TestStores.contents(store, null);
        }
        int refused = 0;
        for (Path file : disk.files()) {
            for (long at = 0; at < disk.size(file); at += 3) {
                SimulatedDisk damaged = disk.afterKill();
                damaged.damage(file).flipBit(at, (int) (at % 8));
                try (OrderedStore store = TestStores.open(damaged)) {
                    store.verify();
                    assertThat(TestStores.contents(store, null))
                            .as(file + " at " + at)
                            .isEqualTo(contents);
                } catch (CorruptFileException | UnsupportedFormatException found) {
                    assertThat(found).hasMessageContaining(DIRECTORY.toString());
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void unknownFilesAreLeftAloneAndLeftoversGo() throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            fill(store, 0, 50);
        }
        for (String name : List.of("notes.txt", "000007.sst.bak", "999999.sst", "MANIFEST-999998", "CURRENT.tmp")) {
            try (WritableFile file = disk.create(DIRECTORY.resolve(name))) {
                file.append(new byte[] {1}, 0, 1);
            }
        }
        try (OrderedStore store = TestStores.open(disk)) {
            assertThat(disk.list(DIRECTORY))
                    .contains("notes.txt", "000007.sst.bak")
                    .doesNotContain("999999.sst", "MANIFEST-999998", "CURRENT.tmp");
            fill(store, 50, 200);
            TestStores.check(store);
        }
    }

    @Test
    void aDirectoryWithTablesButWithoutCurrentIsRefused() throws IOException {
        try (OrderedStore store = TestStores.open(disk)) {
            fill(store, 0, 50);
        }
        disk.delete(DIRECTORY.resolve("CURRENT"));
        assertThatThrownBy(() -> TestStores.open(disk))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("CURRENT");
    }

    // ---- failures ----

    @Test
    void afterAFailedSyncNothingIsAcknowledged() throws IOException {
        OrderedStore store = TestStores.open(disk);
        long first = store.commit(put("a", "1"));
        store.awaitDurable(first);
        disk.inject(Fault.once(Errno.EIO, OrderedStoreTest::isLogSync));
        long second = store.commit(put("a", "2"));
        assertThatThrownBy(() -> store.awaitDurable(second)).isInstanceOf(UnknownOutcomeException.class);
        assertThatThrownBy(() -> store.awaitDurable(second)).isInstanceOf(UnknownOutcomeException.class);
        assertThatThrownBy(() -> store.commit(put("b", "1")))
                .isInstanceOf(ReadOnlyStoreException.class)
                .hasStackTraceContaining("Input/output error");
        store.awaitDurable(first);
        assertThat(store.get(slice("a"), null, result)).isTrue();
        assertThat(result.sequence()).isEqualTo(second);
        assertThat(store.durableSequence()).isEqualTo(first);
        store.close();
        SimulatedDisk left = disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0);
        try (OrderedStore reopened = TestStores.open(left)) {
            assertThat(reopened.get(slice("a"), null, result)).isTrue();
            assertThat(result.value()).isEqualTo(slice("1"));
        }
    }

    private static boolean isLogSync(DiskOperation operation) {
        return operation.kind() == Kind.SYNC && operation.file().toString().contains("/log/");
    }

    @Test
    void anErrorInAFlushStopsTheStoreAndIsTold() throws IOException {
        OrderedStore store = TestStores.open(disk);
        disk.inject(new Fault(
                operation -> operation.kind() == Kind.CREATE
                        && operation.file().toString().endsWith(".sst"),
                file -> new OutOfMemoryError("simulated"),
                0,
                1));
        fill(store, 0, 5);
        assertThatThrownBy(store::flush).isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> store.commit(put("b", "1")))
                .isInstanceOf(ReadOnlyStoreException.class)
                .hasStackTraceContaining("simulated");
        assertThat(store.get(slice("key1001"), null, result)).isTrue();
        store.close();
        try (OrderedStore reopened = TestStores.open(disk)) {
            assertThat(TestStores.contents(reopened, null)).hasSize(5);
        }
    }

    @Test
    void aClosedStoreSaysSo() throws IOException {
        OrderedStore store = TestStores.open(disk);
        long sequence = store.commit(put("a", "1"));
        Cursor cursor = store.cursor(Slice.EMPTY, null, null);
        cursor.seekToFirst();
        store.close();
        store.close();
        store.awaitDurable(sequence);
        assertThat(store.durableSequence()).isEqualTo(sequence);
        List<ThrowingCallable> calls = new ArrayList<>(List.of(
                () -> store.commit(put("a", "2")),
                () -> store.get(slice("a"), null, result),
                () -> store.cursor(Slice.EMPTY, null, null),
                cursor::next,
                store::snapshot,
                store::flush,
                store::compact,
                store::verify,
                store::statistics));
        for (var call : calls) {
            assertThatThrownBy(call).isInstanceOf(ClosedStoreException.class);
        }
        cursor.close();
        assertThat(disk.open()).isEmpty();
        SimulatedDisk left = disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0);
        try (OrderedStore reopened = TestStores.open(left)) {
            assertThat(reopened.get(slice("a"), null, result))
                    .as("closing syncs")
                    .isTrue();
        }
    }

    // ---- checkpoints ----

    @Test
    void aCheckpointIsAStoreOfItsOwn() throws IOException {
        Path target = Path.of("/copy");
        TreeMap<Slice, Slice> contents;
        try (OrderedStore store = TestStores.open(disk)) {
            fill(store, 0, 120);
            contents = TestStores.contents(store, null);
            store.checkpoint(target);
            assertThatThrownBy(() -> store.checkpoint(target)).isInstanceOf(IOException.class);
            store.commit(new WriteBatch().deleteRange(slice("key"), slice("kez")));
            store.compact();
            TestStores.check(store);
        }
        SimulatedDisk left = disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0);
        try (OrderedStore copy =
                OrderedStore.open(target, TestStores.TINY, TestStores.components(left, new SimulatedClock()))) {
            assertThat(TestStores.contents(copy, null)).isEqualTo(contents);
            fill(copy, 200, 300);
            TestStores.check(copy);
        }
    }

    @Test
    void aCheckpointCutShortIsNotOpened() throws IOException {
        Path target = Path.of("/copy");
        long operations;
        try (OrderedStore store = TestStores.open(disk)) {
            fill(store, 0, 60);
            store.flush();
        }
        SimulatedDisk whole = disk.afterKill();
        OrderedStore reference = TestStores.open(whole);
        long before = whole.operations();
        reference.checkpoint(target);
        operations = whole.operations() - before;
        for (long cut = 1; cut < operations; cut++) {
            SimulatedDisk shortened = disk.afterKill();
            OrderedStore store = TestStores.open(shortened);
            shortened.powerOffAfter(shortened.operations() + cut);
            assertThatThrownBy(() -> store.checkpoint(target)).isInstanceOf(IOException.class);
            SimulatedDisk left = shortened.afterPowerLoss(PowerLoss.RANDOM, cut);
            try (OrderedStore copy =
                    OrderedStore.open(target, TestStores.TINY, TestStores.components(left, new SimulatedClock()))) {
                int size = TestStores.contents(copy, null).size();
                assertThat(size).as("cut " + cut).isIn(0, 60);
            } catch (CorruptFileException refused) {
                assertThat(refused).hasMessageContaining("CURRENT");
            }
        }
    }

    /** Or who closed it second would find its directory still locked. */
    @Test
    @Timeout(60)
    void whoClosesItTooWaitsUntilItIsClosed() throws Exception {
        SimulatedDisk shared = new SimulatedDisk();
        OrderedStore store = TestStores.open(shared);
        store.commit(new WriteBatch().put(slice("key"), slice("value")));
        CountDownLatch syncing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        shared.inject(Fault.once(Errno.EIO, operation -> {
            if (operation.kind() == DiskOperation.Kind.SYNC) {
                syncing.countDown();
                awaitUninterruptibly(goOn);
            }
            return false;
        }));
        FutureTask<Void> first = closing(store);
        Thread firstThread = new Thread(first);
        firstThread.start();
        syncing.await();
        FutureTask<Void> second = closing(store);
        Thread secondThread = new Thread(second);
        secondThread.start();
        while (secondThread.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        assertThat(second).isNotDone();
        goOn.countDown();
        second.get();
        TestStores.open(shared).close();
        first.get();
    }

    private static FutureTask<Void> closing(OrderedStore store) {
        return new FutureTask<>(() -> {
            store.close();
            return null;
        });
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
