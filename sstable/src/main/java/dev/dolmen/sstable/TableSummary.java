package dev.dolmen.sstable;

import dev.dolmen.io.Slice;
import org.jspecify.annotations.Nullable;

/** Gathers the properties of a table from what is in it: while it is written, and once more when it is verified. */
final class TableSummary {

    private final long fileNumber;
    private long entryCount;
    private long tombstoneCount;
    private long rawKeyBytes;
    private long rawValueBytes;
    private long smallestSequence = Long.MAX_VALUE;
    private long largestSequence = Long.MIN_VALUE;
    private @Nullable Slice smallestKey;
    private byte[] lastKeyBytes = new byte[64];
    private Slice lastKey = Slice.EMPTY;
    private @Nullable Slice largestEnd;

    TableSummary(long fileNumber) {
        this.fileNumber = fileNumber;
    }

    long fileNumber() {
        return fileNumber;
    }

    /** The length of all keys and values. */
    long rawBytes() {
        return rawKeyBytes + rawValueBytes;
    }

    long entryCount() {
        return entryCount;
    }

    /** Requires: entries come in order. */
    void add(Slice key, long sequence, EntryKind kind, int valueLength) {
        if (entryCount == 0) {
            includeStart(key);
        }
        if (key.length() > lastKeyBytes.length) {
            lastKeyBytes = new byte[2 * key.length()];
        }
        System.arraycopy(key.array(), key.offset(), lastKeyBytes, 0, key.length());
        lastKey = new Slice(lastKeyBytes, 0, key.length());
        entryCount++;
        tombstoneCount += kind == EntryKind.TOMBSTONE ? 1 : 0;
        rawKeyBytes += key.length();
        rawValueBytes += valueLength;
        includeSequence(sequence);
    }

    void add(RangeTombstone tombstone) {
        includeStart(tombstone.start());
        if (largestEnd == null || tombstone.end().compareTo(largestEnd) > 0) {
            largestEnd = tombstone.end();
        }
        includeSequence(tombstone.sequence());
    }

    /** The key added last, until the next one is; empty before the first. */
    Slice lastKey() {
        return lastKey;
    }

    private void includeStart(Slice key) {
        if (smallestKey == null || key.compareTo(smallestKey) < 0) {
            smallestKey = new Slice(key.toByteArray());
        }
    }

    private void includeSequence(long sequence) {
        smallestSequence = Math.min(smallestSequence, sequence);
        largestSequence = Math.max(largestSequence, sequence);
    }

    TableProperties properties(long fileBytes, long rangeTombstoneCount) {
        Slice largestEntryKey = new Slice(lastKey.toByteArray());
        Slice end = largestEnd;
        boolean exclusive = end != null && (entryCount == 0 || end.compareTo(largestEntryKey) > 0);
        boolean empty = smallestKey == null;
        return new TableProperties(
                fileNumber,
                fileBytes,
                entryCount,
                tombstoneCount,
                rangeTombstoneCount,
                rawKeyBytes,
                rawValueBytes,
                smallestKey == null ? Slice.EMPTY : smallestKey,
                exclusive && end != null ? end : largestEntryKey,
                exclusive,
                empty ? 0 : smallestSequence,
                empty ? 0 : largestSequence);
    }
}
