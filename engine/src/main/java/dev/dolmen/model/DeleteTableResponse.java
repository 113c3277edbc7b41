package dev.dolmen.model;

/**
 * The answer to {@link DeleteTableRequest}.
 *
 * @param tableDescription the table
 */
public record DeleteTableResponse(TableDescription tableDescription) {}
