package dev.dolmen.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The class of a table, if one was ever given.
 *
 * @param tableClass as it is now
 * @param lastUpdateDateTime when it was last changed; null when it is as the table was created
 */
public record TableClassSummary(TableClass tableClass, @Nullable Instant lastUpdateDateTime) {}
