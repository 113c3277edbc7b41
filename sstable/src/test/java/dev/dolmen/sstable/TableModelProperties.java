package dev.dolmen.sstable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.TableModel.Content;
import dev.dolmen.sstable.TableModel.Version;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** A table says what a sorted map of the same entries says. */
class TableModelProperties {

    /** For no decoded blocks, for a few of them, for all. */
    private static final long[] BUDGETS = {0, 60_000, 200_000, 100_000_000};

    private final SimulatedDisk disk = new SimulatedDisk();

    private interface Check {
        void run(TableModel model, TableReader reader, Random random) throws IOException;
    }

    private void with(long seed, Check check) throws IOException {
        Random random = new Random(seed);
        TableModel model = TableModel.random(random, random.nextInt(random.nextInt(3) == 0 ? 1500 : 40));
        TableProperties written = model.write(disk);
        long budget = BUDGETS[random.nextInt(BUDGETS.length)];
        TableMemory memory = new TableMemory(budget);
        try (TableReader reader = TableReader.open(disk, TableModel.FILE, TableModel.NUMBER, memory)) {
            assertThat(reader.properties()).isEqualTo(written);
            check.run(model, reader, random);
            requireWithin(budget, memory);
        }
        try (RealFile mapped = new RealFile(disk.content(TableModel.FILE));
                TableReader reader = mapped.open(memory)) {
            check.run(model, reader, random);
            requireWithin(budget, memory);
            reader.verify();
            reader.distrustBlocks();
            check.run(model, reader, random);
        }
        assertThat(memory.heldBytes()).isZero();
        assertThat(memory.cacheStatistics().bytes()).isZero();
        assertThat(memory.cacheStatistics().blocks()).isZero();
        assertThat(disk.open()).isEmpty();
        disk.delete(TableModel.FILE);
    }

    private static void requireWithin(long budget, TableMemory memory) {
        assertThat(memory.cacheStatistics().bytes()).isBetween(0L, Math.max(0, budget - memory.heldBytes()));
    }

    private static Slice someKey(TableModel model, Random random) {
        Version near = model.entries.ceilingKey(new Version(TableModel.key(random), Long.MAX_VALUE));
        return near == null || random.nextInt(3) == 0 ? TableModel.key(random) : near.key();
    }

    @Property(tries = 150)
    void verifies(@ForAll long seed) throws IOException {
        with(seed, (model, reader, random) -> {
            reader.verify();
            assertThat(reader.properties().entryCount()).isEqualTo(model.entries.size());
            assertThat(reader.rangeTombstones()).containsExactlyInAnyOrderElementsOf(model.ranges);
        });
    }

    @Property(tries = 150)
    void getsTheNewestVersionNotNewerThanAsked(@ForAll long seed) throws IOException {
        with(seed, (model, reader, random) -> {
            PointResult result = new PointResult();
            for (int i = 0; i < 300; i++) {
                Version wanted = new Version(someKey(model, random), TableModel.sequence(random));
                Map.Entry<Version, Content> expected = model.entries.ceilingEntry(wanted);
                boolean there = expected != null && expected.getKey().key().equals(wanted.key());
                assertThat(reader.get(wanted.key(), wanted.sequence(), result)).isEqualTo(there);
                if (there) {
                    assertThat(reader.mayContain(wanted.key())).isTrue();
                    assertThat(result.sequence()).isEqualTo(expected.getKey().sequence());
                    assertThat(result.kind()).isEqualTo(expected.getValue().kind());
                    assertThat(result.value()).isEqualTo(expected.getValue().value());
                }
            }
        });
    }

