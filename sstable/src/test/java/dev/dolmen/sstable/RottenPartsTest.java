package dev.dolmen.sstable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Parts of a mapped table that change after they were read, as when their pages come back from a failing disk. Index and
 * filter say where to look, and whether: wrong ones would make rows vanish without a word.
 */
class RottenPartsTest {

    private static final int ROWS = 1_000;
    private static final Slice KEY = TableModel.text("key 0500");

    private interface Reading {
        void read(TableReader reader) throws IOException;
    }

    private static void found(TableReader reader) throws IOException {
        assertThat(reader.get(KEY, Long.MAX_VALUE, new PointResult())).isTrue();
    }

    private static void probed(TableReader reader) throws IOException {
        assertThat(reader.probe().find(KEY, TableReader.hash(KEY))).isTrue();
    }

    private static void sought(TableReader reader) throws IOException {
        try (TableIterator iterator = reader.iterator()) {
            iterator.seek(KEY, Long.MAX_VALUE);
            assertThat(iterator.key()).isEqualTo(KEY);
        }
    }

    private static void counted(TableReader reader) throws IOException {
        assertThat(reader.tombstonesBetween(KEY, TableModel.text("key 0600"))).isEqualTo(10);
    }

    /** Changes every byte of a part but its checksum, after a first reading; the next one is to notice. */
    private static void isNoticed(Function<Footer, BlockHandle> part, IntUnaryOperator change, Reading reading)
            throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        TableModel model = new TableModel();
        model.options = new TableOptions(256, Compression.NONE, 10);
        for (int i = 0; i < ROWS; i++) {
            if (i % 10 == 1) {
                model.delete("key %04d".formatted(i), i + 1);
            } else {
                model.put("key %04d".formatted(i), i + 1, "value " + i);
            }
        }
        model.write(disk);
        try (RealFile file = new RealFile(disk.content(TableModel.FILE));
                TableReader reader = file.open()) {
            reading.read(reader);
            BlockHandle place = part.apply(reader.footer());
            change(file, place, change);
            reader.distrustBlocks();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> reading.read(reader))
                        .isInstanceOf(CorruptFileException.class)
                        .hasMessageContaining(file.path() + " is corrupt at offset " + place.offset());
            }
        }
    }

    private static void change(RealFile file, BlockHandle part, IntUnaryOperator change) throws IOException {
        byte[] bytes = new byte[part.length() - BlockTrailer.BYTES];
        try (RandomAccessFile opened = new RandomAccessFile(file.path().toFile(), "rw")) {
            opened.seek(part.offset());
            opened.readFully(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) change.applyAsInt(bytes[i]);
            }
            opened.seek(part.offset());
            opened.write(bytes);
        }
    }

    @Test
    void aFilterThatHasLostItsBits() throws IOException {
        isNoticed(Footer::filter, bits -> 0, RottenPartsTest::found);
        isNoticed(Footer::filter, bits -> 0, RottenPartsTest::probed);
    }

    @Test
    void anIndexThatLeadsAstray() throws IOException {
        for (IntUnaryOperator change : new IntUnaryOperator[] {bits -> 0, bits -> ~bits, bits -> bits ^ 1}) {
            isNoticed(Footer::index, change, RottenPartsTest::found);
            isNoticed(Footer::index, change, RottenPartsTest::probed);
            isNoticed(Footer::index, change, RottenPartsTest::sought);
            isNoticed(Footer::index, change, RottenPartsTest::counted);
        }
    }
}
