package dev.dolmen.model;

/**
 * The answer to {@link UpdateTableRequest}.
 *
 * @param tableDescription the table as DynamoDB tells of it while it makes the change: throughput, for one, as it was
 *     before. {@link DescribeTableRequest} tells how it is
 */
public record UpdateTableResponse(TableDescription tableDescription) {}
