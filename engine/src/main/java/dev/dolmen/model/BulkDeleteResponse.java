package dev.dolmen.model;

/**
 * The answer to {@link BulkDeleteRequest}.
 *
 * @param deletedCount how many items were deleted; in a dry run, how many would have been
 * @param deletedBytes their size by DynamoDB's rules
 */
public record BulkDeleteResponse(long deletedCount, long deletedBytes) {}
