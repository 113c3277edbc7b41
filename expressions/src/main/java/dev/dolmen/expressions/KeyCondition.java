package dev.dolmen.expressions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which items of one partition a query reads: equality on the partition key and at most one condition on the sort key.
 * Parsing needs no key schema; {@link #against} ties the terms to one.
 *
 * @param terms one or two, each of another attribute, in the order written
 */
public record KeyCondition(List<KeyTerm> terms) {
    private static final String NOT_SUPPORTED = "Query key condition not supported";

    /** The terms in the roles the key schema gives them. */
    public record Bound(KeyTerm partition, @Nullable KeyTerm sort) {}

    /** @throws InvalidExpressionException when there is no term, there are more than two, or two are of one attribute */
    public KeyCondition {
        terms = List.copyOf(terms);
        if (terms.stream().map(KeyTerm::name).distinct().count() < terms.size()) {
            throw new InvalidExpressionException("KeyConditionExpressions must only contain one condition per key");
        }
        if (terms.isEmpty() || terms.size() > 2) {
            throw new InvalidExpressionException("Conditions can be of length 1 or 2 only");
        }
    }

    /**
     * Parses a {@code KeyConditionExpression}.
     *
     * @throws InvalidExpressionException with DynamoDB's text, when the expression breaks a rule
     */
    public static KeyCondition parse(String expression, Placeholders placeholders) {
        return KeyTerms.of(Condition.parse(expression, ExpressionKind.KEY_CONDITION, placeholders));
    }

    /**
     * Gives the terms their roles under a key schema. Whether the values are of the keys' types is for the caller.
     *
     * @param sortKey the sort key's name, {@code null} when the schema has none
     * @throws InvalidExpressionException {@code Query condition missed key schema element: …} or
     *     {@code Query key condition not supported}
     */
    public Bound against(String partitionKey, @Nullable String sortKey) {
        if (sortKey == null && terms.size() > 1) {
            throw new InvalidExpressionException(NOT_SUPPORTED);
        }
        KeyTerm partition = require(partitionKey);
        KeyTerm sort = sortKey == null || terms.size() == 1 ? null : require(sortKey);
        if (partition.operator() != KeyOperator.EQ) {
            throw new InvalidExpressionException(NOT_SUPPORTED);
        }
        return new Bound(partition, sort);
    }

    private KeyTerm require(String name) {
        for (KeyTerm term : terms) {
            if (term.name().equals(name)) {
                return term;
            }
        }
        throw new InvalidExpressionException("Query condition missed key schema element: " + name);
    }
}
