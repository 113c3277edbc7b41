package dev.dolmen.wal;

import static dev.dolmen.wal.LogRun.DIRECTORY;
import static dev.dolmen.wal.SegmentFormat.HEADER_BYTES;
import static dev.dolmen.wal.SegmentFormat.RECORD_HEADER_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.io.UnsupportedFormatException;
import dev.dolmen.testkit.FileDamage;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes that were synced and are not what was written are refused, by file and offset; they are never cut off. */
class LogDamageTest {

    private static final Path FIRST = DIRECTORY.resolve("0000000001.wal");
    private static final Path SECOND = DIRECTORY.resolve("0000000002.wal");
    private static final int PAYLOAD_BYTES = 100;
    private static final int RECORD_BYTES = RECORD_HEADER_BYTES + PAYLOAD_BYTES;

    private final LogOptions options = LogRun.options(4096, 1024, 2, 42);
    private final SimulatedDisk disk = new SimulatedDisk();
    private final List<Slice> appended = new ArrayList<>();
    private Log log;

    /** Three records in the first segment; six in the second, of which the last one's mark covers four. */
    @BeforeEach
    void write() throws IOException {
        log = Log.open(disk, DIRECTORY, options, Log.NO_SEGMENT, (segment, offset, payload) -> {});
        append(3);
        log.rotate();
        append(4);
        log.sync();
        append(2);
        assertThat(disk.files()).containsExactly(FIRST, SECOND);
    }

    private void append(int records) throws IOException {
        for (int i = 0; i < records; i++) {
            appended.add(LogRun.payload(appended.size(), PAYLOAD_BYTES));
            log.append(appended.get(appended.size() - 1));
        }
    }

    private static int end(int records) {
        return HEADER_BYTES + records * RECORD_BYTES;
    }

    private interface Damage {
        void to(FileDamage file) throws IOException;
    }

    private static SimulatedDisk damaged(SimulatedDisk disk, Path file, Damage damage) throws IOException {
        SimulatedDisk damaged = disk.afterPowerLoss(PowerLoss.KEEP_ALL, 0);
        damage.to(damaged.damage(file));
        return damaged;
    }

    private List<Slice> open(SimulatedDisk damaged) throws IOException {
        List<Slice> shown = new ArrayList<>();
        Log.open(damaged, DIRECTORY, options, 1, (segment, offset, payload) -> shown.add(LogRun.copy(payload)));
        return shown;
    }

    /** Checks that the log does not open, and that trying to changed nothing. */
    private CorruptFileException refusal(SimulatedDisk damaged) throws IOException {
        List<Path> files = damaged.files();
        List<Slice> before = contents(damaged, files);
        CorruptFileException refusal = catchThrowableOfType(CorruptFileException.class, () -> open(damaged));
        assertThat(refusal).isNotNull();
        assertThat(damaged.files()).isEqualTo(files);
        assertThat(contents(damaged, files)).isEqualTo(before);
        return refusal;
    }

    private static List<Slice> contents(SimulatedDisk disk, List<Path> files) throws IOException {
        List<Slice> contents = new ArrayList<>();
        for (Path file : files) {
            contents.add(new Slice(disk.content(file)));
        }
        return contents;
    }

    /** The offset of what holds the byte: the header or a record. */
    private static long partAt(int offset) {
        return offset < HEADER_BYTES ? 0 : offset - (offset - HEADER_BYTES) % RECORD_BYTES;
    }

