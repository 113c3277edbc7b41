package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A condition as a request carries it: an expression with placeholders ({@code #n0}, {@code :v0}) and what they stand
 * for. Parsing it gives the condition back.
 *
 * @param names {@code #placeholder} to attribute name, in order of use; empty when the expression uses none
 * @param values {@code :placeholder} to value, in order of use; empty when the expression uses none
 */
public record ExpressionSource(String expression, Map<String, String> names, Map<String, AttributeValue> values) {

    public ExpressionSource {
        names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** @throws IllegalArgumentException for a junction without terms, which expressions cannot say */
    public static ExpressionSource of(Condition condition) {
        Printer printer = new Printer();
        String expression = printer.print(condition);
        return new ExpressionSource(expression, invert(printer.names), invert(printer.values));
    }

    private static <T> Map<String, T> invert(Map<T, String> placeholders) {
        Map<String, T> inverted = new LinkedHashMap<>();
        placeholders.forEach((meaning, placeholder) -> inverted.put(placeholder, meaning));
        return inverted;
    }

    private static final class Printer {
        private final Map<String, String> names = new LinkedHashMap<>();
        private final Map<AttributeValue, String> values = new LinkedHashMap<>();

        private String print(Condition condition) {
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
                    ? print(terms.get(0))
                    : terms.stream().map(this::printTerm).collect(Collectors.joining(connective));
        }

        /** With parentheses exactly where the tree would come out differently without. */
        private String printTerm(Condition term) {
            List<Condition> terms = termsOf(term);
            if (terms.size() == 1) {
                return printTerm(terms.get(0));
            }
            return terms.isEmpty() ? print(term) : "(" + print(term) + ")";
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

        private String path(DocumentPath path) {
            StringBuilder text = new StringBuilder();
            for (DocumentPath.Element element : path.elements()) {
                if (element instanceof DocumentPath.Name name) {
                    text.append(text.length() == 0 ? "" : ".")
                            .append(names.computeIfAbsent(name.name(), n -> "#n" + names.size()));
                } else {
                    text.append(element);
                }
            }
            return text.toString();
        }

        private String value(AttributeValue value) {
            return values.computeIfAbsent(value, v -> ":v" + values.size());
        }
    }
}
