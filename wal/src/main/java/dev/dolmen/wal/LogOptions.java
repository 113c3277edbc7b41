package dev.dolmen.wal;

import java.security.SecureRandom;
import java.util.function.LongSupplier;

/**
 * How a log lays out its files.
 *
 * @param segmentBytes the length at which a segment is full, in bytes. A record that is longer gets a segment of its own.
 *     Default 64 MiB: rotation, with its three syncs, stays rare, and recovery holds back little disk space.
 * @param preallocationBytes how much is filled with zeros ahead of the records at a time, in bytes, at most: as much as the
 *     segment has, but 64 KiB at first. 0 writes no zeros. Default 1 MiB. Overwriting zeros makes a sync cheaper, since the
 *     file's length need not be journalled with it; a whole segment at once would make opening a small store slow.
 * @param spareSegments how many released segments are kept to be written over. Default 2: the one in use and the one that
 *     waits for a flush are each replaced by one.
 * @param salts a random number for each segment, under the checksum of each of its records: whatever lies in a file from
 *     before, or inside a payload, is then no record of the segment. Injected so that a simulated run can be repeated.
 */
public record LogOptions(int segmentBytes, int preallocationBytes, int spareSegments, LongSupplier salts) {

    private static final int MIN_SEGMENT_BYTES = 512;
    private static final int MAX_SEGMENT_BYTES = 1 << 29;

    public static final LogOptions DEFAULT = new LogOptions(64 << 20, 1 << 20, 2, new SecureRandom()::nextLong);

    public LogOptions {
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException("segmentBytes must be between " + MIN_SEGMENT_BYTES + " and "
                    + MAX_SEGMENT_BYTES + ", is " + segmentBytes);
        }
        if (preallocationBytes < 0 || preallocationBytes > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException(
                    "preallocationBytes must be between 0 and " + MAX_SEGMENT_BYTES + ", is " + preallocationBytes);
        }
        if (spareSegments < 0) {
            throw new IllegalArgumentException("spareSegments must not be negative, is " + spareSegments);
        }
    }

    public LogOptions withSegmentBytes(int bytes) {
        return new LogOptions(bytes, preallocationBytes, spareSegments, salts);
    }

    public LogOptions withPreallocationBytes(int bytes) {
        return new LogOptions(segmentBytes, bytes, spareSegments, salts);
    }

    public LogOptions withSpareSegments(int count) {
        return new LogOptions(segmentBytes, preallocationBytes, count, salts);
    }

    public LogOptions withSalts(LongSupplier source) {
        return new LogOptions(segmentBytes, preallocationBytes, spareSegments, source);
    }
}
