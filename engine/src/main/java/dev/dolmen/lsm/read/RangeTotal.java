package dev.dolmen.lsm.read;

/**
 * What the keys of a range are together.
 *
 * @param keys how many have a value
 * @param weight the sum of what their values weigh
 * @param newestSequenceSeen what this rests on, as of a {@link Cursor}
 */
public record RangeTotal(long keys, long weight, long newestSequenceSeen) {}
