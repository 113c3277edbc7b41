package dev.dolmen.sstable;

import dev.dolmen.io.Slice;

/**
 * What a table holds, told by the table itself.
 *
 * @param fileBytes the length of the file
 * @param entryCount puts and point tombstones, every version counted
 * @param tombstoneCount the point tombstones among them
 * @param rangeTombstoneCount not among the entries
 * @param rawKeyBytes keys of all entries, uncompressed
 * @param rawValueBytes values of all entries, uncompressed
 * @param smallestKey the smallest user key of any entry or start of a range tombstone; empty when the table is
 * @param largestKey the largest user key of any entry or end of a range tombstone; empty when the table is
 * @param largestExclusive whether {@code largestKey} is the end of a range tombstone and itself not in the table
 * @param smallestSequence of entries and range tombstones; 0 when the table is empty
 * @param largestSequence of entries and range tombstones; 0 when the table is empty
 */
public record TableProperties(
        long fileNumber,
        long fileBytes,
        long entryCount,
        long tombstoneCount,
        long rangeTombstoneCount,
        long rawKeyBytes,
        long rawValueBytes,
        Slice smallestKey,
        Slice largestKey,
        boolean largestExclusive,
        long smallestSequence,
        long largestSequence) {}
