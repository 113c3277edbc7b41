package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.health.ReadOnlyStoreException;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.testkit.FileDamage;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Damage to any file of a whole store whose process died: compressed tables that share dictionaries, tables that are not,
 * range tombstones, a log with records that were acknowledged and others that were not, in a segment that was only begun,
 * too. Whatever is damaged, the store shows what was written, or names the damaged file; and what must be there is there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedStoreTest {

    private static final StoreOptions OPTIONS = StoreOptions.builder()
            .memtableBytes(16 << 20)
            .tableBytes(400_000)
            .baseLevelBytes(1_000)
            .levelMultiplier(4)
            .logSegmentBytes(8_192)
            .build();

    private static final int ROWS = 4_500;
    private static final int READ_AT_RANDOM = 300;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final TreeMap<Slice, Slice> model = new TreeMap<>();
    private final Random written = new Random(11);

    /** What the store may show: all that was acknowledged, and any number of the batches after that. */
    private final List<TreeMap<Slice, Slice>> states = new ArrayList<>();

    private List<Slice> keys = List.of();

    @BeforeAll
    void write() throws IOException {
        OrderedStore store = TestStores.open(disk, OPTIONS);
        flushRows(store);
        flushRows(store);
        store.compact();
        flushRows(store);
        delete(store, 40);
        store.flush();
        acknowledge(store, 60);
        for (int i = 0, inBegun = 0;
                inBegun < 6;
                i++, inBegun += files(".begun").size()) {
            states.add(new TreeMap<>(model));
            commit(store, "unheard" + i, row());
        }
        states.add(new TreeMap<>(model));
        keys = List.copyOf(model.keySet());
        assertThat(files(".begun")).hasSize(1);
        assertThat(files(".sst").size()).isGreaterThan(3);
        assertThat(files(".wal").size()).isGreaterThan(2);
    }

    private void flushRows(OrderedStore store) throws IOException {
        for (int i = 0; i < ROWS; i++) {
            commit(store, "key" + written.nextInt(1_000_000), row());
        }
        store.flush();
    }

    private Slice row() {
        StringBuilder row = new StringBuilder();
        for (String name : List.of(
                "department",
                "salary-per-year",
                "position",
                "telephone-number",
                "year-of-birth",
                "street-and-number",
                "city-of-residence",
                "country-of-residence",
                "comment-of-the-clerk")) {
            row.append(name).append('=').append(written.nextInt(1_000_000)).append(';');
        }
        return slice(row.toString());
    }

    private void commit(OrderedStore store, String key, Slice value) throws IOException {
        store.commit(new WriteBatch().put(slice(key), value));
        model.put(slice(key), value);
    }

    private void delete(OrderedStore store, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Slice key = model.higherKey(slice("key" + written.nextInt(900_000)));
            if (i % 4 == 0) {
                Slice end = slice(new String(key.toByteArray()) + "~");
                store.commit(new WriteBatch().deleteRange(key, end));
                TestStores.deleteRange(model, key, end);
            } else {
                store.commit(new WriteBatch().delete(key));
                model.remove(key);
            }
        }
    }

    private void acknowledge(OrderedStore store, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            commit(store, "heard" + i, row());
            store.awaitDurable(store.visibleSequence());
        }
        delete(store, 10);
        store.awaitDurable(store.visibleSequence());
    }

    private List<Path> files(String suffix) {
        return disk.files().stream()
                .filter(file -> file.toString().endsWith(suffix))
                .toList();
    }

    /** What became of a store one of whose files is damaged. */
    private enum Outcome {
        REFUSED,
        FOUND_BY_READING,
        NEVER_NOTICED
    }

    private interface Damage {
        void to(FileDamage file) throws IOException;
    }

    private Outcome damage(Path file, String what, Damage damage) {
        try {
            SimulatedDisk damaged = disk.afterKill();
            damage.to(damaged.damage(file));
            return outcome(damaged, file);
        } catch (IOException | RuntimeException | AssertionError failure) {
            throw new AssertionError(file + ", " + what + ": " + failure, failure);
        }
    }

    private Outcome outcome(SimulatedDisk damaged, Path file) throws IOException {
        OrderedStore store;
        try {
            store = TestStores.open(damaged, OPTIONS);
        } catch (CorruptFileException refusal) {
            requireToName(file, refusal);
            assertThat(damaged.open()).isEmpty();
            return Outcome.REFUSED;
        }
        boolean found = false;
        try {
            TreeMap<Slice, Slice> shown = readAtRandom(store, file);
            found |= shown.isEmpty();
            found |= isNoticed(file, () -> assertThat(states).contains(TestStores.contents(store, null)));
            found |= isNoticed(file, store::verify);
            boolean broken = isNoticed(file, store::compact);
            if (!broken) {
                assertThat(states).contains(TestStores.contents(store, null));
                TestStores.check(store);
            }
            assertThat(found || !broken).as("found by compacting only").isTrue();
        } finally {
            store.close();
        }
        return found ? Outcome.FOUND_BY_READING : Outcome.NEVER_NOTICED;
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static boolean isNoticed(Path file, Reading reading) throws IOException {
        try {
            reading.run();
            return false;
        } catch (CorruptFileException noticed) {
            requireToName(file, noticed);
            return true;
        } catch (ReadOnlyStoreException ended) {
            assertThat(ended).hasCauseInstanceOf(CorruptFileException.class);
            requireToName(file, (CorruptFileException) ended.getCause());
            return true;
        }
    }

    private static void requireToName(Path file, CorruptFileException noticed) {
        assertThat(noticed.offset()).isNotNegative();
        if (!FileNames.manifestNumber(file.getFileName().toString()).isPresent()) {
            assertThat(noticed.file()).isEqualTo(file);
        }
        // An edit that is lost from the end of the manifest shows in what is no longer there.
    }

    /** What gets show, each of which is right; empty when one of them found damage. */
    private TreeMap<Slice, Slice> readAtRandom(OrderedStore store, Path file) throws IOException {
        Random random = new Random(5);
        ReadResult read = new ReadResult();
        TreeMap<Slice, Slice> shown = new TreeMap<>();
        boolean damaged = false;
        for (int i = 0; i < READ_AT_RANDOM; i++) {
            Slice key = keys.get(random.nextInt(keys.size()));
            if (isNoticed(file, () -> store.get(key, null, read))) {
                damaged = true;
            } else {
                Set<Slice> possible = new HashSet<>();
                states.forEach(state -> possible.add(state.getOrDefault(key, Slice.EMPTY)));
                Slice value = read.found() ? TestStores.copy(read.value()) : Slice.EMPTY;
                assertThat(possible).contains(value);
                shown.put(key, value);
            }
        }
        return damaged ? new TreeMap<>() : shown;
    }

    /** All of a small file; of a large one its ends, where all but the data is, and some of the rest. */
    private static TreeSet<Integer> offsets(int length, int count, Random random) {
        TreeSet<Integer> offsets = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            int near = Math.min(length, 1 << 2 + random.nextInt(20));
            offsets.add(i % 3 == 0 ? random.nextInt(length) : length - 1 - random.nextInt(near));
        }
        return offsets;
    }

    private void flipBits(Path file, int count, Random random) throws IOException {
        int length = disk.content(file).length;
        for (int offset : offsets(length, count, random)) {
            int bit = random.nextInt(8);
            Outcome outcome = damage(
                    file, "bit " + bit + " of byte " + offset + " of " + length, bytes -> bytes.flipBit(offset, bit));
            if (file.toString().endsWith(".sst") || file.endsWith(FileNames.CURRENT)) {
                assertThat(outcome)
                        .as(file + ", bit " + bit + " of byte " + offset)
                        .isNotEqualTo(Outcome.NEVER_NOTICED);
            }
        }
    }

    private void sweep(int flips, long seed) throws IOException {
        Random random = new Random(seed);
        for (Path file : disk.files()) {
            if (!file.endsWith(FileNames.LOCK)) {
                flipBits(file, flips, random);
            }
        }
    }

    @Test
    void aFlippedBitIsNoticedOrHarmless() throws IOException {
        long seed = System.nanoTime();
        try {
            sweep(8, seed);
        } catch (AssertionError failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }

    @Tag("long")
    @Test
    void manyFlippedBitsAreNoticedOrHarmless() throws IOException {
        for (long seed = 1; seed <= 5; seed++) {
            sweep(200, seed);
        }
    }

    /** Blocks lost, blocks of other files, files cut, longer, or not there. */
    @Test
    void otherDamageIsNoticedOrHarmless() throws IOException {
        Random random = new Random(3);
        for (Path file : disk.files()) {
            if (file.endsWith(FileNames.LOCK)) {
                continue;
            }
            int length = disk.content(file).length;
            int block = Math.min(512, length);
            int at = random.nextInt(length - block + 1) / block * block;
            byte[] other = disk.content(files(".sst").get(0));
            damage(file, "zeros at " + at, bytes -> bytes.zero(at, block));
            damage(file, "another's block at " + at, bytes -> bytes.overwrite(at, Arrays.copyOf(other, block)));
            damage(file, "cut at " + at, bytes -> bytes.truncate(at));
            damage(file, "empty", bytes -> bytes.truncate(0));
            damage(file, "longer", bytes -> bytes.overwrite(length, new byte[] {1, 2, 3}));
        }
    }
}
