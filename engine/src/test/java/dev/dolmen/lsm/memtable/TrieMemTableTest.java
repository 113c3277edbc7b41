package dev.dolmen.lsm.memtable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.PointResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrieMemTableTest {

    private record Version(Slice key, long sequence) {}

    private static final Comparator<Version> ORDER = Comparator.comparing(Version::key)
            .thenComparing(Comparator.comparingLong(Version::sequence).reversed());

    private static Slice slice(String text) {
        return new Slice(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Keys of many lengths and beginnings: some the beginnings of others, some with zeros, some places with all bytes. */
    private static Slice randomKey(Random random) {
        byte[] key = new byte[random.nextInt(9)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (i < 3 ? 0 : i == 4 ? random.nextInt(256) : random.nextInt(3) * 127);
        }
        return new Slice(key);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void equalsASortedMap(long seed) throws IOException {
        Random random = new Random(seed);
        TrieMemTable table = new TrieMemTable(1_000);
        TreeMap<Version, Slice> model = new TreeMap<>(ORDER);
        int versions = seed % 2 == 0 ? 600 : 6_000;
        for (long sequence = 1; sequence <= versions; sequence++) {
            Slice key = randomKey(random);
            boolean put = random.nextInt(4) > 0;
            Slice value = put ? slice("v" + sequence) : Slice.EMPTY;
            table.add(sequence, put ? EntryKind.PUT : EntryKind.TOMBSTONE, key, value);
            model.put(new Version(key, sequence), value);
        }
        assertThat(table.entryCount()).isEqualTo(versions);
        assertEquals(table, model, versions, random);
    }

    private static void assertEquals(TrieMemTable table, TreeMap<Version, Slice> model, int versions, Random random)
            throws IOException {
        PointResult point = new PointResult();
        try (EntryIterator iterator = table.iterator()) {
            for (int i = 0; i < 600; i++) {
                Version probe = new Version(randomKey(random), random.nextInt(versions + 100));
                Version at = model.ceilingKey(probe);
                boolean found = at != null && at.key.equals(probe.key);
                assertThat(table.get(probe.key, probe.sequence, point)).isEqualTo(found);
                if (found) {
                    assertThat(point.sequence()).isEqualTo(at.sequence);
                    assertThat(point.value()).isEqualTo(model.get(at));
                }
                iterator.seek(probe.key, probe.sequence);
                assertAt(iterator, at);
                iterator.seekBefore(probe.key);
                assertAt(iterator, model.lowerKey(new Version(probe.key, Long.MAX_VALUE)));
            }
            iterator.seekToFirst();
            for (Version version : model.keySet()) {
                assertAt(iterator, version);
                iterator.next();
            }
            assertThat(iterator.isValid()).isFalse();
            iterator.seekToLast();
            for (Version version : model.descendingKeySet()) {
                assertAt(iterator, version);
                iterator.previous();
            }
            assertThat(iterator.isValid()).isFalse();
        }
    }

    private static void assertAt(EntryIterator iterator, Version expected) {
        assertThat(iterator.isValid()).isEqualTo(expected != null);
        if (expected != null) {
            assertThat(iterator.key()).isEqualTo(expected.key);
            assertThat(iterator.sequence()).isEqualTo(expected.sequence);
        }
    }

    /** One key after the other is the beginning of the next, so that the tree is as deep as the keys are long. */
    @Test
    void keysThatContinueEachOtherStayInOrder() throws IOException {
        TrieMemTable table = new TrieMemTable(1_000);
        int keys = 3_000;
        Slice longest = new Slice(new byte[keys]);
        List<Integer> lengths = new ArrayList<>(IntStream.range(0, keys).boxed().toList());
        Collections.shuffle(lengths, new Random(3));
        for (int length : lengths) {
            table.add(length + 1, EntryKind.PUT, longest.subslice(0, length), Slice.EMPTY);
        }
        EntryIterator iterator = table.walk();
        iterator.seekToFirst();
        for (int length = 0; length < keys; length++, iterator.next()) {
            assertThat(iterator.key().length()).isEqualTo(length);
        }
        assertThat(iterator.isValid()).isFalse();
    }

    /** A key of so many versions that walking over them one by one, for each step, would take hours. */
    @Test
    void keyOfAMillionVersionsIsReadAtAnyMomentAndBackwards() throws IOException {
        TrieMemTable table = new TrieMemTable(1 << 20);
        int versions = 1_000_000;
        for (int sequence = 1; sequence <= versions; sequence++) {
            table.add(sequence, EntryKind.PUT, slice("hot"), Slice.EMPTY);
        }
        PointResult point = new PointResult();
        for (int sequence = 1; sequence <= versions; sequence += 3) {
            assertThat(table.get(slice("hot"), sequence, point)).isTrue();
            assertThat(point.sequence()).isEqualTo(sequence);
        }
        EntryIterator iterator = table.iterator();
        iterator.seekToLast();
        for (int sequence = 1; sequence <= versions; sequence++, iterator.previous()) {
            assertThat(iterator.sequence()).isEqualTo(sequence);
        }
        assertThat(iterator.isValid()).isFalse();
    }

    @Test
    void hugeEntriesAndManySmallOnesFit() {
        TrieMemTable table = new TrieMemTable(1_000_000);
        PointResult point = new PointResult();
        Slice huge = new Slice(new byte[5_000_000]);
        table.add(1, EntryKind.PUT, slice("huge"), huge);
        for (int i = 2; i < 50_000; i++) {
            table.add(i, EntryKind.PUT, slice("k" + i), slice("v" + i));
        }
        assertThat(table.get(slice("huge"), 1, point)).isTrue();
        assertThat(point.value()).isEqualTo(huge);
        for (int i = 2; i < 50_000; i += 7) {
            assertThat(table.get(slice("k" + i), Long.MAX_VALUE, point)).isTrue();
            assertThat(point.value()).isEqualTo(slice("v" + i));
        }
        assertThat(table.usedBytes()).isGreaterThan(5_000_000).isLessThanOrEqualTo(table.allocatedBytes());
        assertThat(table.allocatedBytes()).isLessThan(table.usedBytes() + 200_000);
    }

    /** Readers run while one writer adds, and see every version that was published, whole. */
    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 100_000, 130_000, 270_000, 400_000})
    void takesLittleMoreMemoryThanItsEntries(int longBytes) {
        long memtableBytes = 64 << 20;
        TrieMemTable table = new TrieMemTable(memtableBytes);
        byte[] bytes = new byte[longBytes];
        for (long sequence = 1; table.usedBytes() < memtableBytes; sequence++) {
            Slice value = sequence % 4 == 0 ? slice("short") : new Slice(bytes);
            table.add(sequence, EntryKind.PUT, slice("key " + sequence), value);
        }

        long oneChunkOfEach = 1 << 20;
        assertThat(table.allocatedBytes()).isBetween(table.usedBytes(), table.usedBytes() * 4 / 3 + oneChunkOfEach);
    }

    @Test
    void readersSeeWhatWasPublished() throws Exception {
        TrieMemTable table = new TrieMemTable(10_000);
        AtomicLong published = new AtomicLong();
        long last = 60_000;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                long seed = reader;
                readers.add(threads.submit(() -> {
                    Random random = new Random(seed);
                    PointResult point = new PointResult();
                    while (published.get() < last) {
                        long sequence = published.get();
                        if (sequence > 0) {
                            long wanted = 1 + (long) (random.nextDouble() * sequence);
                            assertThat(table.get(key(wanted), sequence, point)).isTrue();
                            assertThat(point.value()).isEqualTo(slice("value " + wanted));
                        }
                    }
                }));
            }
            for (long sequence = 1; sequence <= last; sequence++) {
                table.add(sequence, EntryKind.PUT, key(sequence), slice("value " + sequence));
                published.set(sequence);
            }
            for (Future<?> reader : readers) {
                reader.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Few keys of many versions, so that nearly every insert goes where a reader stands. */
    @Test
    void searchesThatRaceInsertsSkipNothing() throws Exception {
        int keys = 7;
        int last = 40_000;
        long seed = new Random().nextLong();
        int[] keyOf = new Random(seed).ints(last + 1, 0, keys).toArray();
        TrieMemTable table = new TrieMemTable(10_000);
        AtomicLong published = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                Random random = new Random(seed + reader);
                readers.add(threads.submit(() -> {
                    while (published.get() < last) {
                        readAround(table, keyOf, random.nextInt(keys), (int) published.get());
                    }
                    return null;
                }));
            }
            for (int sequence = 1; sequence <= last; sequence++) {
                table.add(sequence, EntryKind.PUT, slice("k" + keyOf[sequence]), slice("v" + sequence));
                published.set(sequence);
            }
            for (Future<?> reader : readers) {
                reader.get(60, TimeUnit.SECONDS);
            }
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError("seed " + seed, e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** New keys come in between, before and behind, and nodes grow and split, while readers walk over all of them. */
    @Test
    void walksThatRaceInsertsSkipNothingAndKeepTheOrder() throws Exception {
        int last = 20_000;
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Slice> keys = new ArrayList<>();
        for (int sequence = 1; sequence <= last; sequence++) {
            keys.add(randomKey(random));
        }
        TrieMemTable table = new TrieMemTable(10_000);
        AtomicLong published = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> forwards = threads.submit(() -> {
                while (published.get() < last) {
                    walk(table, published, true);
                }
                return null;
            });
            Future<?> backwards = threads.submit(() -> {
                while (published.get() < last) {
                    walk(table, published, false);
                }
                return null;
            });
            for (int sequence = 1; sequence <= last; sequence++) {
                table.add(sequence, EntryKind.PUT, keys.get(sequence - 1), slice("v" + sequence));
                published.set(sequence);
            }
            forwards.get(60, TimeUnit.SECONDS);
            backwards.get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError("seed " + seed, e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void walk(TrieMemTable table, AtomicLong published, boolean forward) throws IOException {
        long moment = published.get();
        long seen = 0;
        try (EntryIterator iterator = forward ? table.walk() : table.iterator()) {
            if (forward) {
                iterator.seekToFirst();
            } else {
                iterator.seekToLast();
            }
            for (Version before = null; iterator.isValid(); ) {
                Version version = new Version(iterator.key(), iterator.sequence());
                assertThat(iterator.value()).isEqualTo(slice("v" + version.sequence()));
                if (before != null) {
                    assertThat(ORDER.compare(before, version) < 0).isEqualTo(forward);
                }
                seen += version.sequence() <= moment ? 1 : 0;
                before = version;
                if (forward) {
                    iterator.next();
                } else {
                    iterator.previous();
                }
            }
        }
        assertThat(seen).isEqualTo(moment);
    }

    /** The newest twenty versions of a key that were published by a moment: by search, forwards and backwards. */
    private static void readAround(TrieMemTable table, int[] keyOf, int key, int moment) throws java.io.IOException {
        List<Long> expected = new ArrayList<>();
        for (int sequence = moment; sequence > 0 && expected.size() < 20; sequence--) {
            if (keyOf[sequence] == key) {
                expected.add((long) sequence);
            }
        }
        PointResult point = new PointResult();
        boolean found = table.get(slice("k" + key), moment, point);
        assertThat(found).isEqualTo(!expected.isEmpty());
        if (!found) {
            return;
        }
        assertThat(point.sequence()).isEqualTo(expected.get(0));
        try (EntryIterator iterator = table.iterator()) {
            iterator.seek(slice("k" + key), moment);
            List<Long> forwards = new ArrayList<>();
            for (; forwards.size() < expected.size(); iterator.next()) {
                assertThat(iterator.key()).isEqualTo(slice("k" + key));
                assertThat(iterator.value()).isEqualTo(slice("v" + iterator.sequence()));
                forwards.add(iterator.sequence());
            }
            assertThat(forwards).isEqualTo(expected);
            iterator.seek(slice("k" + key), expected.get(expected.size() - 1));
            for (int i = expected.size() - 1; i >= 0; i--, iterator.previous()) {
                assertThat(iterator.sequence()).isEqualTo(expected.get(i));
            }
        }
    }

    private static Slice key(long sequence) {
        return slice("key" + sequence * 7_919 % 1_000_003);
    }
}
