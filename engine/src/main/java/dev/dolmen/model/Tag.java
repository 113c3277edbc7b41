package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * A label on a table: a key, unique on the table, and a value.
 *
 * @param key 1 to 128 characters
 * @param value 0 to 256 characters
 */
public record Tag(@Nullable String key, @Nullable String value) {}
