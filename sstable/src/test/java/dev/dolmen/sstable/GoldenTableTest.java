package dev.dolmen.sstable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.index.Index;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables as version 1 of the format writes them, kept so that the format does not change by accident and old files stay
 * readable. {@code -Drewrite=true} writes them, which is right only while no release has written this version.
 */
class GoldenTableTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/sstable-v1");

    private final DiskFileSystem disk = new DiskFileSystem();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"small", "everything", "lz4"})
    void decodesToItsListing(String name) throws IOException {
        if (Boolean.getBoolean("rewrite")) {
            Files.deleteIfExists(golden(name, ".sst"));
            writeModel(name, golden(name, ".sst"));
            Files.writeString(golden(name, ".txt"), listing(golden(name, ".sst")));
        }
        assertThat(listing(golden(name, ".sst"))).isEqualTo(Files.readString(golden(name, ".txt")));
    }

    /** What was decoded from the file, written again. */
    @ParameterizedTest
    @ValueSource(strings = {"small", "everything", "lz4"})
    void encodesToTheSameBytesAgain(String name) throws IOException {
        Path copy = directory.resolve("copy.sst");
        try (TableReader reader = open(golden(name, ".sst"));
                TableWriter writer = new TableWriter(disk, copy, TableModel.NUMBER, model(name).options)) {
            TableIterator iterator = reader.iterator();
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                writer.add(iterator.key(), iterator.sequence(), iterator.kind(), iterator.value());
            }
            reader.rangeTombstones().forEach(writer::addRangeTombstone);
            assertThat(writer.finish()).isEqualTo(reader.properties());
        }
        assertThat(copy).hasSameBinaryContentAs(golden(name, ".sst"));
    }

    @Test
    void lz4IsSmaller() throws IOException {
        TableModel model = model("lz4");
        assertThat(Files.size(golden("lz4", ".sst"))).isLessThan(model.entries.size() * 100L);
    }

    private static Path golden(String name, String suffix) {
        return GOLDEN.resolve(name + suffix);
    }

    private static TableModel model(String name) {
        TableModel model = new TableModel();
        switch (name) {
            case "small" -> {
                model.options = new TableOptions(4096, Compression.NONE, 10);
                model.put("apple", 3, "red");
                model.delete("apricot", 2);
            }
            case "everything" -> {
                model.options = new TableOptions(64, Compression.NONE, 10);
                for (int i = 0; i < 20; i++) {
                    model.put(String.format("user#%02d", i / 2), 100 - i, "value " + i);
                    if (i % 5 > 2) {
                        model.delete(String.format("user#%02d/x", i), 50 + i);
                    }
                }
                model.put("", 1L << 40, "under the empty key");
                model.ranges.add(new RangeTombstone(TableModel.text("user#03"), TableModel.text("user#05"), 77));
                model.ranges.add(new RangeTombstone(TableModel.text("zoo"), TableModel.text("zoom"), 78));
            }
            default -> {
                model.options = new TableOptions(1024, Compression.LZ4, 10);
                for (int i = 0; i < 60; i++) {
                    model.put(String.format("item#%04d", i), 1000 + i, "the same words again and again ".repeat(4));
                }
            }
        }
        return model;
    }

    private void writeModel(String name, Path target) throws IOException {
        TableModel model = model(name);
        try (TableWriter writer = new TableWriter(disk, target, TableModel.NUMBER, model.options)) {
            for (var entry : model.entries.entrySet()) {
                writer.add(
                        entry.getKey().key(),
                        entry.getKey().sequence(),
                        entry.getValue().kind(),
                        entry.getValue().value());
            }
            model.ranges.forEach(writer::addRangeTombstone);
            writer.finish();
        }
    }

    private TableReader open(Path file) throws IOException {
        return TableReader.open(disk, file, TableModel.NUMBER, new TableMemory(0));
    }

    private String listing(Path file) throws IOException {
        StringBuilder listing = new StringBuilder();
        try (TableReader reader = open(file)) {
            reader.verify();
            Footer footer = reader.footer();
            listing.append("footer: ").append(footer).append('\n');
            listing.append("properties: ").append(reader.properties()).append('\n');
            listing.append("tombstones: ").append(reader.tombstoneOrdinals()).append('\n');
            reader.rangeTombstones()
                    .forEach(range -> listing.append("range: ").append(range).append('\n'));
            Index index = reader.readIndex();
            for (int block = 0; block < index.count(); block++) {
                listing.append(String.format(
                        "index: up to %s at %d: block at %d, first ordinal %d%n",
                        index.separator(block),
                        index.separatorSequence(block),
                        index.offset(block),
                        index.firstOrdinal(block)));
            }
            TableIterator entries = reader.iterator();
            for (entries.seekToFirst(); entries.isValid(); entries.next()) {
                Slice value = entries.value();
                listing.append(String.format(
                        "%d: %s at %d %s %s%n",
                        entries.ordinal(), entries.key(), entries.sequence(), entries.kind(), value));
            }
        }
        return listing.toString();
    }
}
