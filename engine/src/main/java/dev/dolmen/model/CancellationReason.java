package dev.dolmen.model;

import dev.dolmen.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * What one member of a transaction had to do with its cancellation.
 *
 * @param code {@code None} when nothing, else such as {@code ConditionalCheckFailed}, {@code ItemCollectionSizeLimitExceeded} or {@code ValidationError}
 * @param message what was wrong; null with {@code None}
 * @param item the item as it was when its condition failed, if asked for and there is one
 */
public record CancellationReason(String code, @Nullable String message, @Nullable Item item) {}