    /** Keys in their order, as it is meant, or in any other. */
    @Property(tries = 150)
    void aProbeFindsTheNewestVersion(@ForAll long seed) throws IOException {
        with(seed, (model, reader, random) -> {
            KeyProbe probe = reader.probe();
            List<Slice> keys = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                keys.add(someKey(model, random));
            }
            if (random.nextInt(4) > 0) {
                Collections.sort(keys);
            }
            if (probe == null) {
                assertThat(model.entries).isEmpty();
                return;
            }
            for (Slice key : keys) {
                Map.Entry<Version, Content> expected = model.entries.ceilingEntry(new Version(key, Long.MAX_VALUE));
                boolean there = expected != null && expected.getKey().key().equals(key);
                assertThat(probe.find(key, TableReader.hash(key))).isEqualTo(there);
                if (there) {
                    assertThat(probe.sequence()).isEqualTo(expected.getKey().sequence());
                    assertThat(probe.kind()).isEqualTo(expected.getValue().kind());
                    Slice value = expected.getValue().value();
                    int wanted = random.nextInt(8) == 0 ? random.nextInt(100_000) : random.nextInt(300);
                    assertThat(probe.head(wanted)).isEqualTo(value.subslice(0, Math.min(wanted, value.length())));
                }
            }
        });
    }

    @Property(tries = 150)
    void movesAnyWay(@ForAll long seed) throws IOException {
        with(seed, (model, reader, random) -> {
            try (TableIterator iterator = iterator(reader, random)) {
                Version at = null;
                for (int i = 0; i < 500; i++) {
                    at = move(model, iterator, at, random);
                    if (at != null && random.nextBoolean()) {
                        requireHead(iterator, model.entries.get(at).value(), random.nextInt(120));
                    }
                    requireAt(model, iterator, at);
                    if (at != null && random.nextInt(4) == 0) {
                        requireHead(iterator, model.entries.get(at).value(), random.nextInt(120));
                    }
                }
            }
        });
    }

    private static TableIterator iterator(TableReader reader, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> reader.fileIterator();
            case 1 -> reader.passingIterator();
            default -> reader.iterator();
        };
    }

    private static void requireHead(TableIterator iterator, Slice value, int wanted) throws IOException {
        Slice head = iterator.head(wanted);
        assertThat(head.length()).isBetween(Math.min(wanted, value.length()), value.length());
        assertThat(head).isEqualTo(value.subslice(0, head.length()));
    }

    private static @Nullable Version move(TableModel model, TableIterator iterator, @Nullable Version at, Random random)
            throws IOException {
        int move = random.nextInt(40);
        if (at != null && move < 36) {
            // Stretches of one direction, long enough to pass through blocks and intervals.
            if (move % 9 < 4 + random.nextInt(2)) {
                iterator.previous();
                return model.entries.lowerKey(at);
            }
            iterator.next();
            return model.entries.higherKey(at);
        }
        Slice key = someKey(model, random);
        switch (move % 4) {
            case 0 -> {
                iterator.seekToFirst();
                return model.entries.isEmpty() ? null : model.entries.firstKey();
            }
            case 1 -> {
                iterator.seekToLast();
                return model.entries.isEmpty() ? null : model.entries.lastKey();
            }
            case 2 -> {
                iterator.seekBefore(key);
                return model.entries.lowerKey(new Version(key, Long.MAX_VALUE));
            }
            default -> {
                long sequence = TableModel.sequence(random);
                iterator.seek(key, sequence);
                return model.entries.ceilingKey(new Version(key, sequence));
            }
        }
    }

    private static void requireAt(TableModel model, TableIterator iterator, @Nullable Version at) throws IOException {
        assertThat(iterator.isValid()).isEqualTo(at != null);
        if (at != null) {
            assertThat(iterator.key()).isEqualTo(at.key());
            assertThat(iterator.sequence()).isEqualTo(at.sequence());
            assertThat(iterator.kind()).isEqualTo(model.entries.get(at).kind());
            assertThat(iterator.value()).isEqualTo(model.entries.get(at).value());
        }
    }

    @Property(tries = 60)
    void walksThroughBothWays(@ForAll long seed) throws IOException {
        with(seed, (model, reader, random) -> {
            TableIterator iterator = reader.iterator();
            iterator.seekToFirst();
            long ordinal = 0;
            for (Version version : model.entries.keySet()) {
                requireAt(model, iterator, version);
                assertThat(iterator.ordinal()).isEqualTo(ordinal);
                assertThat(reader.tombstoneOrdinals().contains((int) ordinal++))
                        .isEqualTo(iterator.kind() == EntryKind.TOMBSTONE);
                iterator.next();
            }
            assertThat(iterator.isValid()).isFalse();
            iterator.seekToLast();
            for (Version version : model.entries.descendingKeySet()) {
                requireAt(model, iterator, version);
                assertThat(iterator.ordinal()).isEqualTo(--ordinal);
                iterator.previous();
            }
            assertThat(iterator.isValid()).isFalse();
        });
    }

    @Property(tries = 60)
    void countsTombstones(@ForAll long seed) throws IOException {
        with(seed, (model, reader, random) -> {
            for (int i = 0; i < 50; i++) {
                Slice from = someKey(model, random);
                Slice to = someKey(model, random);
                long expected = from.compareTo(to) >= 0
                        ? 0
                        : model
                                .entries
                                .subMap(new Version(from, Long.MAX_VALUE), new Version(to, Long.MAX_VALUE))
                                .values()
                                .stream()
                                .filter(content -> content.kind() == EntryKind.TOMBSTONE)
                                .count();
                assertThat(reader.tombstonesBetween(from, to)).isEqualTo(expected);
            }
        });
    }
}
