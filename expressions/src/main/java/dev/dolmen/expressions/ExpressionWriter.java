package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes conditions, paths and values as the text of expressions, with a placeholder for every name and value, so that no
 * name is a reserved word and no text has to be quoted. All expressions of one request are written by one writer: they
 * share their placeholders. Not thread-safe.
 */
public final class ExpressionWriter {

    // Copied or made when something is written: most requests have no expressions.
    private Map<String, String> names;
    private Map<String, AttributeValue> values;
    private Map<String, String> placeholderOfName = Map.of();
    private Map<AttributeValue, String> placeholderOfValue = Map.of();

    /**
     * A writer for a request that has placeholders of its own, of which no other use is made. The maps are not changed, and
     * must not change while the writer and what it gives are used.
     *
     * @param names {@code #placeholder} to attribute name
     * @param values {@code :placeholder} to value
     */
    public ExpressionWriter(Map<String, String> names, Map<String, AttributeValue> values) {
        this.names = names;
        this.values = values;
    }

    /** All names: those given, and those of what was written so far. Unmodifiable. */
    public Map<String, String> names() {
        return Collections.unmodifiableMap(names);
    }

    /** All values: those given, and those of what was written so far. Unmodifiable. */
    public Map<String, AttributeValue> values() {
        return Collections.unmodifiableMap(values);
    }

    /** The path, a placeholder for each of its names. */
    public String path(DocumentPath path) {
        if (!path.isNested()) {
            return name(path.root());
        }
        StringBuilder text = new StringBuilder();
        for (DocumentPath.Element element : path.elements()) {
            if (element instanceof DocumentPath.Name name) {
                text.append(text.length() == 0 ? "" : ".").append(name(name.name()));
            } else {
                text.append(element);
            }
        }
        return text.toString();
    }

    private String name(String name) {
        if (placeholderOfName.isEmpty()) {
            placeholderOfName = new HashMap<>();
            names = new LinkedHashMap<>(names);
        }
        return placeholderOfName.computeIfAbsent(name, n -> add("#n", placeholderOfName.size(), n, names));
    }

    /** The value's placeholder. */
    public String value(AttributeValue value) {
        if (placeholderOfValue.isEmpty()) {
            placeholderOfValue = new HashMap<>();
            values = new LinkedHashMap<>(values);
        }
        return placeholderOfValue.computeIfAbsent(value, v -> add(":v", placeholderOfValue.size(), v, values));
    }

    /** Adds a meaning under the next numbered placeholder that is not taken. */
    private static <T> String add(String prefix, int next, T meaning, Map<String, T> meanings) {
        int number = next;
        String placeholder = prefix + number;
        while (meanings.putIfAbsent(placeholder, meaning) != null) {
            number++;
            placeholder = prefix + number;
        }
        return placeholder;
    }

    /**
     * The condition, as text that parses to it again.
     *
     * @throws IllegalArgumentException for a junction without terms, which expressions cannot say
     */
    public String condition(Condition condition) {
        if (condition instanceof Condition.And and) {
            return join(and.terms(), " AND ");
        } else if (condition instanceof Condition.Or or) {
            return join(or.terms(), " OR ");
        } else if (condition instanceof Condition.Not not) {
            return "NOT " + printTerm(not.term());
        } else if (condition instanceof Condition.Comparison c) {
            return print(c.left()) + " " + c.comparator().symbol() + " " + print(c.right());
        } else if (condition instanceof Condition.Between b) {
            return print(b.value()) + " BETWEEN " + print(b.low()) + " AND " + print(b.high());
        } else if (condition instanceof Condition.In in) {
            return print(in.value()) + " IN "
                    + in.candidates().stream().map(this::print).collect(Collectors.joining(", ", "(", ")"));
        } else if (condition instanceof Condition.Existence e) {
            return (e.expected() ? "attribute_exists(" : "attribute_not_exists(") + print(e.attribute()) + ")";
        } else if (condition instanceof Condition.HasType h) {
            return "attribute_type(" + print(h.operand()) + ", "
                    + value(AttributeValue.s(h.type().name())) + ")";
        } else if (condition instanceof Condition.BeginsWith b) {
            return "begins_with(" + print(b.operand()) + ", " + print(b.prefix()) + ")";
        } else if (condition instanceof Condition.Contains c) {
            return "contains(" + print(c.container()) + ", " + print(c.element()) + ")";
        }
        throw new AssertionError("not a condition: " + condition);
    }

    private String join(List<Condition> terms, String connective) {
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("no expression says nothing");
        }
        return terms.size() == 1
                ? condition(terms.get(0))
                : terms.stream().map(this::printTerm).collect(Collectors.joining(connective));
    }

    /** With parentheses exactly where the tree would come out differently without. */
    private String printTerm(Condition term) {
        List<Condition> terms = termsOf(term);
        if (terms.size() == 1) {
            return printTerm(terms.get(0));
        }
        return terms.isEmpty() ? condition(term) : "(" + condition(term) + ")";
    }

    /** The terms of a junction; none for any other condition. */
    private static List<Condition> termsOf(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and.terms();
        }
        return condition instanceof Condition.Or or ? or.terms() : List.of();
    }

    private String print(Operand operand) {
        if (operand instanceof Operand.Attribute attribute) {
            return path(attribute.path());
        } else if (operand instanceof Operand.Literal literal) {
            return value(literal.value());
        } else if (operand instanceof Operand.Size size) {
            return "size(" + print(size.operand()) + ")";
        }
        throw new AssertionError("not an operand: " + operand);
    }
}
