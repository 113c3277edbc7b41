package dev.dolmen.expressions;

import java.util.ArrayList;
import java.util.List;

/**
 * Which items of one partition a query reads: equality on the partition key and at most one condition on the sort key
 * (on each attribute of either, for an index that has several). Parsing needs no key schema; {@link #against} ties the terms to one.
 *
 * @param terms one to eight with the unindexable ones, each of another attribute, in the order written
 * @param unindexable the attributes on which there is a condition that keys are not searched by, of the legacy ones
 */
public record KeyCondition(List<KeyTerm> terms, List<String> unindexable) {
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

    /** What the caller checks of each attribute of a key, when the condition comes to it. */
    public interface AttributeChecks {

        /** Comes before the condition on the attribute is looked for. */
        void before(String attribute);

        /** Comes with what was found. */
        void found(String attribute, KeyTerm term);
    }

    private static final AttributeChecks NO_CHECKS = new AttributeChecks() {
        @Override
        public void before(String attribute) {}

        @Override
        public void found(String attribute, KeyTerm term) {}
    };

    /** @throws InvalidExpressionException when there is no term, there are more than eight, or two are of one attribute */
    public KeyCondition {
        terms = List.copyOf(terms);
        unindexable = List.copyOf(unindexable);
        requireDistinct(terms);
        int count = terms.size() + unindexable.size();
        if (count == 0 || count > MAX_TERMS) {
            throw wrongLength();
        }
    }

    private static void requireDistinct(List<KeyTerm> terms) {
        for (int i = 1; i < terms.size(); i++) {
            String name = terms.get(i).name();
            for (int before = 0; before < i; before++) {
                if (terms.get(before).name().equals(name)) {
                    throw ExpressionKind.KEY_CONDITION.invalid(
                            "KeyConditionExpressions must only contain one condition per key");
                }
            }
        }
    }

    /** A condition whose terms are all ones that keys are searched by. */
    public KeyCondition(List<KeyTerm> terms) {
        this(terms, List.of());
    }

    /**
     * Parses a {@code KeyConditionExpression}.
     *
     * @throws InvalidExpressionException with DynamoDB's text, when the expression breaks a rule
     */
    public static KeyCondition parse(String expression, Placeholders placeholders) {
        return of(Condition.parse(expression, ExpressionKind.KEY_CONDITION, placeholders));
    }

    /**
     * Reads the terms out of a parsed {@code KeyConditionExpression}: the service does so when it has parsed the other
     * expressions of the request.
     *
     * @throws InvalidExpressionException when it is no condition on keys
     */
    public static KeyCondition of(Condition expression) {
        return KeyTerms.of(expression);
    }

    /** As {@link #against(List, List, AttributeChecks)}, where nothing else is checked. */
    public Bound against(List<String> partition, List<String> sort) {
        return against(partition, sort, NO_CHECKS);
    }

    /**
     * Gives the terms their roles under a key schema, attribute by attribute: so the service looks for faults. Of keys of
     * several attributes it looks at the condition as a whole. Whether the values are of the keys' types is for the caller.
     *
     * @param partition the names of the partition attributes
     * @param sort the names of the sort attributes, in their order; none when the schema has none
     * @throws InvalidExpressionException {@code Query condition missed key schema element: …},
     *     {@code Query key condition not supported}, what is said of operators that keys are not searched by, or of keys of
     *     several attributes
     */
    public Bound against(List<String> partition, List<String> sort, AttributeChecks checks) {
        int attributes = partition.size() + sort.size();
        boolean ofSeveral = partition.size() > 1 || sort.size() > 1;
        if (count() > 2 && count() > attributes && !ofSeveral) {
            throw wrongLength();
        }
        if (ofSeveral) {
            partition.forEach(checks::before);
            sort.forEach(checks::before);
            requireAtMost(attributes);
            requireEquality(partition, sort);
        }
        List<KeyTerm> onPartition = new ArrayList<>();
        for (String name : partition) {
            if (!ofSeveral) {
                checks.before(name);
                requireAtMost(attributes);
            }
            KeyTerm term = found(name, checks);
            if (term.operator() != KeyOperator.EQ) {
                throw new InvalidExpressionException(NOT_SUPPORTED);
            }
            onPartition.add(term);
        }
        List<KeyTerm> onSort = new ArrayList<>();
        for (String name : sort) {
            if (!ofSeveral) {
                checks.before(name);
            }
            if (onPartition.size() + onSort.size() < count()) {
                onSort.add(found(name, checks));
            }
        }
        return new Bound(onPartition, onSort);
    }

    private int count() {
        return terms.size() + unindexable.size();
    }

    private void requireAtMost(int attributes) {
        if (count() > attributes) {
            throw new InvalidExpressionException(NOT_SUPPORTED);
        }
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

    private KeyTerm found(String name, AttributeChecks checks) {
        if (unindexable.contains(name)) {
            throw new InvalidExpressionException("Attempted conditional constraint is not an indexable operation");
        }
        for (KeyTerm term : terms) {
            if (term.name().equals(name)) {
                checks.found(name, term);
                return term;
            }
        }
        throw new InvalidExpressionException("Query condition missed key schema element: " + name);
    }
}
