package dev.dolmen.lsm.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.EncodedBatches;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.count.Weigher;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.memtable.MemTable;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.lsm.version.ManifestState;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.PointResult;
import dev.dolmen.sstable.TableMemory;
import dev.dolmen.sstable.TableOptions;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import dev.dolmen.wal.Log;
import dev.dolmen.wal.LogOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Memtables that recovery makes of the log, against what was written to it. */
class RecoveredMemTableTest {

    private static final Path DIRECTORY = Path.of("/store");
    private static final int NO_LIMIT = 1 << 30;

    private record Version(Slice key, long sequence) {}

    private record Entry(EntryKind kind, Slice value) {}

    private record Deletion(Slice from, Slice to, long sequence) {}

    private static final Comparator<Version> ORDER = Comparator.comparing(Version::key)
            .thenComparing(Comparator.comparingLong(Version::sequence).reversed());

    private final SimulatedDisk disk = new SimulatedDisk();
    private final Path logDirectory = DIRECTORY.resolve(FileNames.LOG);
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    private final TreeMap<Version, Entry> model = new TreeMap<>(ORDER);
    private final List<Deletion> deletions = new ArrayList<>();
    private long lastSequence;

    private static Slice slice(String text) {
        return new Slice(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of every length, many the beginnings of others, some with zeros at their ends, some alike for dozens of bytes. */
    private Slice randomKey() {
        String shared = random.nextInt(3) == 0 ? "" : "s".repeat(1 + random.nextInt(2) * 36);
        byte[] key = new byte[shared.length() + random.nextInt(random.nextInt(8) == 0 ? 25 : 9)];
        System.arraycopy(shared.getBytes(StandardCharsets.UTF_8), 0, key, 0, shared.length());
        for (int i = shared.length(); i < key.length; i++) {
            key[i] = (byte) (random.nextInt(5) == 0 ? random.nextInt(256) : random.nextInt(2) * 0xff);
        }
        return new Slice(key);
    }

    private Slice randomValue() {
        return new Slice(new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(random.nextInt(200) == 0 ? 4_000 : 40)]);
    }

    private void add(WriteBatch batch) {
        long sequence = ++lastSequence;
        Slice key = randomKey();
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                batch.delete(key);
                model.put(new Version(key, sequence), new Entry(EntryKind.TOMBSTONE, Slice.EMPTY));
            }
            case 3 -> {
                byte[] end = Arrays.copyOf(key.array(), key.length() + 1 + random.nextInt(2));
                batch.deleteRange(key, new Slice(end));
                deletions.add(new Deletion(key, new Slice(end), sequence));
            }
            case 4, 5 -> {
                Slice name = slice("again/" + random.nextInt(100));
                Slice value = randomValue();
                batch.put(name, value);
                model.put(new Version(name, sequence), new Entry(EntryKind.PUT, value));
            }
            case 6, 7 -> {
                // A partition whose rows are written in order, as often as not.
                Slice row = slice("partition with a long name/" + sequence);
                batch.put(row, slice("row"));
                model.put(new Version(row, sequence), new Entry(EntryKind.PUT, slice("row")));
            }
            default -> {
                Slice value = randomValue();
                batch.put(key, value);
                model.put(new Version(key, sequence), new Entry(EntryKind.PUT, value));
            }
        }
    }

    private LogOptions options() {
        return LogOptions.DEFAULT
                .withSegmentBytes(512 + random.nextInt(20_000))
                .withPreallocationBytes(512)
                .withSalts(random::nextLong);
    }

    /** Writes so many batches, synced now and then, and leaves the log as a kill does. */
    private SimulatedDisk write(int batches) throws IOException {
        disk.createDirectories(logDirectory);
        Log log = Log.open(disk, logDirectory, options(), Log.NO_SEGMENT, (segment, offset, payload) -> {});
        for (int i = 0; i < batches; i++) {
            long first = lastSequence + 1;
            WriteBatch batch = new WriteBatch();
            int operations = random.nextInt(10) == 0 ? 1 + random.nextInt(200) : 1 + random.nextInt(3);
            for (int k = 0; k < operations; k++) {
                add(batch);
            }
            log.append(EncodedBatches.of(batch, first));
            if (random.nextInt(20) == 0) {
                log.sync();
            }
        }
        return disk.afterKill();
    }

    private RecoveredGenerations recover(SimulatedDisk left, int memtableBytes, int sealedMemtables)
            throws IOException {
        Recovery.Limits limits = new Recovery.Limits(
                memtableBytes, sealedMemtables, TableOptions.DEFAULT, 1 << 20, new SimulatedClock(), Weigher.NOTHING);
        RecoveredGenerations generations =
                new RecoveredGenerations(left, DIRECTORY, new TableMemory(0), limits, ManifestState.EMPTY, 1);
        Log.open(left, logDirectory, options(), Log.NO_SEGMENT, generations);
        generations.finish();
        return generations;
    }

    @RepeatedTest(20)
    void equalsWhatWasWritten() throws IOException {
        SimulatedDisk left = write(1 + random.nextInt(400));
        try (RecoveredGenerations generations = recover(left, NO_LIMIT, 2)) {
            Generation only = generations.sealed().get(0);
            assertThat(generations.sealed()).hasSize(1);
            assertThat(only.lastSequence()).isEqualTo(lastSequence);
            assertThat(generations.lastSequence()).isEqualTo(lastSequence);
            check(only.table());
            only.table().distrust();
            check(only.table());
        } catch (AssertionError failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }

    private void check(MemTable table) throws IOException {
        assertThat(table.entryCount()).isEqualTo(model.size());
        assertThat(entries(table.walk(), true)).isEqualTo(new ArrayList<>(model.keySet()));
        assertThat(entries(table.iterator(), true)).isEqualTo(new ArrayList<>(model.keySet()));
        assertThat(entries(table.iterator(), false)).isEqualTo(new ArrayList<>(model.descendingKeySet()));
        PointResult point = new PointResult();
        for (Map.Entry<Version, Entry> written : model.entrySet()) {
            Version version = written.getKey();
            assertThat(table.get(version.key, version.sequence, point)).isTrue();
            assertThat(point.sequence()).isEqualTo(version.sequence);
            assertThat(point.kind()).isEqualTo(written.getValue().kind);
            assertThat(point.value()).isEqualTo(written.getValue().value);
        }
        for (Deletion deletion : deletions) {
            assertThat(table.rangeTombstones().newestCovering(deletion.from, deletion.sequence))
                    .isEqualTo(deletion.sequence);
        }
        try (EntryIterator iterator = table.iterator()) {
            for (int i = 0; i < 300; i++) {
                probe(table, iterator);
            }
        }
    }

    private void probe(MemTable table, EntryIterator iterator) throws IOException {
        Version probe = new Version(randomKey(), random.nextLong(lastSequence + 5));
        Version at = model.ceilingKey(probe);
        PointResult point = new PointResult();
        boolean found = at != null && at.key.equals(probe.key);
        assertThat(table.get(probe.key, probe.sequence, point)).isEqualTo(found);
        if (found) {
            assertThat(point.sequence()).isEqualTo(at.sequence);
        }
        iterator.seek(probe.key, probe.sequence);
        assertStandsOn(iterator, at);
        if (at != null) {
            iterator.previous();
            assertStandsOn(iterator, model.lowerKey(at));
        }
        iterator.seekBefore(probe.key);
        Version before = model.lowerKey(new Version(probe.key, Long.MAX_VALUE));
        assertStandsOn(iterator, before);
        if (before != null) {
            iterator.next();
            assertStandsOn(iterator, model.higherKey(before));
        }
    }

    private void assertStandsOn(EntryIterator iterator, Version version) throws IOException {
        assertThat(iterator.isValid()).isEqualTo(version != null);
        if (version != null) {
            assertThat(new Version(iterator.key(), iterator.sequence())).isEqualTo(version);
            assertThat(iterator.kind()).isEqualTo(model.get(version).kind);
            assertThat(iterator.value()).isEqualTo(model.get(version).value);
        }
    }

    private List<Version> entries(EntryIterator iterator, boolean forward) throws IOException {
        List<Version> entries = new ArrayList<>();
        try (iterator) {
            if (forward) {
                iterator.seekToFirst();
            } else {
                iterator.seekToLast();
            }
            while (iterator.isValid()) {
                Version version = new Version(iterator.key(), iterator.sequence());
                entries.add(version);
                assertStandsOn(iterator, version);
                if (forward) {
                    iterator.next();
                } else {
                    iterator.previous();
                }
            }
        }
        return entries;
    }

    /** However much the log holds, no more is in memory than memtables may take, but for what one batch is too long. */
    @RepeatedTest(10)
    void keepsNoMoreThanMemtablesMay() throws IOException {
        SimulatedDisk left = write(300);
        int memtableBytes = 2_000 + random.nextInt(3_000);
        int longestBatch = 200 * (RecoveredMemTable.BYTES_PER_OPERATION + 400);
        int sealed = 1 + random.nextInt(3);
        try (RecoveredGenerations generations = recover(left, memtableBytes, sealed)) {
            assertThat(generations.sealed()).hasSizeLessThanOrEqualTo(sealed);
            long newer = lastSequence + 1;
            for (Generation generation : generations.sealed()) {
                assertThat(generation.lastSequence()).isLessThan(newer);
                assertThat(generation.table().allocatedBytes()).isLessThan(memtableBytes + longestBatch);
                newer = generation.lastSequence();
            }
            ManifestState state = generations.state(ManifestState.EMPTY, 1_000);
            assertThat(state.levels().level(0)).isNotEmpty();
            assertThat(state.flushedSequence()).isBetween(1L, newer);
            generations.sealed().forEach(generation -> assertThat(generation.firstSegment())
                    .isGreaterThanOrEqualTo(state.firstLogSegment()));
        } catch (AssertionError failure) {
            throw new AssertionError("seed " + seed, failure);
        }
        assertThat(left.list(DIRECTORY)).as("tables that no manifest may name").containsExactly(FileNames.LOG);
    }

    @Test
    void oneKeyWrittenOftenAndItsNeighbours() throws IOException {
        disk.createDirectories(logDirectory);
        Log log = Log.open(disk, logDirectory, options(), Log.NO_SEGMENT, (segment, offset, payload) -> {});
        for (int i = 0; i < 3_000; i++) {
            Slice key = new Slice(new byte[i % 10 == 0 ? 9 + i % 3 : 8]);
            Slice value = slice("v" + i);
            log.append(EncodedBatches.of(new WriteBatch().put(key, value), ++lastSequence));
            model.put(new Version(key, lastSequence), new Entry(EntryKind.PUT, value));
        }
        try (RecoveredGenerations generations = recover(disk.afterKill(), NO_LIMIT, 1)) {
            check(generations.sealed().get(0).table());
        }
    }
}
