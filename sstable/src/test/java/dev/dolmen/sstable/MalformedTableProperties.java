package dev.dolmen.sstable;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Crc32c;
import dev.dolmen.io.Slice;
import dev.dolmen.io.UnsupportedFormatException;
import dev.dolmen.sstable.bytes.Words;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Parts that are not what they should be although their checksums are right, as a fault in a writer, or in memory before the
 * checksum was made, leaves them. Readers find something in them, or say that the file is corrupt: nothing else is thrown.
 */
class MalformedTableProperties {

    private static final int[] EXTREMES = {
        0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 255, 256, 65_535, 65_536, 0x7f7f_7f7f, 0x8080_8080
    };

    private final SimulatedDisk disk = new SimulatedDisk();

    @Property(tries = 150)
    void nothingButCorruptionIsThrown(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        TableModel model = TableModel.random(random, 1 + random.nextInt(40));
        model.write(disk);
        byte[] intact = disk.content(TableModel.FILE);
        List<BlockHandle> parts = parts();
        disk.delete(TableModel.FILE);
        for (int run = 0; run < 8; run++) {
            byte[] bytes = intact.clone();
            malform(bytes, parts.get(random.nextInt(parts.size())), random);
            TableMemory memory = new TableMemory(random.nextInt(2) * 1_000_000L);
            try (RealFile file = new RealFile(bytes)) {
                read(model, () -> file.open(memory));
            }
            disk.create(TableModel.FILE).write(0, bytes, 0, bytes.length);
            read(model, () -> TableReader.open(disk, TableModel.FILE, TableModel.NUMBER, memory));
            disk.delete(TableModel.FILE);
        }
    }

    @Example
    void aBlockWithoutRoomForItsTrailerIsDamage() throws IOException {
        TableModel model = new TableModel();
        model.options = TableOptions.DEFAULT.withBlockBytes(60);
        for (int i = 0; i < 6; i++) {
            model.put("key" + i, 10 + i, "value".repeat(i));
        }
        model.write(disk);
        byte[] intact = disk.content(TableModel.FILE);
        BlockHandle index;
        long endOfFirst;
        try (TableReader reader = TableReader.open(disk, TableModel.FILE, TableModel.NUMBER, new TableMemory(0))) {
            index = reader.footer().index();
            endOfFirst = reader.readIndex().offset(1);
        }
        int place = (int) index.offset();
        while (Words.getLong(intact, place) != endOfFirst) {
            place++;
        }
        for (int end = 1; end <= BlockTrailer.BYTES + 1; end++) {
            byte[] bytes = intact.clone();
            Words.setLong(bytes, place, end);
            correctChecksum(bytes, index);
            try (RealFile file = new RealFile(bytes)) {
                read(model, file::open);
                assertThatThrownBy(() -> file.open().verify()).isInstanceOf(CorruptFileException.class);
            }
        }
    }

    /** Blocks, the other parts, and the footer, which has its checksum elsewhere. */
    private List<BlockHandle> parts() throws IOException {
        List<BlockHandle> parts = new ArrayList<>();
        try (TableReader reader = TableReader.open(disk, TableModel.FILE, TableModel.NUMBER, new TableMemory(0))) {
            Footer footer = reader.footer();
            for (int block = 0; block < reader.readIndex().count(); block++) {
                long offset = reader.readIndex().offset(block);
                parts.add(new BlockHandle(offset, (int) (reader.readIndex().offset(block + 1) - offset)));
            }
            for (BlockHandle part : new BlockHandle[] {
                footer.filter(),
                footer.bitmap(),
                footer.rangeTombstones(),
                footer.dictionaries(),
                footer.index(),
                footer.index(),
                footer.properties(),
                new BlockHandle(footer.fileBytes() - Footer.BYTES, Footer.BYTES)
            }) {
                if (part.isPresent()) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private static void malform(byte[] bytes, BlockHandle part, Random random) {
        int start = (int) part.offset();
        int length = coveredBytes(bytes, part);
        for (int i = random.nextInt(3); i >= 0; i--) {
            // The beginning of a part is where its numbers are.
            int at = random.nextInt(random.nextBoolean() ? length : Math.min(length, 60));
            switch (random.nextInt(4)) {
                case 0 -> bytes[start + at] = (byte) random.nextInt();
                case 1 -> bytes[start + at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[start + at] += (byte) (random.nextInt(5) - 2);
                default -> {
                    if (at + Integer.BYTES <= length) {
                        Words.setInt(bytes, start + at, EXTREMES[random.nextInt(EXTREMES.length)]);
                    }
                }
            }
        }
        correctChecksum(bytes, part);
    }

    private static int coveredBytes(byte[] bytes, BlockHandle part) {
        return part.length() - (isFooter(bytes, part) ? Integer.BYTES + Long.BYTES : BlockTrailer.BYTES);
    }

    private static boolean isFooter(byte[] bytes, BlockHandle part) {
        return part.end() == bytes.length;
    }

    private static void correctChecksum(byte[] bytes, BlockHandle part) {
        int start = (int) part.offset();
        int length = coveredBytes(bytes, part);
        Crc32c begun = isFooter(bytes, part) ? new Crc32c() : BlockTrailer.begin(TableModel.NUMBER, start);
        Words.setInt(bytes, start + length, begun.add(bytes, start, length).value());
    }

    private interface Opening {
        TableReader open() throws IOException;
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static void read(TableModel model, Opening opening) throws IOException {
        TableReader[] opened = new TableReader[1];
        attempt(() -> opened[0] = opening.open());
        if (opened[0] == null) {
            return;
        }
        try (TableReader reader = opened[0]) {
            PointResult result = new PointResult();
            for (TableModel.Version version : model.entries.keySet()) {
                // The second one may find a block that has been decoded.
                for (int i = 0; i < 3; i++) {
                    attempt(() -> reader.get(version.key(), version.sequence() + 1, result));
                    attempt(() -> probe(reader, version.key()));
                }
                attempt(() -> reader.tombstonesBetween(Slice.EMPTY, version.key()));
            }
            for (TableIterator iterator : List.of(reader.iterator(), reader.passingIterator(), reader.fileIterator())) {
                attempt(() -> {
                    CarriedValue carried = new CarriedValue();
                    for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                        iterator.key();
                        iterator.carry(carried);
                        iterator.value();
                    }
                });
                attempt(() -> {
                    for (iterator.seekToLast(); iterator.isValid(); iterator.previous()) {
                        iterator.kind();
                        iterator.head(10);
                        iterator.value();
                    }
                });
                model.entries.keySet().forEach(version -> attempt(() -> iterator.seek(version.key(), 7)));
                iterator.close();
            }
            attempt(reader::verify);
        }
    }

    private static void attempt(Reading reading) {
        try {
            reading.run();
        } catch (CorruptFileException | UnsupportedFormatException expected) {
            // Told as it should be.
        } catch (IOException other) {
            throw new AssertionError("not told as damage", other);
        }
    }

    private static void probe(TableReader reader, Slice key) throws IOException {
        KeyProbe probe = reader.probe();
        if (probe != null && probe.find(key, TableReader.hash(key))) {
            probe.head(10);
        }
    }
}
