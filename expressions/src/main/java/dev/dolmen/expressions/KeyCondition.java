package dev.dolmen.expressions;

import java.util.List;

/**
 * Which items of one partition a query reads: equality on the partition key and at most one condition on the sort key
 * (on each attribute of either, for an index that has several). Parsing needs no key schema; {@link #against} ties the terms to one.
 *
 * @param terms one to eight, each of another attribute, in the order written
 */
public record KeyCondition(List<KeyTerm> terms) {
    private static final String NOT_SUPPORTED = "Query key condition not supported";

    /** As many terms as a key of four partition and four sort attributes takes. */
    private static final int MAX_TERMS = 8;

    /**
     * The terms in the roles the key schema gives them.
     *
     * @param partition one for each partition attribute, all of equality
     * @param sort for none, or the first, of the sort attributes; all but the last of equality
     */
    public record Bound(List<KeyTerm> partition, List<KeyTerm> sort) {
        public Bound {
            partition = List.copyOf(partition);
            sort = List.copyOf(sort);
        }
    }

    /** @throws InvalidExpressionException when there is no term, there are more than eight, or two are of one attribute */
    public KeyCondition {
        terms = List.copyOf(terms);
        if (terms.stream().map(KeyTerm::name).distinct().count() < terms.size()) {
            throw new InvalidExpressionException("KeyConditionExpressions must only contain one condition per key");
        }
        if (terms.isEmpty() || terms.size() > MAX_TERMS) {
            throw wrongLength();
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
     * @param partition the names of the partition attributes
     * @param sort the names of the sort attributes, in their order; none when the schema has none
     * @throws InvalidExpressionException {@code Query condition missed key schema element: …} or
     *     {@code Query key condition not supported}
     */
    public Bound against(List<String> partition, List<String> sort) {
        if (terms.size() > 2 && terms.size() > partition.size() + sort.size()) {
            throw wrongLength();
        }
        if (terms.size() > partition.size() + sort.size()) {
            throw new InvalidExpressionException(NOT_SUPPORTED);
        }
        List<KeyTerm> onPartition = partition.stream().map(this::require).toList();
        List<KeyTerm> onSort = sort.stream()
                .limit(terms.size() - onPartition.size())
                .map(this::require)
                .toList();
        requireEquality(onPartition);
        requireEquality(onSort.subList(0, Math.max(0, onSort.size() - 1)));
        return new Bound(onPartition, onSort);
    }

    private static void requireEquality(List<KeyTerm> terms) {
        if (terms.stream().anyMatch(term -> term.operator() != KeyOperator.EQ)) {
            throw new InvalidExpressionException(NOT_SUPPORTED);
        }
    }

    private static InvalidExpressionException wrongLength() {
        return new InvalidExpressionException("Conditions can be of length 1 or 2 only");
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
