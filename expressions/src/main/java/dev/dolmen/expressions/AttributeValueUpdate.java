package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import org.jspecify.annotations.Nullable;

/**
 * The legacy form of an update of one attribute. Members are exactly as the caller gave them.
 *
 * @param action {@code PUT} (when absent), {@code ADD} or {@code DELETE}
 * @param value what to put, add or delete; a {@code DELETE} without it removes the attribute
 */
public record AttributeValueUpdate(@Nullable String action, @Nullable AttributeValue value) {}