    private void everyFlipBeforeIsRefused(SimulatedDisk disk, Path file, int end) throws IOException {
        for (int offset = 0; offset < end; offset++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                int at = offset;
                int flipped = bit;
                CorruptFileException refusal = refusal(damaged(disk, file, bytes -> bytes.flipBit(at, flipped)));
                assertThat(refusal.file()).isEqualTo(file);
                assertThat(refusal.offset()).as("flip at %d", offset).isBetween(partAt(offset), (long) offset);
            }
        }
    }

    @Test
    void everyFlippedBitOfACompleteSegmentIsRefused() throws IOException {
        everyFlipBeforeIsRefused(disk, FIRST, end(3));
    }

    @Test
    void everyFlippedBitBeforeTheMarkOfTheLastSegmentIsRefused() throws IOException {
        everyFlipBeforeIsRefused(disk, SECOND, end(4));
    }

    @Test
    void everyFlippedBitOfACleanlyClosedLogIsRefused() throws IOException {
        log.close();
        everyFlipBeforeIsRefused(disk, SECOND, end(6));
    }

    @Test
    void aFlippedBitBehindTheMarkShowsNothingThatWasNotAppended() throws IOException {
        int length = disk.content(SECOND).length;
        assertThat(length).isGreaterThan(end(6));
        for (int offset = end(4); offset < length; offset++) {
            int at = offset;
            List<Slice> shown = open(damaged(disk, SECOND, bytes -> bytes.flipBit(at, at % 8)));
            int whole = offset < end(5) ? 7 : offset < end(6) ? 8 : 9;
            assertThat(shown).isEqualTo(appended.subList(0, whole));
        }
    }

    @Test
    void aFlippedBitInTheSealLosesNothing() throws IOException {
        log.close();
        for (int offset = end(6); offset < end(6) + SegmentFormat.SEAL_BYTES; offset++) {
            int at = offset;
            assertThat(open(damaged(disk, SECOND, bytes -> bytes.flipBit(at, 0))))
                    .isEqualTo(appended);
        }
    }

    @Test
    void whatRecoveryWroteAnewIsLiveToo() throws IOException {
        SimulatedDisk left = disk.afterKill();
        assertThat(open(left)).isEqualTo(appended);
        // The two records behind the mark are in segment 3 now, though it was never appended to.
        everyFlipBeforeIsRefused(left, DIRECTORY.resolve("0000000003.wal"), end(2));
        everyFlipBeforeIsRefused(left, SECOND, end(4));
    }

    @Test
    void aCutSegmentIsRefused() throws IOException {
        for (int length = 0; length < end(3); length++) {
            int at = length;
            CorruptFileException refusal = refusal(damaged(disk, FIRST, file -> file.truncate(at)));
            assertThat(refusal.file()).isEqualTo(FIRST);
            assertThat(refusal.offset()).isBetween(0L, (long) length);
        }
    }

    @Test
    void exchangedRecordsAreRefused() throws IOException {
        CorruptFileException refusal = refusal(damaged(disk, SECOND, file -> file.swap(end(1), end(2), RECORD_BYTES)));
        assertThat(refusal.offset()).isEqualTo(end(1));
    }

    @Test
    void zeroedRecordsAreRefused() throws IOException {
        CorruptFileException refusal =
                refusal(damaged(disk, SECOND, file -> file.zero(end(1), RECORD_BYTES + RECORD_BYTES / 2)));
        assertThat(refusal.offset()).isEqualTo(end(1));
        assertThat(refusal).hasMessageContaining("record header").hasMessageContaining("segment 2");
    }

    @Test
    void aDamagedPayloadIsNamedWithBothChecksums() throws IOException {
        CorruptFileException refusal =
                refusal(damaged(disk, SECOND, file -> file.flipBit(end(1) + RECORD_HEADER_BYTES, 3)));
        assertThat(refusal.offset()).isEqualTo(end(1));
        assertThat(refusal.getMessage())
                .matches(".*record checksum: expected 0x\\p{XDigit}{8}, found 0x\\p{XDigit}{8}");
    }

    @Test
    void recordsCopiedFromAnotherSegmentAreRefused() throws IOException {
        byte[] first = disk.content(FIRST);
        byte[] record = Arrays.copyOfRange(first, end(1), end(2));
        CorruptFileException refusal = refusal(damaged(disk, SECOND, file -> file.overwrite(end(1), record)));
        assertThat(refusal.offset()).isEqualTo(end(1));
    }

    @Test
    void anotherSegmentUnderTheNameIsRefused() throws IOException {
        byte[] first = disk.content(FIRST);
        CorruptFileException refusal = refusal(damaged(disk, SECOND, file -> file.overwrite(0, first)));
        assertThat(refusal).hasMessageContaining("segment number: expected 2, found 1");
    }

    @Test
    void anOlderCopyOfACompleteSegmentIsRefused() throws IOException {
        byte[] older = Arrays.copyOf(disk.content(FIRST), end(2));
        CorruptFileException refusal = refusal(damaged(disk, FIRST, file -> {
            file.truncate(0);
            file.overwrite(0, older);
        }));
        assertThat(refusal.offset()).isEqualTo(end(2));
    }

    @Test
    void aMissingFirstSegmentIsRefused() throws IOException {
        disk.delete(FIRST);
        assertThat(refusal(disk).file()).isEqualTo(FIRST);
    }

    @Test
    void aMissingSegmentInTheMiddleIsRefused() throws IOException {
        log.rotate();
        disk.delete(SECOND);
        assertThat(refusal(disk).file()).isEqualTo(SECOND);
    }

    @Test
    void aMissingLastSegmentIsRefused() throws IOException {
        disk.delete(SECOND);
        assertThat(refusal(disk).file()).isEqualTo(SECOND);
    }

    @Test
    void aMissingSegmentThatRecoveryMadeIsRefused() throws IOException {
        log.close();
        open(disk);
        disk.delete(DIRECTORY.resolve("0000000003.wal"));
        assertThat(refusal(disk).file()).isEqualTo(DIRECTORY.resolve("0000000003.wal"));
    }

    @Test
    void anEmptyDirectoryIsRefusedWhereALogMustBe() throws IOException {
        disk.delete(FIRST);
        disk.delete(SECOND);
        assertThat(refusal(disk)).hasMessageContaining("0000000001.wal").hasMessageContaining("log segment");
    }

    @Test
    void aNewerFormatIsRefusedByItsVersion() throws IOException {
        SimulatedDisk newer = damaged(disk, SECOND, file -> file.overwrite(4, new byte[] {2, 0, -3, -1}));
        assertThatThrownBy(() -> open(newer))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("log segment");
    }

    @Test
    void filesOfOthersAreLeftAlone() throws IOException {
        Path notes = DIRECTORY.resolve("notes.txt");
        disk.create(notes).close();
        open(disk);
        assertThat(disk.files()).contains(notes);
    }

    @Test
    void aLostBlockBeforeALaterOneThatDoesNotVouchForItIsACrash() throws IOException {
        // Both unsynced records were written in one group; the disk lost the first and kept the second.
        List<Slice> shown = open(damaged(disk, SECOND, file -> file.zero(end(4), RECORD_BYTES)));
        assertThat(shown).isEqualTo(appended.subList(0, 7));
    }
}
