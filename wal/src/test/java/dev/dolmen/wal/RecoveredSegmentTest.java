package dev.dolmen.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.Slice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payloads read again where they lie in the log. */
class RecoveredSegmentTest {

    private record Place(long segment, int offset, Slice payload) {}

    private final DiskFileSystem disk = new DiskFileSystem();
    private final LogOptions options = LogRun.options(1_000, 200, 2, 3);
    private final List<Place> places = new ArrayList<>();

    @TempDir
    private Path directory;

    private Log open(long firstLive) throws IOException {
        places.clear();
        return Log.open(
                disk,
                directory,
                options,
                firstLive,
                (segment, offset, payload) -> places.add(new Place(segment, offset, LogRun.copy(payload))));
    }

    /** Ten records synced and ten that recovery writes anew. */
    private Log reopened() throws IOException {
        Log log = open(Log.NO_SEGMENT);
        for (int i = 0; i < 20; i++) {
            log.append(LogRun.payload(i, 60));
            if (i == 9) {
                log.sync();
            }
        }
        return open(1);
    }

    private static Slice bytes(RecoveredSegment segment, Place place) throws IOException {
        ByteBuffer view = segment.bytes(place.offset, place.payload.length());
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return new Slice(bytes);
    }

    @Test
    void payloadsLieWhereTheSinkWasTold() throws IOException {
        reopened();
        assertThat(places).hasSize(20);
        assertThat(places.stream().map(Place::segment).distinct().count()).isGreaterThan(1);
        for (Place place : places) {
            try (RecoveredSegment segment = RecoveredSegment.open(disk, directory, place.segment)) {
                assertThat(bytes(segment, place)).isEqualTo(place.payload);
                assertThatCode(() -> segment.check(place.offset)).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void everyFlippedBitOfARecordIsNoticed() throws IOException {
        reopened();
        Place place = places.get(1);
        try (RecoveredSegment segment = RecoveredSegment.open(disk, directory, place.segment);
                RandomAccessFile file = new RandomAccessFile(segment.path().toFile(), "rw")) {
            int start = place.offset - SegmentFormat.RECORD_HEADER_BYTES;
            for (int at = start; at < place.offset + place.payload.length(); at++) {
                file.seek(at);
                int before = file.read();
                file.seek(at);
                file.write(before ^ 1 << at % 8);
                assertThatThrownBy(() -> segment.check(place.offset))
                        .as("byte %s", at)
                        .isInstanceOf(CorruptFileException.class)
                        .hasMessageContaining(segment.path().toString());
                file.seek(at);
                file.write(before);
            }
            assertThatCode(() -> segment.check(place.offset)).doesNotThrowAnyException();
        }
    }

    @Test
    void segmentsThatWereReplayedAreNotWrittenOver() throws IOException {
        Log log = reopened();
        Place place = places.get(0);
        try (RecoveredSegment segment = RecoveredSegment.open(disk, directory, place.segment)) {
            ByteBuffer view = segment.bytes(place.offset, place.payload.length());
            for (int i = 0; i < 100; i++) {
                log.append(LogRun.payload(100 + i, 60));
                log.releaseBefore(log.currentSegment());
            }
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files).doesNotContain(segment.path());
            }
            assertThat(log.statistics().segmentsRecycled()).isPositive();
            byte[] bytes = new byte[place.payload.length()];
            view.get(bytes);
            assertThat(new Slice(bytes)).isEqualTo(place.payload);
        }
        log.close();
    }
}
