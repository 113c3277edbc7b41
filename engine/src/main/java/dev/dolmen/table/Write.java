package dev.dolmen.table;

import org.jspecify.annotations.Nullable;

/**
 * An operation to be applied to a key.
 *
 * @param token names the write, so that repeating it gives the first answer again
 */
public record Write(TableDefinition table, PrimaryKey key, Operation operation, @Nullable RequestToken token) {}
