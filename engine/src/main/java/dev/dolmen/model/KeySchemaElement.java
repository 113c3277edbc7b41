package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * One attribute of a key.
 *
 * @param attributeName the attribute
 * @param keyType {@code HASH} for the partition key, {@code RANGE} for the sort key
 */
public record KeySchemaElement(@Nullable String attributeName, @Nullable String keyType) {

    /** The partition key. */
    public static KeySchemaElement hash(String attributeName) {
        return new KeySchemaElement(attributeName, KeyType.HASH.name());
    }

    /** The sort key. */
    public static KeySchemaElement range(String attributeName) {
        return new KeySchemaElement(attributeName, KeyType.RANGE.name());
    }
}
