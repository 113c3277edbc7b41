package dev.dolmen.lsm.read;

/**
 * What the keys of a range are together.
 *
 * @param keys how many have a value
 * @param measured the sum of what their values measure
 * @param newestSequenceSeen what this rests on, as of a {@link Cursor}
 */
public record RangeTotal(long keys, long measured, long newestSequenceSeen) {}
