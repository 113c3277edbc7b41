package dev.dolmen.table;

import dev.dolmen.item.EncodedItem;

/**
 * What a read found.
 *
 * @param item {@link EncodedItem#EMPTY} when there is none; its bytes stay as they are
 * @param restsOn the position this answer rests on; see {@link ItemStore#awaitDurable}
 */
public record Found(EncodedItem item, long restsOn) {}
