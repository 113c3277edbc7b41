package dev.dolmen.sstable;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockBuilder;
import dev.dolmen.sstable.block.Bytes;
import dev.dolmen.sstable.block.Stamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds the index in two levels: partitions, whose entries tell of data blocks, and one block on top, whose entries tell
 * of partitions. The partitions come and go in the cache, so that the index of a large table need not be in memory; the
 * top stays there. A small table has one partition: the second look costs little, and there is one format only.
 *
 * <p>The key of an entry, its separator, is at or after the last entry of its block and before the first of the next one.
 * It is made as short as that allows.
 */
final class IndexBuilder {

    /** Few partitions keep the top small; small ones are quick to read. */
    private static final int PARTITION_BYTES = 1 << 14;

    /** Fewer than in data blocks: every read passes here. */
    private static final int RESTART_INTERVAL = 4;

    private record Partition(byte[] bytes, Slice separator, long stamp, long firstOrdinal) {}

    private final BlockBuilder partition = new BlockBuilder(RESTART_INTERVAL);
    private final List<Partition> partitions = new ArrayList<>();
    private final Bytes scratch = new Bytes();
    private long partitionBytes;
    private long partitionOrdinal;
    private long separatorStamp;

    /** The separator between an entry and the next one, which has another key: after all versions of some key. */
    static Slice separator(Slice last, Slice next) {
        int lastEnd = last.offset() + last.length();
        int common = Arrays.mismatch(
                last.array(), last.offset(), lastEnd, next.array(), next.offset(), next.offset() + next.length());
        if (common < last.length() && common + 1 < next.length()) {
            return next.subslice(0, common + 1);
        }
        return last;
    }

    /**
     * Adds what is known of a data block.
     *
     * @param newSeparator copied
     * @param sequence the last version of the separator's key that may be in the block, 0 for all
     */
    void add(Slice newSeparator, long sequence, IndexEntry entry) {
        if (partition.isEmpty()) {
            partitionOrdinal = entry.firstOrdinal();
        }
        separatorStamp = Stamp.of(sequence, EntryKind.PUT.id());
        scratch.clear();
        entry.encode(scratch);
        partition.add(newSeparator, separatorStamp, new Slice(scratch.array(), 0, scratch.length()));
        if (partition.sizeBytes() >= PARTITION_BYTES) {
            endPartition();
        }
    }

    private void endPartition() {
        Slice copy = new Slice(partition.lastKey().toByteArray());
        scratch.clear();
        partition.finish(scratch);
        partitionBytes += scratch.length();
        partitions.add(new Partition(scratch.toByteArray(), copy, separatorStamp, partitionOrdinal));
    }

    /** About what the index will take, in bytes. */
    long sizeBytes() {
        return partitionBytes + partition.sizeBytes();
    }

    /** Writes the partitions, then the top. @return the top's place */
    BlockHandle finish(TableOutput output) throws IOException {
        if (!partition.isEmpty()) {
            endPartition();
        }
        if (partitions.isEmpty()) {
            return BlockHandle.NONE;
        }
        BlockBuilder top = new BlockBuilder(RESTART_INTERVAL);
        for (Partition part : partitions) {
            BlockHandle handle = output.writeBlock(part.bytes, part.bytes.length, Compression.NONE);
            scratch.clear();
            new IndexEntry(handle, part.firstOrdinal).encode(scratch);
            top.add(part.separator, part.stamp, new Slice(scratch.array(), 0, scratch.length()));
        }
        scratch.clear();
        top.finish(scratch);
        return output.writeBlock(scratch);
    }
}
