package dev.dolmen.lsm.version;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.TableProperties;

/**
 * What the manifest knows of a table without opening it.
 *
 * @param number of the file, never used twice
 * @param bytes its length
 * @param rawBytes keys and values of all entries, uncompressed
 * @param entries versions of keys, tombstones included, range tombstones not
 * @param range of the keys of all versions and range tombstones
 * @param smallestSequence of all versions and range tombstones
 * @param largestSequence of all versions and range tombstones
 * @param denseTombstones tombstones in stretches of {@value #STRETCH} entries of which half or more are tombstones: what a
 *     scan is slow to get through
 * @param tombstonesSinceMillis when the oldest tombstone in it, range tombstones included, came to a table, in
 *     milliseconds since 1970; 0 without tombstones. A hint, clocks jump
 * @param createdMillis when it was written, in milliseconds since 1970; a hint, clocks jump
 */
public record FileMetadata(
        long number,
        long bytes,
        long rawBytes,
        long entries,
        long tombstones,
        long rangeTombstones,
        KeyRange range,
        long smallestSequence,
        long largestSequence,
        long denseTombstones,
        long tombstonesSinceMillis,
        long createdMillis) {

    /** Entries in a stretch. */
    public static final int STRETCH = 64;

    /** @param tombstonesSinceMillis if there are tombstones */
    public static FileMetadata of(
            TableProperties properties, long denseTombstones, long tombstonesSinceMillis, long createdMillis) {
        return new FileMetadata(
                properties.fileNumber(),
                properties.fileBytes(),
                properties.rawKeyBytes() + properties.rawValueBytes(),
                properties.entryCount(),
                properties.tombstoneCount(),
                properties.rangeTombstoneCount(),
                new KeyRange(
                        copy(properties.smallestKey()), copy(properties.largestKey()), properties.largestExclusive()),
                properties.smallestSequence(),
                properties.largestSequence(),
                denseTombstones,
                properties.tombstoneCount() + properties.rangeTombstoneCount() > 0 ? tombstonesSinceMillis : 0,
                createdMillis);
    }

    /** The same, with what a table says of itself instead of what is noted here. */
    FileMetadata with(TableProperties properties) {
        return of(properties, denseTombstones, tombstonesSinceMillis, createdMillis);
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
