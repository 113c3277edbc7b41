package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * How a table is encrypted at rest in AWS.
 *
 * @param enabled true is refused: this store does not encrypt; use the file system's encryption
 * @param sseType {@code AES256} or {@code KMS}; only with encryption enabled
 * @param kmsMasterKeyId the key; only with encryption enabled
 */
public record SSESpecification(@Nullable Boolean enabled, @Nullable String sseType, @Nullable String kmsMasterKeyId) {}
