package dev.dolmen.sstable;

import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.Slice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A first look at how fast tables are: a million rows of 200 bytes, 25-byte keys. Not a benchmark; run it by hand. */
final class TableSpeed {

    private static final int ROWS = 1_000_000;
    private static final int READS = 2_000_000;

    private TableSpeed() {}

    public static void main(String[] arguments) throws IOException {
        for (Compression compression : Compression.values()) {
            Path file = Files.createTempFile("table", ".sst");
            Files.delete(file);
            TableOptions options = TableOptions.DEFAULT.withCompression(compression);
            try {
                write(file, options);
                read(file);
            } finally {
                Files.delete(file);
            }
        }
    }

    private static Slice key(int row) {
        return new Slice(ByteBuffer.allocate(25)
                .putLong(row / 100 * 0x9e3779b97f4aL)
                .put("part#0000".getBytes())
                .putLong(17, row % 100)
                .array());
    }

    private static void write(Path file, TableOptions options) throws IOException {
        byte[] value = new byte[200];
        Random random = new Random(1);
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (i % 2 == 0 ? 'a' : 'a' + random.nextInt(26));
        }
        long start = System.nanoTime();
        try (TableWriter writer = new TableWriter(new DiskFileSystem(), file, 1, options)) {
            for (int row = 0; row < ROWS; row++) {
                ByteBuffer.wrap(value).putLong(row * 0x9e3779b97f4a7c15L);
                writer.add(key(row), row, EntryKind.PUT, new Slice(value));
            }
            long bytes = writer.finish().fileBytes();
            report(options.compression() + " write, " + bytes / 1_000_000 + " MB", ROWS, start);
        }
    }

    private static void read(Path file) throws IOException {
        try (TableReader reader = TableReader.open(new DiskFileSystem(), file, 1, new TableMemory(0))) {
            for (int round = 0; round < 2; round++) {
                long start = System.nanoTime();
                Random random = new Random(2);
                PointResult result = new PointResult();
                for (int i = 0; i < READS; i++) {
                    require(reader.get(key(random.nextInt(ROWS)), Long.MAX_VALUE, result));
                }
                report("uniform get", READS, start);
                start = System.nanoTime();
                int false_ = 0;
                for (int i = 0; i < READS; i++) {
                    Slice absent = key(random.nextInt(ROWS));
                    absent.array()[12] = 1;
                    false_ += reader.mayContain(absent) ? 1 : 0;
                }
                report("absent key, " + false_ * 100.0 / READS + " % false", READS, start);
                start = System.nanoTime();
                long bytes = 0;
                TableIterator iterator = reader.iterator();
                for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                    bytes += iterator.key().length() + iterator.value().length();
                }
                require(bytes == 225L * ROWS);
                report("scan", ROWS, start);
                start = System.nanoTime();
                for (iterator.seekToLast(); iterator.isValid(); iterator.previous()) {
                    bytes -= iterator.key().length() + iterator.value().length();
                }
                require(bytes == 0);
                report("scan backward", ROWS, start);
            }
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("a wrong answer");
        }
    }

    private static void report(String what, long count, long start) {
        System.out.printf("%-50s %8.3f us%n", what, (System.nanoTime() - start) / 1000.0 / count);
    }
}
