package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * By which attribute the items of a table expire.
 *
 * @param timeToLiveStatus whether they do
 * @param attributeName null when they do not
 */
public record TimeToLiveDescription(TimeToLiveStatus timeToLiveStatus, @Nullable String attributeName) {}
