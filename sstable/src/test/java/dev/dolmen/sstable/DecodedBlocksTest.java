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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a table is decoded into memory, by whom it is used, and what becomes of damage. */
class DecodedBlocksTest {

    private static final long BUDGET = 10_000_000;

    private static final String LONG = "x".repeat(1_000);

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

    /** As it was before the last entry, so that it is not taken for a hot row. */
    private Slice getInTheBlock(TableReader reader, String key) throws IOException {
        assertThat(reader.get(TableModel.text(key), 998, result)).isTrue();
        return result.value();
    }

    @Test
    void aValueOfADecodedBlockIsNotCopied() throws IOException {
        try (RealFile file = file(Compression.LZ4);
                TableReader reader = file.open(memory)) {
            Slice first = getInTheBlock(reader, "key1500");
            assertThat(memory.cacheStatistics().blocks()).isZero();
            Slice second = getInTheBlock(reader, "key1500");
            assertThat(memory.cacheStatistics().blocks()).isEqualTo(1);
            Slice third = getInTheBlock(reader, "key1500");
            assertThat(third).isEqualTo(first).isEqualTo(second);
            assertThat(third.array()).isSameAs(second.array()).isNotSameAs(first.array());
            assertThat(third.array().length).isGreaterThan(third.length());
        }
        assertThat(memory.cacheStatistics().bytes()).isZero();
    }

    /** Whether they were compressed or not: what is spared is the copy. */
    @ParameterizedTest
    @EnumSource(Compression.class)
    void longValuesAreArraysOfTheirOwn(Compression compression) throws IOException {
        try (RealFile file = file(compression, LONG);
                TableReader reader = file.open(memory)) {
            Slice first = getInTheBlock(reader, "key1500");
            assertThat(memory.cacheStatistics().blocks()).isZero();
            Slice second = getInTheBlock(reader, "key1500");
            assertThat(memory.cacheStatistics().blocks()).isEqualTo(1);
            Slice third = getInTheBlock(reader, "key1500");
            assertThat(third).isEqualTo(first).isEqualTo(second);
            assertThat(third.array()).isSameAs(second.array()).isNotSameAs(first.array());
            assertThat(third.array().length).isEqualTo(third.length());
            try (TableIterator iterator = reader.iterator()) {
                iterator.seek(TableModel.text("key1500"), Long.MAX_VALUE);
                assertThat(iterator.value().array()).isSameAs(third.array());
                assertThat(iterator.isValueKept()).isTrue();
            }
        }
        assertThat(memory.cacheStatistics().bytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void whatLongValuesTakeIsCounted(Compression compression) throws IOException {
        try (RealFile file = file(compression, LONG);
                TableReader reader = file.open(memory)) {
            walk(reader.iterator());
            long values = reader.properties().rawValueBytes();
            assertThat(memory.cacheStatistics().bytes()).isBetween(values + 1_000 * 24, values + 1_000 * 200);
        }
    }

    @Test
    void whatAWalkPutsTogetherIsNotToBeKept() throws IOException {
        try (RealFile file = file(Compression.LZ4);
                TableReader reader = file.open(memory);
                TableIterator iterator = reader.iterator();
                TableIterator ofFile = reader.fileIterator()) {
            iterator.seekToFirst();
            assertThat(iterator.isValueKept()).isFalse();
            ofFile.seekToFirst();
            assertThat(ofFile.isValueKept()).isFalse();
        }
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
    void whoPassesDecodesNothingButReadsWhatIsDecoded() throws IOException {
        try (RealFile file = file(Compression.LZ4);
                TableReader reader = file.open(memory)) {
            for (int i = 0; i < 5; i++) {
                assertThat(walk(reader.passingIterator())).isEqualTo(1_000);
            }
            assertThat(memory.cacheStatistics().admitted()).isZero();
            assertThat(walk(reader.iterator())).isEqualTo(1_000);
            try (TableIterator own = reader.iterator();
                    TableIterator passing = reader.passingIterator()) {
                own.seekToFirst();
                passing.seekToFirst();
                assertThat(memory.cacheStatistics().admitted()).isPositive();
                assertThat(passing.value().array()).isSameAs(own.value().array());
            }
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
