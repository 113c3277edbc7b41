package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * Lists a table's tags.
 *
 * @param resourceArn the table's ARN
 * @param nextToken where the page before ended
 */
public record ListTagsOfResourceRequest(@Nullable String resourceArn, @Nullable String nextToken) {}
