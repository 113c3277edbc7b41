package dev.dolmen.table;

import dev.dolmen.item.Binary;

/**
 * The name a caller gave to a write.
 *
 * @param value the name; unique within the database
 * @param fingerprint a hash of the write: the same token with another fingerprint is a mistake of the caller
 */
public record RequestToken(String value, Binary fingerprint) {}
