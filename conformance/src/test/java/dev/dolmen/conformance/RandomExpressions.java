package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Expressions of one request: mostly good ones, some that must be refused. All of them share the request's placeholders.
 */
final class RandomExpressions {

    private static final List<String> ATTRIBUTES = List.of("a", "b", "c", "n", "m", "l", "ss", "ns");
    private static final List<String> COMPARATORS = List.of("=", "<>", "<", "<=", ">", ">=");

    private final RandomValues values;
    private final ObjectNode names = JsonNodeFactory.instance.objectNode();
    private final ObjectNode constants = JsonNodeFactory.instance.objectNode();

    RandomExpressions(RandomValues values) {
        this.values = values;
    }

    /** Puts the placeholders that the expressions so far use into the request. */
    void placeholdersInto(ObjectNode body) {
        if (values.chance(2)) {
            names.put("#unused", "zz");
        }
        if (values.chance(2)) {
            constants.set(":unused", RandomValues.number("1"));
        }
        if (!names.isEmpty()) {
            body.set("ExpressionAttributeNames", names);
        }
        if (!constants.isEmpty()) {
            body.set("ExpressionAttributeValues", constants);
        }
    }

    String condition() {
        return condition(2);
    }

    private String condition(int depth) {
        if (values.chance(2)) {
            return values.oneOf(
                    List.of("", "a", "a =", "= a", "a = b c", "(a = b", "a = b)", "a AND", "NOT", "a == b", "size(a)"));
        }
        switch (values.below(depth > 0 ? 14 : 10)) {
            case 0, 1, 2:
                return operand() + " " + values.oneOf(COMPARATORS) + " " + operand();
            case 3:
                return operand() + " BETWEEN " + operand() + " AND " + operand();
            case 4:
                return operand() + " IN (" + listed(1 + values.below(3)) + ")";
            case 5:
                return "attribute_exists(" + path() + ")";
            case 6:
                return "attribute_not_exists(" + path() + ")";
            case 7:
                return "attribute_type(" + path() + ", " + typeName() + ")";
            case 8:
                return "begins_with(" + path() + ", " + operand() + ")";
            case 9:
                return "contains(" + path() + ", " + operand() + ")";
            case 10:
                return "NOT " + condition(depth - 1);
            case 11:
                return "(" + condition(depth - 1) + ")";
            default:
                return condition(depth - 1) + values.oneOf(List.of(" AND ", " OR ", " and ")) + condition(depth - 1);
        }
    }

    private String typeName() {
        return constant(
                values.chance(5)
                        ? values.value()
                        : RandomValues.string(
                                values.oneOf(List.of("S", "N", "B", "SS", "NS", "BS", "L", "M", "NULL", "BOOL", "X"))));
    }

    private String listed(int count) {
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operands.add(operand());
        }
        return String.join(", ", operands);
    }

    private String operand() {
        int choice = values.below(20);
        if (choice < 9) {
            return path();
        }
        return choice < 10 ? "size(" + path() + ")" : constant(values.value());
    }

    String constant(ObjectNode value) {
        String name = ":v" + constants.size();
        if (!values.chance(1)) {
            constants.set(name, value);
        }
        return name;
    }

    String name(String attribute) {
        if (values.chance(70)) {
            return attribute;
        }
        String placeholder = "#n" + names.size();
        if (!values.chance(1)) {
            names.put(placeholder, attribute);
        }
        return placeholder;
    }

    String path() {
        if (values.chance(1)) {
            return values.oneOf(List.of("status", "a.", "a[", "a[-1]", "1a", "a..b", "size", "a[x]"));
        }
        StringBuilder path = new StringBuilder(name(values.oneOf(ATTRIBUTES)));
        for (int i = values.chance(30) ? 1 + values.below(2) : 0; i > 0; i--) {
            if (values.chance(50)) {
                path.append('.').append(name(values.oneOf(List.of("x", "y", "z"))));
            } else {
                path.append('[').append(values.below(4)).append(']');
            }
        }
        return path.toString();
    }

    String projection() {
        List<String> paths = new ArrayList<>();
        for (int i = 1 + values.below(3); i > 0; i--) {
            paths.add(path());
        }
        return String.join(", ", paths);
    }

    /** An UpdateExpression of one to four clauses. */
    String update() {
        List<String> clauses = new ArrayList<>();
        for (String clause : List.of("SET", "REMOVE", "ADD", "DELETE")) {
            if (values.chance(clause.equals("SET") ? 60 : 25)) {
                clauses.add(clause(clause));
            }
        }
        if (clauses.isEmpty() || values.chance(1)) {
            clauses.add(clause("SET"));
        }
        return String.join(" ", clauses);
    }

    private String clause(String clause) {
        List<String> actions = new ArrayList<>();
        for (int i = 1 + values.below(2); i > 0; i--) {
            actions.add(
                    switch (clause) {
                        case "SET" -> path() + " = " + newValue();
                        case "REMOVE" -> path();
                        case "ADD" ->
                            path() + " "
                                    + constant(
                                            values.chance(10)
                                                    ? values.value()
                                                    : values.chance(50) ? values.number() : values.set());
                        default -> path() + " " + constant(values.chance(10) ? values.value() : values.set());
                    });
        }
        return clause + " " + String.join(", ", actions);
    }

    private String newValue() {
        return switch (values.below(8)) {
            case 0 -> path() + " + " + constant(values.number());
            case 1 -> constant(values.number()) + " - " + path();
            case 2 -> "if_not_exists(" + path() + ", " + constant(values.value()) + ")";
            case 3 -> "list_append(" + path() + ", " + constant(values.value()) + ")";
            case 4 -> path();
            case 5 -> "if_not_exists(" + path() + ", " + constant(values.number()) + ") + " + constant(values.number());
            default -> constant(values.value());
        };
    }
}
