package dev.dolmen.sstable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.testkit.FileDamage;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens to the bytes of a table, readers give what was written or say that it is corrupt, and never else. */
class TableDamageProperties {

    private final SimulatedDisk disk = new SimulatedDisk();
    private TableModel model = new TableModel();

    private TableReader open() throws IOException {
        return TableReader.open(disk, TableModel.FILE, TableModel.NUMBER, new TableMemory(0));
    }

    private int write(Random random, int size) throws IOException {
        model = TableModel.random(random, size);
        return (int) model.write(disk).fileBytes();
    }

    private interface Opening {
        TableReader open() throws IOException;
    }

    /** Where files are mapped, and where they are not. */
    private void requireDetected() throws IOException {
        requireDetected(TableModel.FILE, this::open);
        assertThat(disk.open()).isEmpty();
        try (RealFile file = new RealFile(disk.content(TableModel.FILE))) {
            requireDetected(file.path(), file::open);
        }
    }

    /** Opens, verifies and reads everything; whatever is answered must be right. */
    private void requireDetected(Path path, Opening opening) {
        assertThatThrownBy(() -> {
                    try (TableReader reader = opening.open()) {
                        readEverything(reader);
                        reader.verify();
                    }
                })
                .isInstanceOfSatisfying(CorruptFileException.class, damage -> {
                    assertThat(damage.file()).isEqualTo(path);
                    assertThat(damage.offset()).isNotNegative();
                });
        assertThatThrownBy(() -> {
                    try (TableReader reader = opening.open()) {
                        reader.verify();
                    }
                })
                .isInstanceOf(CorruptFileException.class);
    }

    private void readEverything(TableReader reader) throws IOException {
        assertThat(reader.properties().entryCount()).isEqualTo(model.entries.size());
        PointResult result = new PointResult();
        TableIterator iterator = reader.iterator();
        iterator.seekToFirst();
        for (var entry : model.entries.entrySet()) {
            assertThat(iterator.key()).isEqualTo(entry.getKey().key());
            assertThat(iterator.value()).isEqualTo(entry.getValue().value());
            assertThat(reader.get(entry.getKey().key(), entry.getKey().sequence(), result))
                    .isTrue();
            assertThat(result.value()).isEqualTo(entry.getValue().value());
            iterator.next();
        }
        for (iterator.seekToLast(); iterator.isValid(); iterator.previous()) {
            assertThat(iterator.kind()).isNotNull();
        }
        assertThat(reader.tombstoneOrdinals().getCardinality())
                .isEqualTo((int) reader.properties().tombstoneCount());
        assertThat(reader.rangeTombstones()).hasSize(model.ranges.size());
    }

    @Property(tries = 600)
    void aFlippedBitIsDetected(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        int size = write(random, random.nextInt(60));
        // Half of the flips near the end, where all but the data is.
        int offset = random.nextBoolean() ? random.nextInt(size) : size - 1 - random.nextInt(Math.min(size, 500));
        disk.damage(TableModel.FILE).flipBit(offset, random.nextInt(8));
        requireDetected();
        disk.delete(TableModel.FILE);
    }

    @Example
    void everyFlippedBitOfASmallTableIsDetected() throws IOException {
        model.options = TableOptions.DEFAULT.withBlockBytes(60);
        for (int i = 0; i < 6; i++) {
            model.put("key" + i, 10 + i, "value".repeat(i));
            model.delete("key" + i, 3);
        }
        model.ranges.add(new RangeTombstone(TableModel.text("key2"), TableModel.text("lock"), 99));
        int bits = Byte.SIZE * (int) model.write(disk).fileBytes();
        for (int bit = 0; bit < bits; bit++) {
            disk.damage(TableModel.FILE).flipBit(bit / Byte.SIZE, bit % Byte.SIZE);
            requireDetected();
            disk.damage(TableModel.FILE).flipBit(bit / Byte.SIZE, bit % Byte.SIZE);
        }
        try (TableReader reader = open()) {
            reader.verify();
            readEverything(reader);
        }
    }

    @Property(tries = 200)
    void otherDamageIsDetected(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        int size = write(random, 5 + random.nextInt(60));
        byte[] before = disk.content(TableModel.FILE);
        FileDamage damage = disk.damage(TableModel.FILE);
        int length = 1 + random.nextInt(Math.min(512, size / 2));
        int offset = random.nextInt(size - length + 1);
        switch (random.nextInt(5)) {
            case 0 -> damage.truncate(random.nextInt(size));
            case 1 -> damage.overwrite(size, Arrays.copyOfRange(before, size - length, size));
            case 2 -> damage.overwrite(size, new byte[length]);
            case 3 -> damage.zero(offset, length);
            default -> damage.overwrite(offset, Arrays.copyOf(before, length));
        }
        if (!Arrays.equals(before, disk.content(TableModel.FILE))) {
            requireDetected();
        }
        disk.delete(TableModel.FILE);
    }

    @Example
    void swappedBlocksAreDetected() throws IOException {
        model.options = new TableOptions(64, Compression.NONE, 10);
        for (int i = 0; i < 9; i++) {
            model.put("key" + i, 5, "x".repeat(50));
        }
        model.write(disk);
        int length = disk.content(TableModel.FILE).length;
        int block = blockLength();
        assertThat(2 * block).isLessThan(length);
        disk.damage(TableModel.FILE).swap(0, block, block);
        requireDetected();
    }

    private int blockLength() throws IOException {
        try (TableReader reader = open()) {
            return (int) reader.readIndex().offset(1);
        }
    }

    @Example
    void aSecondFooterIsRefusedOnOpening() throws IOException {
        model.put("a", 1, "b");
        int size = (int) model.write(disk).fileBytes();
        byte[] bytes = disk.content(TableModel.FILE);
        disk.damage(TableModel.FILE).overwrite(size, Arrays.copyOfRange(bytes, size - Footer.BYTES, size));
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("length of the file: expected " + size);
    }

    @Example
    void anotherTablesFileIsDetected() throws IOException {
        model.put("a", 1, "b");
        model.write(disk);
        assertThatThrownBy(() -> TableReader.open(disk, TableModel.FILE, 8, new TableMemory(0)))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("file number: expected 8, found 7");
        assertThat(disk.open()).isEmpty();
    }

    @Example
    void aBlockOfAnotherFileAtTheSamePlaceIsDetected() throws IOException {
        model.put("a", 1, "b");
        model.write(disk);
        byte[] other = disk.content(TableModel.FILE);
        disk.delete(TableModel.FILE);
        try (TableWriter writer = new TableWriter(disk, TableModel.FILE, 8, TableOptions.DEFAULT)) {
            writer.add(TableModel.text("a"), 1, EntryKind.PUT, TableModel.text("b"));
            writer.finish();
        }
        disk.damage(TableModel.FILE).overwrite(0, Arrays.copyOf(other, 40));
        try (TableReader reader = TableReader.open(disk, TableModel.FILE, 8, new TableMemory(0))) {
            assertThatThrownBy(reader::verify)
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("block checksum");
            Slice key = TableModel.text("a");
            assertThatThrownBy(() -> reader.get(key, 5, new PointResult())).isInstanceOf(CorruptFileException.class);
        }
    }
}
