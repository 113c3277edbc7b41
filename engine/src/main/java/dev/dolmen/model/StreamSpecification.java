package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * Whether changes of a table are told in a stream.
 *
 * @param streamEnabled true is refused: not supported yet
 * @param streamViewType {@code NEW_IMAGE}, {@code OLD_IMAGE}, {@code NEW_AND_OLD_IMAGES} or {@code KEYS_ONLY}; only with streams enabled
 */
public record StreamSpecification(@Nullable Boolean streamEnabled, @Nullable String streamViewType) {}
