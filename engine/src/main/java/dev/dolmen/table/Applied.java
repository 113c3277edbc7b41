package dev.dolmen.table;

/**
 * What became of a write.
 *
 * @param outcome what was decided, now or when the request token was first used
 * @param restsOn the position this answer rests on; see {@link ItemStore#awaitDurable}
 */
public record Applied(Outcome outcome, long restsOn) {}
