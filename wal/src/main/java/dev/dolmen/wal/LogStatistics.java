package dev.dolmen.wal;

/**
 * What a log has done since it was opened.
 *
 * @param records appended
 * @param bytes appended, framing included
 * @param syncs of segments that hold records; those that create a segment not counted
 * @param segmentsCreated as new files, the one made by opening included
 * @param segmentsRecycled created by writing over a released one
 */
public record LogStatistics(long records, long bytes, long syncs, long segmentsCreated, long segmentsRecycled) {}
