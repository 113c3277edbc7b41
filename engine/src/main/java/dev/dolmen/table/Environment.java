package dev.dolmen.table;

import java.time.Instant;

/**
 * Everything a decision may depend on besides the table, the item and the operation.
 *
 * @param now the time of the request
 * @param limits what is too large
 * @param collectionBytes the size of the item collection that the key is in, before the write: items and index entries by
 *     DynamoDB's rules; 0 in tables without local secondary indexes
 */
public record Environment(Instant now, Limits limits, long collectionBytes) {}
