package dev.dolmen.lsm.version;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.TableProperties;

/**
 * What the manifest knows of a table without opening it.
 *
 * @param number of the file, never used twice
 * @param bytes its length
 * @param entries versions of keys, tombstones included, range tombstones not
 * @param range of the keys of all versions and range tombstones
 * @param smallestSequence of all versions and range tombstones
 * @param largestSequence of all versions and range tombstones
 * @param createdMillis when it was written, in milliseconds since 1970; a hint, clocks jump
 */
public record FileMetadata(
        long number,
        long bytes,
        long entries,
        long tombstones,
        long rangeTombstones,
        KeyRange range,
        long smallestSequence,
        long largestSequence,
        long createdMillis) {

    public static FileMetadata of(TableProperties properties, long createdMillis) {
        return new FileMetadata(
                properties.fileNumber(),
                properties.fileBytes(),
                properties.entryCount(),
                properties.tombstoneCount(),
                properties.rangeTombstoneCount(),
                new KeyRange(
                        copy(properties.smallestKey()), copy(properties.largestKey()), properties.largestExclusive()),
                properties.smallestSequence(),
                properties.largestSequence(),
                createdMillis);
    }

    private static Slice copy(Slice slice) {
        return new Slice(slice.toByteArray());
    }

    /** Whether it deletes anything. */
    public boolean hasTombstones() {
        return tombstones > 0 || rangeTombstones > 0;
    }

    public boolean overlaps(FileMetadata other) {
        return range.overlaps(other.range);
    }
}
