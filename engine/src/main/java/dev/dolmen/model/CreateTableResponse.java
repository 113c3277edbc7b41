package dev.dolmen.model;

/**
 * The answer to {@link CreateTableRequest}.
 *
 * @param tableDescription the table
 */
public record CreateTableResponse(TableDescription tableDescription) {}
