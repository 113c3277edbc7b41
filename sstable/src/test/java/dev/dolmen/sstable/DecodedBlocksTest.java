package dev.dolmen.sstable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** What of a table is decoded into memory, by whom it is used, and what becomes of damage. */
class DecodedBlocksTest {

    private static final long BUDGET = 10_000_000;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final TableModel model = new TableModel();
    private final TableMemory memory = new TableMemory(BUDGET);
    private final PointResult result = new PointResult();

    private RealFile file(Compression compression) throws IOException {
        return file(compression, "");
    }

    private RealFile file(Compression compression, String more) throws IOException {
        model.options = TableOptions.DEFAULT.withCompression(compression);
        for (int i = 0; i < 1_000; i++) {
            model.put("key" + (1_000 + i), i, "a value much like all others but for its number " + i + more);
        }
        model.write(disk);
        return new RealFile(disk.content(TableModel.FILE));
    }

    private Slice get(TableReader reader, String key) throws IOException {
        assertThat(reader.get(TableModel.text(key), Long.MAX_VALUE, result)).isTrue();
        return result.value();
    }

    private static int walk(TableIterator iterator) throws IOException {
        int entries = 0;
        try (iterator) {
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                entries += iterator.value().length() > 0 ? 1 : 0;
            }
        }
        return entries;
    }

    @Test
    void aValueOfADecodedBlockIsNotCopied() throws IOException {
        try (RealFile file = file(Compression.LZ4, "x".repeat(HotRows.MOST_ROW_BYTES));
                TableReader reader = file.open(memory)) {
            Slice first = get(reader, "key1500");
            assertThat(memory.cacheStatistics().blocks()).isZero();
            Slice second = get(reader, "key1500");
            assertThat(memory.cacheStatistics().blocks()).isEqualTo(1);
            Slice third = get(reader, "key1500");
            assertThat(third).isEqualTo(first).isEqualTo(second);
            assertThat(third.array()).isSameAs(second.array()).isNotSameAs(first.array());
        }
        assertThat(memory.cacheStatistics().bytes()).isZero();
    }

    @Test
    void aWalkDecodesAndMaintenanceDoesNot() throws IOException {
        try (RealFile file = file(Compression.LZ4);
                TableReader reader = file.open(memory)) {
            assertThat(walk(reader.fileIterator())).isEqualTo(1_000);
            reader.verify();
            assertThat(memory.cacheStatistics().admitted()).isZero();
            assertThat(walk(reader.iterator())).isEqualTo(1_000);
            assertThat(memory.cacheStatistics().blocks()).isGreaterThan(10);
            assertThat(walk(reader.iterator())).isEqualTo(1_000);
        }
    }

    @Test
    void whatIsReadInPlaceIsNotKept() throws IOException {
        try (RealFile file = file(Compression.NONE);
                TableReader reader = file.open(memory)) {
            for (int i = 0; i < 5; i++) {
                walk(reader.iterator());
            }
            assertThat(memory.cacheStatistics()).isEqualTo(CacheStatistics.NONE);
        }
    }

    @Test
    void aBlockIsCheckedAgainBeforeItIsDecoded() throws IOException {
        try (RealFile file = file(Compression.LZ4);
                TableReader reader = file.open(memory)) {
            get(reader, "key1001");
            long offset = 30;
            try (FileChannel channel =
                    FileChannel.open(file.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, offset);
                channel.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), offset);
            }
            assertThatThrownBy(() -> get(reader, "key1000"))
                    .isInstanceOfSatisfying(CorruptFileException.class, damage -> {
                        assertThat(damage.file()).isEqualTo(file.path());
                        assertThat(damage.offset()).isZero();
                    });
            assertThat(memory.cacheStatistics().blocks()).isZero();
        }
    }

    @Test
    void damageThatCameAfterwardsIsFoundByVerify() throws IOException {
        try (RealFile file = file(Compression.LZ4);
                TableReader reader = file.open(memory)) {
            walk(reader.iterator());
            try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7}), 100);
            }
            assertThat(walk(reader.iterator())).isEqualTo(1_000);
            assertThatThrownBy(reader::verify).isInstanceOf(CorruptFileException.class);
            assertThatThrownBy(() -> walk(reader.fileIterator())).isInstanceOf(CorruptFileException.class);
        }
    }

    @Test
    void whatTablesNeedComesBeforeDecodedBlocks() throws IOException {
        try (RealFile file = file(Compression.LZ4);
                TableReader reader = file.open(memory)) {
            walk(reader.iterator());
            long cached = memory.cacheStatistics().bytes();
            memory.hold(BUDGET - memory.heldBytes() - cached / 2);
            assertThat(memory.cacheStatistics().bytes()).isBetween(1L, cached / 2);
            memory.hold(cached);
            assertThat(memory.cacheStatistics().bytes()).isZero();
            assertThat(walk(reader.iterator())).isEqualTo(1_000);
            assertThat(memory.cacheStatistics().bytes()).isZero();
        }
    }
}
