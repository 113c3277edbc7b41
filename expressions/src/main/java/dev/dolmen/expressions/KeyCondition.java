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
     * @throws InvalidExpressionException {@code Query condition missed key schema element: …},
     *     {@code Query key condition not supported}, or what is said of keys of several attributes
     */
    public Bound against(List<String> partition, List<String> sort) {
        int attributes = partition.size() + sort.size();
        boolean ofSeveral = partition.size() > 1 || sort.size() > 1;
        if (terms.size() > 2 && terms.size() > attributes && !ofSeveral) {
            throw wrongLength();
        }
        if (terms.size() > attributes) {
            throw new InvalidExpressionException(NOT_SUPPORTED);
        }
        if (ofSeveral) {
            requireEquality(partition, sort);
        }
        List<KeyTerm> onPartition = partition.stream().map(this::require).toList();
        List<KeyTerm> onSort = sort.stream()
                .limit(terms.size() - onPartition.size())
                .map(this::require)
                .toList();
        if (onPartition.stream().anyMatch(term -> term.operator() != KeyOperator.EQ)) {
            throw new InvalidExpressionException(NOT_SUPPORTED);
        }
        return new Bound(onPartition, onSort);
    }

    /** The words for keys of several attributes: all but the last that a condition is on are to equal something. */
    private void requireEquality(List<String> partition, List<String> sort) {
        List<String> unequal =
                partition.stream().filter(name -> !hasEquality(name)).toList();
        if (!unequal.isEmpty()) {
            throw new InvalidExpressionException("HASH key attributes " + String.join(", ", unequal)
                    + " must have equality conditions specified in the query");
        }
        for (int last = sort.size() - 1; last > 0; last--) {
            String name = sort.get(last);
            if (terms.stream().anyMatch(term -> term.name().equals(name))) {
                List<String> before = sort.subList(0, last).stream()
                        .filter(earlier -> !hasEquality(earlier))
                        .toList();
                if (!before.isEmpty()) {
                    throw new InvalidExpressionException("RANGE key attributes " + String.join(", ", before)
                            + " must have equality conditions specified in the query because a condition is present on"
                            + " key attribute " + name);
                }
                return;
            }
        }
    }

    private boolean hasEquality(String name) {
        return terms.stream().anyMatch(term -> term.name().equals(name) && term.operator() == KeyOperator.EQ);
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
