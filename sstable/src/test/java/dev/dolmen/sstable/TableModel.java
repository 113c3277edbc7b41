package dev.dolmen.sstable;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** What a table should hold, as a sorted map, and ways to make it up from a seed. */
final class TableModel {

    static final Path DIRECTORY = Path.of("/tables");
    static final Path FILE = DIRECTORY.resolve("000007.sst");
    static final long NUMBER = 7;

    record Version(Slice key, long sequence) {}

    record Content(EntryKind kind, Slice value) {}

    static final Comparator<Version> ORDER = Comparator.comparing(Version::key)
            .thenComparing(Comparator.comparingLong(Version::sequence).reversed());

    final TreeMap<Version, Content> entries = new TreeMap<>(ORDER);
    final List<RangeTombstone> ranges = new ArrayList<>();
    TableOptions options = TableOptions.DEFAULT;

    static Slice text(String text) {
        return new Slice(text.getBytes(StandardCharsets.US_ASCII));
    }

    void put(String key, long sequence, String value) {
        entries.put(new Version(text(key), sequence), new Content(EntryKind.PUT, text(value)));
    }

    void delete(String key, long sequence) {
        entries.put(new Version(text(key), sequence), new Content(EntryKind.TOMBSTONE, Slice.EMPTY));
    }

    /**
     * Empty and shared-prefix keys, many versions of some, runs of tombstones, now and then a value of half a megabyte; in one
     * model of three most values are longer than a key by far.
     */
    static TableModel random(Random random, int size) {
        TableModel model = new TableModel();
        boolean runOfTombstones = false;
        int least = random.nextInt(3) == 0 ? 400 + random.nextInt(400) : 0;
        for (int i = 0; i < size; i++) {
            Slice key = key(random);
            int versions = random.nextInt(20) == 0 ? 1 + random.nextInt(200) : 1 + random.nextInt(2);
            for (int version = 0; version < versions; version++) {
                runOfTombstones ^= random.nextInt(8) == 0;
                Content content = runOfTombstones
                        ? new Content(EntryKind.TOMBSTONE, Slice.EMPTY)
                        : new Content(EntryKind.PUT, value(random, least));
                model.entries.put(new Version(key, sequence(random)), content);
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            Slice a = key(random);
            Slice b = key(random);
            if (!a.equals(b)) {
                boolean ordered = a.compareTo(b) < 0;
                model.ranges.add(new RangeTombstone(ordered ? a : b, ordered ? b : a, sequence(random)));
            }
        }
        model.options = new TableOptions(
                1 << random.nextInt(14),
                random.nextBoolean() ? Compression.LZ4 : Compression.NONE,
                random.nextInt(5) == 0 ? 0 : 10);
        return model;
    }

    static long sequence(Random random) {
        return random.nextInt(10) == 0 ? random.nextLong() >>> 3 : random.nextInt(1000);
    }

    static Slice key(Random random) {
        byte[] bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 200 : 8)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : -random.nextInt(2));
        }
        return new Slice(bytes);
    }

    private static Slice value(Random random, int least) {
        byte[] bytes = new byte[random.nextInt(300) == 0 ? 500_000 : least + random.nextInt(100)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        }
        return new Slice(bytes);
    }

    TableProperties write(FileSystem disk) throws IOException {
        disk.createDirectories(DIRECTORY);
        try (TableWriter writer = new TableWriter(disk, FILE, NUMBER, options)) {
            for (var entry : entries.entrySet()) {
                writer.add(
                        entry.getKey().key(),
                        entry.getKey().sequence(),
                        entry.getValue().kind(),
                        entry.getValue().value());
            }
            ranges.forEach(writer::addRangeTombstone);
            return writer.finish();
        }
    }
}
