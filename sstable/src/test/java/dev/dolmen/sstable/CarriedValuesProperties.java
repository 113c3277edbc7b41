package dev.dolmen.sstable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.bytes.Words;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Rows that go from table to table, compressed as they are, some replaced on the way, are what they were put as. */
class CarriedValuesProperties {

    private static final Path DIRECTORY = Path.of("/tables");
    private static final TableOptions COMPRESSED =
            TableOptions.DEFAULT.withBlockBytes(1_000).withCompression(Compression.LZ4);

    /** Kinds of rows, by their names. */
    private static final String[][] KINDS = {
        {"department", "salary-per-year", "position"},
        {"latitude", "longitude", "temperature", "humidity"},
        {"title", "author", "number-of-pages", "year-of-publication"}
    };

    private final SimulatedDisk disk = new SimulatedDisk();
    private final TreeMap<Slice, Slice> model = new TreeMap<>();
    private List<Path> tables = new ArrayList<>();
    private long files;
    private int generation;
    private Dictionaries offered = Dictionaries.NONE;

    private static Slice key(int number) {
        return TableModel.text(String.format("key-%06d", number));
    }

    private static Slice value(Random random, int kind) {
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(random.nextInt(20) == 0 ? 5_000 : 60)];
            random.nextBytes(noise);
            return new Slice(noise);
        }
        StringBuilder row = new StringBuilder();
        for (String name : KINDS[kind]) {
            row.append(name).append('=').append(random.nextInt(1_000_000)).append(';');
        }
        return new Slice(row.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private TableReader open(Path table) throws IOException {
        String name = table.getFileName().toString();
        return TableReader.open(disk, table, Long.parseLong(name), new TableMemory(0));
    }

    /** Writes tables of up to so many entries of a run with replaced rows in it. */
    private void merge(TreeMap<Slice, Slice> replaced, int tableEntries, TableOptions options) throws IOException {
        disk.createDirectories(DIRECTORY);
        generation++;
        List<Path> inputs = tables;
        tables = new ArrayList<>();
        TreeMap<Slice, Slice> left = new TreeMap<>(replaced);
        try (Run run = new Run(options, tableEntries)) {
            for (Path input : inputs) {
                try (TableReader reader = open(input);
                        EntryIterator entries = reader.fileIterator()) {
                    for (entries.seekToFirst(); entries.isValid(); entries.next()) {
                        Slice key = entries.key();
                        for (Slice first = left.isEmpty() ? null : left.firstKey();
                                first != null && first.compareTo(key) < 0;
                                first = left.isEmpty() ? null : left.firstKey()) {
                            run.put(first, left.remove(first));
                        }
                        Slice newer = left.remove(key);
                        if (newer != null) {
                            run.put(key, newer);
                        } else {
                            run.copy(entries);
                        }
                    }
                }
            }
            while (!left.isEmpty()) {
                Slice first = left.firstKey();
                run.put(first, left.remove(first));
            }
        }
        for (Path input : inputs) {
            disk.delete(input);
        }
        model.putAll(replaced);
    }

    /** Writes tables one after the other. */
    private final class Run implements AutoCloseable {

        private final TableOptions options;
        private final int tableEntries;
        private final CarriedValue carried = new CarriedValue();
        private TableWriter writer;

        Run(TableOptions options, int tableEntries) throws IOException {
            this.options = options;
            this.tableEntries = tableEntries;
            this.writer = start();
        }

        private TableWriter start() throws IOException {
            files++;
            Path file = DIRECTORY.resolve(Long.toString(files));
            tables.add(file);
            return new TableWriter(disk, file, files, options, offered);
        }

        private TableWriter next() throws IOException {
            if (writer.entryCount() >= tableEntries) {
                writer.finish();
                writer = start();
            }
            return writer;
        }

        void put(Slice key, Slice value) throws IOException {
            next().add(key, generation, EntryKind.PUT, value);
        }

        void copy(EntryIterator entry) throws IOException {
            TableWriter to = next();
            if (options.compression() == Compression.LZ4 && entry.carry(carried)) {
                to.add(entry.key(), entry.sequence(), carried);
            } else {
                to.add(entry.key(), entry.sequence(), entry.kind(), entry.value());
            }
        }

        @Override
        public void close() throws IOException {
            writer.finish();
        }
    }

    private void check() throws IOException {
        TreeMap<Slice, Slice> found = new TreeMap<>();
        for (Path table : tables) {
            try (TableReader reader = open(table);
                    EntryIterator entries = reader.iterator()) {
                reader.verify();
                long keyAndValueBytes = 0;
                PointResult result = new PointResult();
                for (entries.seekToFirst(); entries.isValid(); entries.next()) {
                    Slice key = new Slice(entries.key().toByteArray());
                    found.put(key, new Slice(entries.value().toByteArray()));
                    keyAndValueBytes += key.length() + entries.value().length();
                    assertThat(reader.get(key, Long.MAX_VALUE, result)).isTrue();
                    assertThat(result.value()).isEqualTo(entries.value());
                }
                assertThat(reader.properties().rawKeyBytes()
                                + reader.properties().rawValueBytes())
                        .isEqualTo(keyAndValueBytes);
                assertThat(reader.dictionaries().count()).isLessThanOrEqualTo(255);
            }
        }
        assertThat(found).isEqualTo(model);
    }

    private TreeMap<Slice, Slice> rows(Random random, int count, int of, int kind) {
        TreeMap<Slice, Slice> rows = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            rows.put(key(random.nextInt(of)), value(random, kind));
        }
        return rows;
    }

    @Property(tries = 40)
    void rowsAreWhatTheyWerePutAs(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        int keys = 1 + random.nextInt(2_000);
        for (int round = 0; round < 6; round++) {
            int kind = random.nextInt(KINDS.length);
            TableOptions options = random.nextInt(6) == 0 ? COMPRESSED.withCompression(Compression.NONE) : COMPRESSED;
            offered = random.nextBoolean() || tables.isEmpty() ? Dictionaries.NONE : dictionariesOf(tables.get(0));
            merge(rows(random, random.nextInt(keys), keys, kind), 1 + random.nextInt(800), options);
            check();
        }
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (Path table : tables) {
            bytes += disk.size(table);
        }
        return bytes;
    }

    private Dictionaries dictionariesOf(Path table) throws IOException {
        try (TableReader reader = open(table)) {
            return reader.dictionaries();
        }
    }

    /** Writes rows to tables beside those that there are, and returns how many bytes they take. */
    private long bytesBeside(TreeMap<Slice, Slice> rows, Dictionaries mayUse) throws IOException {
        List<Path> others = tables;
        tables = new ArrayList<>();
        offered = mayUse;
        merge(rows, 1_000_000, COMPRESSED);
        long bytes = bytes();
        others.addAll(tables);
        tables = others;
        return bytes;
    }

    private int dictionaries() throws IOException {
        int count = 0;
        for (Path table : tables) {
            try (TableReader reader = open(table)) {
                count += reader.dictionaries().count();
            }
        }
        return count;
    }

    @Example
    void aDictionaryIsHandedOn() throws IOException {
        Random random = new Random(1);
        merge(rows(random, 4_000, 4_000, 0), 100_000, COMPRESSED);
        assertThat(dictionaries()).isEqualTo(1);
        long before = bytes();
        int rows = model.size();
        for (int round = 0; round < 10; round++) {
            merge(rows(random, 400, 4_000, 0), 100_000, COMPRESSED);
        }
        check();
        assertThat(dictionaries()).isEqualTo(1);
        assertThat((double) bytes() / model.size()).isLessThan(1.1 * before / rows);
    }

    @Example
    void oneThatIsOfferedIsUsedIfItSuits() throws IOException {
        Random random = new Random(3);
        int keys = 20_000;
        long first = bytesBeside(rows(random, 4 * keys, keys, 0), Dictionaries.NONE);
        assertThat(dictionaries()).as("a short one, then a long one").isEqualTo(2);
        Dictionaries ofFirst = dictionariesOf(tables.get(0));
        assertThat(bytesBeside(rows(random, 4 * keys, keys, 0), ofFirst)).isLessThan(first);
        assertThat(dictionaries()).isEqualTo(3);
        assertThat(dictionariesOf(tables.get(1)).all().get(0).bytes())
                .as("the long one")
                .isEqualTo(ofFirst.all().get(1).bytes());
    }

    @Example
    void oneThatIsOfferedAndDoesNotSuitIsNotUsed() throws IOException {
        Random random = new Random(4);
        int keys = 20_000;
        bytesBeside(rows(random, 4 * keys, keys, 0), Dictionaries.NONE);
        Dictionaries ofOthers = dictionariesOf(tables.get(0));
        TreeMap<Slice, Slice> rows = rows(random, 4 * keys, keys, 1);
        long alone = bytesBeside(rows, Dictionaries.NONE);
        assertThat(bytesBeside(rows, ofOthers)).isLessThan(alone * 51 / 50);
    }

    /** Rows that change kind every so many. */
    private TreeMap<Slice, Slice> stretches(Random random, int count) {
        TreeMap<Slice, Slice> rows = new TreeMap<>();
        for (int i = 0; i < count * 3_000; i++) {
            rows.put(key(i), value(random, i / 3_000 % 2));
        }
        return rows;
    }

    @Example
    void oneThatIsOfferedIsTakenUpAgainWhereItSuits() throws IOException {
        Random random = new Random(5);
        bytesBeside(stretches(random, 2), Dictionaries.NONE);
        assertThat(dictionaries()).as("one for each kind").isEqualTo(2);
        TreeMap<Slice, Slice> rows = stretches(random, 12);
        bytesBeside(rows, Dictionaries.NONE);
        bytesBeside(rows, dictionariesOf(tables.get(0)));
        assertThat(dictionariesOf(tables.get(2)).count())
                .isLessThan(dictionariesOf(tables.get(1)).count());
    }

    @Example
    void oneThatNoLongerSuitsIsGivenUp() throws IOException {
        Random random = new Random(2);
        int keys = 40_000;
        merge(rows(random, 8 * keys, keys, 0), 1_000_000, COMPRESSED);
        long suited = bytes();
        // Row by row the other kind takes over, each time too few rows for a dictionary of their own.
        for (int round = 0; round < 12; round++) {
            merge(rows(random, keys / 4, keys, 1), 1_000_000, COMPRESSED);
        }
        merge(rows(random, keys / 4, keys, 1), 1_000_000, COMPRESSED);
        long worn = bytes();
        tables.clear();
        TreeMap<Slice, Slice> all = new TreeMap<>(model);
        merge(all, 1_000_000, COMPRESSED);
        assertThat(worn).as("beside %s for the first kind", suited).isLessThan(bytes() * 6 / 5);
        check();
    }

    @Property(tries = 60)
    void damageIsFoundBeforeItIsCarried(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        merge(rows(random, 300, 300, 0), 1_000, COMPRESSED);
        Path table = tables.get(0);
        int blocks = (int) disk.size(table) / 2;
        disk.damage(table).flipBit(random.nextInt(blocks), random.nextInt(8));
        assertThatThrownBy(() -> merge(rows(random, 30, 300, 0), 1_000, COMPRESSED))
                .isInstanceOf(CorruptFileException.class);
    }

    /** The first block of a merge is always decoded, to see whether its dictionary still suits. */
    @Example
    void aValueThatIsNoLz4IsToldWithThePlaceItWasStoredIn() throws IOException {
        Random random = new Random(3);
        merge(rows(random, 300, 300, 0), 1_000, COMPRESSED);
        Path table = tables.get(0);
        damageAValueOfTheFirstBlock(table, random);
        assertThatThrownBy(() -> merge(new TreeMap<>(), 1_000, COMPRESSED))
                .isInstanceOfSatisfying(CorruptFileException.class, damage -> {
                    assertThat(damage.file()).isEqualTo(table);
                    assertThat(damage.offset()).isZero();
                })
                .hasMessageContaining("LZ4");
    }

    /** Changes a byte in the middle, with the checksum, until a value cannot be decoded. */
    private void damageAValueOfTheFirstBlock(Path table, Random random) throws IOException {
        byte[] intact = disk.content(table);
        int length;
        try (TableReader reader = open(table)) {
            length = (int) reader.readIndex().offset(1) - BlockTrailer.BYTES;
        }
        long number = Long.parseLong(table.getFileName().toString());
        while (true) {
            byte[] block = Arrays.copyOf(intact, length + BlockTrailer.BYTES);
            block[length / 2 + random.nextInt(40)] = (byte) random.nextInt();
            Words.setInt(
                    block,
                    length,
                    BlockTrailer.begin(number, 0).add(block, 0, length).value());
            disk.damage(table).overwrite(0, block);
            try (TableReader reader = open(table)) {
                reader.verify();
            } catch (CorruptFileException damage) {
                if (damage.getMessage().contains("LZ4")) {
                    return;
                }
            }
        }
    }
}
