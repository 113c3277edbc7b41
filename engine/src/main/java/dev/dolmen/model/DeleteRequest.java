package dev.dolmen.model;

import dev.dolmen.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * A delete within a {@link BatchWriteItemRequest}.
 *
 * @param key the primary key: every key attribute of the table and no other
 */
public record DeleteRequest(@Nullable Item key) {}
