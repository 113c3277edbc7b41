package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * The type of an attribute that is part of a key.
 *
 * @param attributeName the attribute
 * @param attributeType {@code S}, {@code N} or {@code B}
 */
public record AttributeDefinition(@Nullable String attributeName, @Nullable String attributeType) {

    /** An attribute of this type. */
    public static AttributeDefinition of(String attributeName, ScalarAttributeType attributeType) {
        return new AttributeDefinition(attributeName, attributeType.name());
    }
}
