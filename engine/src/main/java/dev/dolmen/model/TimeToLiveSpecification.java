package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * By which attribute the items of a table expire.
 *
 * @param enabled whether they do from now on
 * @param attributeName 1 to 255 characters; items that have there a number of seconds since 1970 are deleted when that time
 *     is past. To disable, the attribute that is in force
 */
public record TimeToLiveSpecification(@Nullable Boolean enabled, @Nullable String attributeName) {}
