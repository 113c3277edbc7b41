package dev.dolmen.lsm.version;

import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.Encoder;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * One step from a set of live tables to the next, taken whole or not at all: a record of the manifest ({@code FORMAT.md},
 * "Version edit").
 *
 * @param flushedSequence everything up to here is in tables
 * @param firstLogSegment the log is not needed before this segment
 * @param nextFileNumber no file has this number or a higher one
 * @param totals of the spaces that {@code flushedSequence} has changed
 */
public record VersionEdit(
        List<Added> added,
        List<Removed> removed,
        long flushedSequence,
        long firstLogSegment,
        long nextFileNumber,
        SpaceTotals totals) {

    /** A table that becomes live. */
    public record Added(int level, FileMetadata file) {}

    /** A table that is live no more. */
    public record Removed(int level, long number) {}

    VersionEdit withNextFileNumber(long number) {
        return new VersionEdit(added, removed, flushedSequence, firstLogSegment, number, totals);
    }

    void encode(Encoder encoder) {
        encoder.varint(flushedSequence).varint(firstLogSegment).varint(nextFileNumber);
        encoder.varint(removed.size());
        removed.forEach(file -> encoder.u8(file.level()).varint(file.number()));
        encoder.varint(added.size());
        added.forEach(file -> {
            encoder.u8(file.level());
            encode(file.file(), encoder);
        });
        totals.encode(encoder);
    }

    private static void encode(FileMetadata file, Encoder encoder) {
        encoder.varint(file.number())
                .varint(file.bytes())
                .varint(file.rawBytes())
                .varint(file.entries())
                .varint(file.tombstones())
                .varint(file.rangeTombstones())
                .slice(file.range().smallest())
                .slice(file.range().largest())
                .u8(file.range().largestExclusive() ? 1 : 0)
                .varint(file.smallestSequence())
                .varint(file.largestSequence())
                .varint(file.denseTombstones())
                .varint(file.tombstonesSinceMillis())
                .varint(file.createdMillis());
    }

    static VersionEdit decode(Decoder decoder) throws MalformedEncodingException {
        long flushedSequence = decoder.varint();
        long firstLogSegment = decoder.varint();
        long nextFileNumber = decoder.varint();
        List<Removed> removed = new ArrayList<>();
        for (int left = decoder.varint("removed tables", decoder.remaining()); left > 0; left--) {
            removed.add(new Removed(level(decoder), decoder.varint()));
        }
        List<Added> added = new ArrayList<>();
        for (int left = decoder.varint("added tables", decoder.remaining()); left > 0; left--) {
            added.add(new Added(level(decoder), decodeFile(decoder)));
        }
        SpaceTotals totals = SpaceTotals.decode(decoder);
        if (decoder.remaining() != 0) {
            throw new MalformedEncodingException(decoder.offset(), decoder.remaining() + " bytes after the edit");
        }
        return new VersionEdit(
                List.copyOf(added), List.copyOf(removed), flushedSequence, firstLogSegment, nextFileNumber, totals);
    }

    private static int level(Decoder decoder) throws MalformedEncodingException {
        return decoder.varint("level", Levels.LAST);
    }

    private static FileMetadata decodeFile(Decoder decoder) throws MalformedEncodingException {
        return new FileMetadata(
                decoder.varint(),
                decoder.varint(),
                decoder.varint(),
                decoder.varint(),
                decoder.varint(),
                decoder.varint(),
                new KeyRange(decoder.slice(), decoder.slice(), decoder.varint("flag", 1) == 1),
                decoder.varint(),
                decoder.varint(),
                decoder.varint(),
                decoder.varint(),
                decoder.varint());
    }
}
