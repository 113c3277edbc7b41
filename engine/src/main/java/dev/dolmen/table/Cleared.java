package dev.dolmen.table;

/**
 * What was deleted at once.
 *
 * @param items how many
 * @param itemBytes their size by DynamoDB's rules
 * @param more whether the limit ended it, and there may be more
 * @param restsOn the position this answer rests on; see {@link ItemStore#awaitDurable}
 */
public record Cleared(long items, long itemBytes, boolean more, long restsOn) {}
