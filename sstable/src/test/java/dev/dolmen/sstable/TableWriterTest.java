package dev.dolmen.sstable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.io.UnsupportedFormatException;
import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.index.Index;
import dev.dolmen.testkit.DiskOperation;
import dev.dolmen.testkit.Errno;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TableWriterTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private final TableModel model = new TableModel();

    private TableReader open() throws IOException {
        return TableReader.open(disk, TableModel.FILE, TableModel.NUMBER, new TableMemory(0));
    }

    private void fill(int entries) {
        byte[] noise = new byte[1000];
        Random random = new Random(1);
        for (int i = 0; i < entries; i++) {
            random.nextBytes(noise);
            model.entries.put(
                    new TableModel.Version(TableModel.text("key" + i), i),
                    new TableModel.Content(EntryKind.PUT, new Slice(noise.clone())));
        }
    }

    @Test
    void anEmptyTableIsReadable() throws IOException {
        TableProperties written = model.write(disk);
        assertThat(written.entryCount()).isZero();
        try (TableReader reader = open()) {
            reader.verify();
            TableIterator iterator = reader.iterator();
            iterator.seekToLast();
            assertThat(iterator.isValid()).isFalse();
            iterator.seekBefore(TableModel.text("a"));
            assertThat(iterator.isValid()).isFalse();
            assertThat(reader.get(TableModel.text("a"), 9, new PointResult())).isFalse();
            assertThat(reader.tombstonesBetween(Slice.EMPTY, TableModel.text("z")))
                    .isZero();
        }
    }

    @Test
    void rangeTombstonesWidenTheBounds() throws IOException {
        model.put("k", 5, "v");
        model.ranges.add(new RangeTombstone(TableModel.text("m"), TableModel.text("p"), 9));
        model.ranges.add(new RangeTombstone(TableModel.text("a"), TableModel.text("b"), 3));
        TableProperties written = model.write(disk);
        assertThat(written.smallestKey()).isEqualTo(TableModel.text("a"));
        assertThat(written.largestKey()).isEqualTo(TableModel.text("p"));
        assertThat(written.largestExclusive()).isTrue();
        assertThat(written.smallestSequence()).isEqualTo(3);
        assertThat(written.largestSequence()).isEqualTo(9);
        try (TableReader reader = open()) {
            assertThat(reader.rangeTombstones()).containsExactly(model.ranges.get(1), model.ranges.get(0));
        }
    }

    @Test
    void anEntryAtTheEndOfARangeIsTheLargestKey() throws IOException {
        model.put("p", 5, "v");
        model.ranges.add(new RangeTombstone(TableModel.text("m"), TableModel.text("p"), 9));
        assertThat(model.write(disk).largestExclusive()).isFalse();
    }

    /** Entries of a KB come by eight, those of 200 bytes by as many as a block is to hold, and large ones alone. */
    @ParameterizedTest
    @CsvSource({"200, 19, 4096", "450, 8, 4096", "1000, 8, 8192", "2000, 4, 8192", "5000, 1, 8192"})
    void blocksOfLongEntriesAreLarger(int valueBytes, int entriesOfABlock, int mostBytes) throws IOException {
        model.options = TableOptions.DEFAULT.withCompression(Compression.NONE);
        for (int i = 0; i < 420; i++) {
            model.put("key%04d".formatted(i), 1, "v".repeat(valueBytes));
        }
        model.write(disk);
        try (TableReader reader = open()) {
            Index index = reader.readIndex();
            for (int block = 0; block < index.count() - 1; block++) {
                assertThat(index.firstOrdinal(block + 1) - index.firstOrdinal(block))
                        .isEqualTo(entriesOfABlock);
                assertThat(index.offset(block + 1) - index.offset(block))
                        .isLessThanOrEqualTo(mostBytes + BlockTrailer.BYTES);
            }
            reader.verify();
        }
    }

    @Test
    void refusesWhatIsOutOfOrder() throws IOException {
        disk.createDirectories(TableModel.DIRECTORY);
        try (TableWriter writer = new TableWriter(disk, TableModel.FILE, TableModel.NUMBER, TableOptions.DEFAULT)) {
            writer.add(TableModel.text("b"), 5, EntryKind.PUT, Slice.EMPTY);
            assertThatThrownBy(() -> writer.add(TableModel.text("a"), 9, EntryKind.PUT, Slice.EMPTY))
                    .isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> writer.add(TableModel.text("b"), 5, EntryKind.PUT, Slice.EMPTY))
                    .isInstanceOf(AssertionError.class);
            writer.add(TableModel.text("b"), 4, EntryKind.TOMBSTONE, Slice.EMPTY);
            assertThat(writer.finish().entryCount()).isEqualTo(2);
        }
    }

    @Test
    void withoutFinishNothingIsLeft() throws IOException {
        disk.createDirectories(TableModel.DIRECTORY);
        try (TableWriter writer = new TableWriter(disk, TableModel.FILE, TableModel.NUMBER, TableOptions.DEFAULT)) {
            writer.add(TableModel.text("b"), 5, EntryKind.PUT, Slice.EMPTY);
        }
        assertThat(disk.files()).isEmpty();
        assertThat(disk.open()).isEmpty();
    }

    @Test
    void aTakenNameIsLeftAlone() throws IOException {
        model.put("a", 1, "b");
        model.write(disk);
        byte[] before = disk.content(TableModel.FILE);
        assertThatThrownBy(() -> model.write(disk)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(disk.content(TableModel.FILE)).isEqualTo(before);
    }

    /** Every call to the disk fails once: nothing is left behind, and nothing stays open. */
    @ParameterizedTest
    @EnumSource(Errno.class)
    void aFailureLeavesNoFileBehind(Errno errno) throws IOException {
        fill(400);
        disk.createDirectories(TableModel.DIRECTORY);
        int failures = 0;
        for (DiskOperation.Kind kind :
                new DiskOperation.Kind[] {DiskOperation.Kind.CREATE, DiskOperation.Kind.WRITE, DiskOperation.Kind.SYNC
                }) {
            for (long call = 0; ; call++) {
                disk.inject(Fault.once(errno, operation -> operation.is(kind, "000007.sst"))
                        .after(call));
                try {
                    model.write(disk);
                    disk.repair();
                    disk.delete(TableModel.FILE);
                    break;
                } catch (IOException expected) {
                    disk.repair();
                    failures++;
                }
                assertThat(disk.files()).isEmpty();
                assertThat(disk.open()).isEmpty();
            }
        }
        assertThat(failures).isGreaterThan(4);
    }

    @Test
    void whatIsFinishedSurvivesAPowerFailure() throws IOException {
        fill(100);
        model.write(disk);
        disk.syncDirectory(TableModel.DIRECTORY);
        SimulatedDisk left = disk.afterPowerLoss(PowerLoss.RANDOM, 1);
        try (TableReader reader = TableReader.open(left, TableModel.FILE, TableModel.NUMBER, new TableMemory(0))) {
            reader.verify();
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(this::open)
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(TableModel.FILE.toString());
    }

    @Test
    void anEmptyFileIsCorrupt() throws IOException {
        disk.createDirectories(TableModel.DIRECTORY);
        disk.create(TableModel.FILE).close();
        assertThatThrownBy(this::open).isInstanceOf(CorruptFileException.class);
        assertThat(disk.open()).isEmpty();
    }

    @Test
    void aNewerVersionIsNotCalledDamage() throws IOException {
        model.put("a", 1, "b");
        int size = (int) model.write(disk).fileBytes();
        byte[] bytes = disk.content(TableModel.FILE);
        int version = size - 16;
        bytes[version] = 2;
        Bytes checksum = new Bytes();
        checksum.addInt(dev.dolmen.io.Crc32c.of(bytes, size - Footer.BYTES, Footer.BYTES - 12));
        disk.damage(TableModel.FILE).flipBit(version, 0);
        disk.damage(TableModel.FILE).flipBit(version, 1);
        assertThatThrownBy(this::open).isInstanceOf(CorruptFileException.class);
        disk.damage(TableModel.FILE).overwrite(size - 12, checksum.toByteArray());
        assertThatThrownBy(this::open)
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void aMappedBlockIsCheckedWhenItIsMetFirst(@TempDir Path directory) throws IOException {
        fill(100);
        model.write(disk);
        byte[] content = disk.content(TableModel.FILE);
        Path file = directory.resolve("000007.sst");
        Files.write(file, content);
        Slice key = TableModel.text("key50");
        PointResult result = new PointResult();
        TableMemory memory = new TableMemory(0);
        try (TableReader reader = TableReader.open(new DiskFileSystem(), file, TableModel.NUMBER, memory)) {
            flipEveryBlock(file, content);
            assertThatThrownBy(() -> reader.get(key, 50, result)).isInstanceOf(CorruptFileException.class);
            Files.write(file, content, StandardOpenOption.WRITE);
            assertThat(reader.get(key, 50, result)).isTrue();
            assertThat(memory.heldBytes()).isPositive();
            flipEveryBlock(file, content);
            TableIterator iterator = reader.iterator();
            assertThatThrownBy(() -> iterator.seek(key, 50))
                    .as("what is copied is checked each time")
                    .isInstanceOf(CorruptFileException.class);
        }
        assertThat(memory.heldBytes()).isZero();
    }

    /** In the file that is there, so that who has it mapped sees it. */
    private static void flipEveryBlock(Path file, byte[] content) throws IOException {
        byte[] damaged = content.clone();
        for (int i = 0; i < 90_000; i += 100) {
            damaged[i] ^= 1;
        }
        Files.write(file, damaged, StandardOpenOption.WRITE);
    }

    @Test
    void whatWasFoundOutlivesTheTable() throws IOException {
        fill(100);
        model.write(disk);
        Slice key = TableModel.text("key50");
        PointResult result = new PointResult();
        try (RealFile file = new RealFile(disk.content(TableModel.FILE));
                TableReader reader = file.open()) {
            assertThat(reader.get(key, 50, result)).isTrue();
        }
        assertThat(result.value())
                .isEqualTo(model.entries.get(new TableModel.Version(key, 50)).value());
    }

    @Test
    void aFailedReadIsForThatCallOnly() throws IOException {
        fill(100);
        model.write(disk);
        try (TableReader reader = open()) {
            disk.inject(Fault.once(Errno.EIO, operation -> operation.kind() == DiskOperation.Kind.READ));
            Slice key = TableModel.text("key50");
            PointResult result = new PointResult();
            assertThatThrownBy(() -> reader.get(key, 50, result)).isInstanceOf(IOException.class);
            assertThat(reader.get(key, 50, result)).isTrue();
        }
    }

    @Test
    void interruptsAreHarmless(@TempDir Path directory) throws Exception {
        fill(200);
        DiskFileSystem real = new DiskFileSystem();
        Path file = directory.resolve("000007.sst");
        FutureTask<Integer> task = new FutureTask<>(() -> {
            int found = 0;
            Thread.currentThread().interrupt();
            try (TableWriter writer = new TableWriter(real, file, TableModel.NUMBER, TableOptions.DEFAULT)) {
                for (var entry : model.entries.entrySet()) {
                    writer.add(
                            entry.getKey().key(),
                            entry.getKey().sequence(),
                            EntryKind.PUT,
                            entry.getValue().value());
                }
                writer.finish();
            }
            try (TableReader reader = TableReader.open(real, file, TableModel.NUMBER, new TableMemory(0))) {
                reader.verify();
                for (var entry : model.entries.entrySet()) {
                    found += reader.get(entry.getKey().key(), Long.MAX_VALUE, new PointResult()) ? 1 : 0;
                }
            }
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return found;
        });
        Thread thread = new Thread(task);
        thread.start();
        assertThat(task.get()).isEqualTo(200);
        thread.join();
    }
}
