package dev.dolmen.table;

/**
 * DynamoDB's limits (Developer Guide, "Quotas in Amazon DynamoDB"); smaller ones serve tests.
 *
 * @param itemBytes the largest item, names included
 * @param collectionBytes the largest item collection of a table with local secondary indexes
 * @param pageBytes how much one query or scan reads before it ends the page
 * @param batchGetBytes how much one batch of reads returns
 * @param transactionBytes the most that the items of one transaction may be together
 */
public record Limits(int itemBytes, long collectionBytes, int pageBytes, int batchGetBytes, int transactionBytes) {

    /** DynamoDB's own. */
    public static final Limits DYNAMODB = new Limits(400 << 10, 10L << 30, 1 << 20, 16 << 20, 4 << 20);
}
