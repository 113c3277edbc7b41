package dev.dolmen.expressions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which items of one partition a query reads: equality on the partition key and at most one condition on the sort key.
 * Parsing needs no key schema; {@link #against} ties the terms to one.
 *
 * @param terms one per attribute, in the order written
 */
public record KeyCondition(List<KeyTerm> terms) {

    /** The terms in the roles the key schema gives them. */
    public record Bound(KeyTerm partition, @Nullable KeyTerm sort) {}

    public KeyCondition {
        terms = List.copyOf(terms);
    }

    /**
     * Parses a {@code KeyConditionExpression}.
     *
     * @throws InvalidExpressionException with DynamoDB's text, when the expression breaks a rule
     */
    public static KeyCondition parse(String expression, Placeholders placeholders) {
        throw new UnsupportedOperationException(expression + placeholders);
    }

    /**
     * Gives the terms their roles under a key schema.
     *
     * @param sortKey the sort key's name, {@code null} when the schema has none
     * @throws InvalidExpressionException {@code Query condition missed key schema element: …} or
     *     {@code Query key condition not supported}
     */
    public Bound against(String partitionKey, @Nullable String sortKey) {
        throw new UnsupportedOperationException(partitionKey + sortKey);
    }
}
