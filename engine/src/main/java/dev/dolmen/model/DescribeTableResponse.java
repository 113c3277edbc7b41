package dev.dolmen.model;

/**
 * The answer to {@link DescribeTableRequest}.
 *
 * @param table the table
 */
public record DescribeTableResponse(TableDescription table) {}
