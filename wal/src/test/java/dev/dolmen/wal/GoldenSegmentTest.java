package dev.dolmen.wal;

import static dev.dolmen.wal.SegmentFormat.HEADER_BYTES;
import static dev.dolmen.wal.SegmentFormat.RECORD_HEADER_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Segments as version 1 of the format writes them, kept so that the format does not change by accident and old files stay
 * readable. {@code -Drewrite=true} writes them, which is right only while no release has written this version.
 */
class GoldenSegmentTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/wal-v1");
    private static final int SEGMENTS = 2;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void decodesToItsListing(int number) throws IOException {
        write();
        String listing = listing(golden(number), number);
        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(golden(number, ".txt"), listing);
        }
        assertThat(listing).isEqualTo(Files.readString(golden(number, ".txt")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void encodesToTheSameBytesAgain(int number) throws IOException {
        byte[] expected = Files.readAllBytes(golden(number));
        byte[] encoded = new byte[expected.length];
        try (SegmentReader reader = SegmentReader.open(new DiskFileSystem(), golden(number), number)) {
            byte[] header = reader.header().encode();
            System.arraycopy(header, 0, encoded, 0, header.length);
            RecordCodec codec = new RecordCodec(reader.header());
            int offset = HEADER_BYTES;
            for (SegmentReader.Entry entry = reader.entryAt(offset); entry != null; entry = reader.entryAt(offset)) {
                codec.encode(entry.header(), offset, encoded, offset);
                Slice payload = entry.payload();
                System.arraycopy(
                        payload.array(), payload.offset(), encoded, offset + RECORD_HEADER_BYTES, payload.length());
                offset = entry.end();
            }
        }
        assertThat(encoded).isEqualTo(expected);
    }

    @Test
    void isWhatALogWrites() throws IOException {
        write();
        for (int number = 1; number <= SEGMENTS; number++) {
            assertThat(directory.resolve(golden(number).getFileName())).hasSameBinaryContentAs(golden(number));
        }
    }

    /** Two records, rotation, one record, a clean close. */
    private void write() throws IOException {
        FileSystem disk = new DiskFileSystem();
        LogOptions options = new LogOptions(4096, 0, 0, () -> 0x0123456789abcdefL);
        try (Log log = Log.open(disk, directory, options, Log.NO_SEGMENT, (segment, offset, payload) -> {})) {
            log.awaitDurable(log.append(text("hello")));
            log.append(text(""));
            log.rotate();
            log.append(text("world"));
        }
        if (Boolean.getBoolean("rewrite")) {
            for (int number = 1; number <= SEGMENTS; number++) {
                Files.write(
                        golden(number),
                        Files.readAllBytes(directory.resolve(golden(number).getFileName())));
            }
        }
    }

    private static Slice text(String text) {
        return new Slice(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Path golden(int number) {
        return golden(number, ".wal");
    }

    private static Path golden(int number, String suffix) {
        return GOLDEN.resolve(String.format("%010d", number) + suffix);
    }

    private static String listing(Path file, int number) throws IOException {
        StringBuilder listing = new StringBuilder();
        try (SegmentReader reader = SegmentReader.open(new DiskFileSystem(), file, number)) {
            SegmentHeader header = reader.header();
            listing.append(String.format(
                    "segment %d: previous length %d, initial length %d, salt 0x%016x\n",
                    header.number(), header.previousLength(), header.initialLength(), header.salt()));
            int offset = HEADER_BYTES;
            for (SegmentReader.Entry entry = reader.entryAt(offset); entry != null; entry = reader.entryAt(offset)) {
                listing.append(String.format(
                        "%d: kind %d, mark %d, %d bytes %s\n",
                        offset,
                        entry.header().kind(),
                        entry.header().mark(),
                        entry.header().length(),
                        Arrays.toString(entry.payload().toByteArray())));
                offset = entry.end();
            }
            return listing.append(offset).append(": end").append("\n").toString();
        }
    }
}
