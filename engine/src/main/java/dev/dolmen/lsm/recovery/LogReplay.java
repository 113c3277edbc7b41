package dev.dolmen.lsm.recovery;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.BatchReader;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.RangeTombstone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Collects batches of the log, to make one {@link RecoveredMemTable} of them. What it keeps of each operation is where it
 * lies, its number and the first eight bytes of its key.
 */
final class LogReplay {

    private static final int FEWEST = 1 << 10;
    /** About what a range tombstone and its part of the index take besides the bytes of its borders. */
    private static final int RANGE_TOMBSTONE_BYTES = 256;

    private final long firstSequence;
    private final BatchReader reader;
    private final List<LoggedBytes.Part> parts = new ArrayList<>();
    private final BitSet batchStarts = new BitSet();
    private final List<RangeTombstone> rangeTombstones = new ArrayList<>();
    private final BitSet ascending = new BitSet();
    private byte[] lastKey = {};
    private int lastKeyLength;
    private int[] positions = new int[FEWEST];
    private int operationCount;
    private long[] words = new long[FEWEST];
    private int[] operations = new int[FEWEST];
    private int entryCount;
    private long tombstones;
    private long rangeTombstoneBytes;
    private long dataBytes;
    private long lastSequence;

    /** The part that grows. */
    private long segment;

    private int partOffset;
    private int partPosition;
    private int end;

    /**
     * @param reader stands on the first operation of the first batch
     * @param segment that holds this batch
     * @param offset of the batch in the segment
     */
    LogReplay(BatchReader reader, long segment, int offset) {
        this.reader = reader;
        this.firstSequence = reader.firstSequence();
        beginPart(segment, offset);
    }

    private void beginPart(long newSegment, int offset) {
        segment = newSegment;
        partOffset = offset;
        partPosition = end;
    }

    private void endPart() {
        parts.add(new LoggedBytes.Part(segment, partOffset, partPosition, end - partPosition));
    }

    /** Whether a batch of so many bytes can still be told its position. */
    boolean hasRoomFor(long batchSegment, int offset, int bytes) {
        long position = batchSegment == segment ? (long) partPosition + offset - partOffset : end;
        return position + bytes <= Integer.MAX_VALUE;
    }

    /**
     * Adds a batch. Requires: room for it.
     *
     * @param payload the batch, at whose first operation the reader stands
     */
    void add(long batchSegment, int offset, Slice payload) throws MalformedEncodingException {
        if (batchSegment != segment) {
            endPart();
            beginPart(batchSegment, offset);
        }
        int position = partPosition + offset - partOffset;
        end = position + payload.length();
        batchStarts.set(operationCount);
        do {
            if (operationCount == positions.length) {
                positions = Arrays.copyOf(positions, 2 * operationCount);
            }
            positions[operationCount] = position + reader.offset();
            addOperation();
            operationCount++;
        } while (reader.next());
        lastSequence = reader.lastSequence();
    }

    private void addOperation() {
        EntryKind kind = reader.kind();
        if (kind == EntryKind.RANGE_TOMBSTONE) {
            addRangeTombstone();
        } else {
            tombstones += kind == EntryKind.TOMBSTONE ? 1 : 0;
            addEntry();
        }
    }

    private void addRangeTombstone() {
        rangeTombstones.add(new RangeTombstone(
                new Slice(reader.key().toByteArray()), new Slice(reader.value().toByteArray()), reader.sequence()));
        rangeTombstoneBytes += RANGE_TOMBSTONE_BYTES + reader.keyLength() + reader.valueLength();
    }

    private void addEntry() {
        if (entryCount == words.length) {
            words = Arrays.copyOf(words, 2 * entryCount);
            operations = Arrays.copyOf(operations, 2 * entryCount);
        }
        int keyLength = reader.keyLength();
        long word = LoggedOperation.word(reader.array(), reader.keyOffset(), keyLength);
        words[entryCount] = word;
        operations[entryCount] = operationCount;
        if (entryCount > 0 && words[entryCount - 1] == word && isAfterLastKey()) {
            ascending.set(entryCount);
        }
        if (lastKey.length < keyLength) {
            lastKey = new byte[2 * keyLength];
        }
        System.arraycopy(reader.array(), reader.keyOffset(), lastKey, 0, keyLength);
        lastKeyLength = keyLength;
        entryCount++;
        dataBytes += keyLength + reader.valueLength();
    }

    private boolean isAfterLastKey() {
        int from = reader.keyOffset();
        return Arrays.compareUnsigned(reader.array(), from, from + reader.keyLength(), lastKey, 0, lastKeyLength) > 0;
    }

    /** Heap that the memtable will take. */
    long heapBytes() {
        return (long) operationCount * RecoveredMemTable.BYTES_PER_OPERATION + rangeTombstoneBytes;
    }

    /**
     * Makes the memtable of what was added. To be called once.
     *
     * @param logDirectory whose segments have their names by now
     */
    Generation generation(FileSystem fileSystem, Path logDirectory) throws IOException {
        endPart();
        LoggedBytes log = LoggedBytes.open(fileSystem, logDirectory, parts);
        boolean done = false;
        try {
            int[] allPositions = Arrays.copyOf(positions, operationCount);
            long[] sortedWords = Arrays.copyOf(words, entryCount);
            int[] sorted = new OperationSort(log, operations, allPositions, ascending).sort(sortedWords);
            RecoveredMemTable table = new RecoveredMemTable(
                    log,
                    firstSequence,
                    sortedWords,
                    sorted,
                    allPositions,
                    batchStarts,
                    RangeTombstoneIndex.of(rangeTombstones),
                    rangeTombstoneBytes,
                    dataBytes);
            done = true;
            return new Generation(table, parts.get(0).segment(), lastSequence, tombstones, rangeTombstones.size());
        } catch (InternalError unreadable) {
            throw log.unreadable(unreadable);
        } finally {
            if (!done) {
                log.close();
            }
        }
    }
}
