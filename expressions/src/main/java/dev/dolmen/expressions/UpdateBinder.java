package dev.dolmen.expressions;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the names of a parsed update, resolves its placeholders, and checks what is known without an item. The order of the
 * checks is the service's: names, sections, placeholders of names, those of values, paths, what ADD and DELETE are given,
 * and functions last.
 */
final class UpdateBinder {
    private static final int CACHED_EXPRESSIONS = 256;
    private static final ExpressionCache<UpdateSyntax> CACHE = new ExpressionCache<>(CACHED_EXPRESSIONS);

    private static final ExpressionKind KIND = ExpressionKind.UPDATE;
    private static final String IF_NOT_EXISTS = "if_not_exists";
    private static final String LIST_APPEND = "list_append";

    /** DynamoDB's text for what ADD and DELETE cannot be done to. */
    private static final String MISMATCH = "An operand in the update expression has an incorrect data type";

    private static final Set<AttributeType> SETS = EnumSet.of(AttributeType.SS, AttributeType.NS, AttributeType.BS);

    private final Placeholders placeholders;

    private UpdateBinder(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    static Update parse(String expression, Placeholders placeholders) {
        UpdateSyntax syntax = CACHE.get(expression, text -> {
            UpdateSyntax parsed = UpdateParser.parse(text);
            checkNames(parsed);
            if (parsed.twice() != null) {
                throw KIND.invalid(
                        "The \"" + parsed.twice() + "\" section can only be used once in an update expression;");
            }
            if (operators(parsed) > OperatorCount.MAX_OPERATORS) {
                throw KIND.invalid(OperatorCount.TOO_MANY_OPERATORS);
            }
            return parsed;
        });
        UpdateBinder binder = new UpdateBinder(placeholders);
        List<DocumentPath> targets = binder.resolve(syntax);
        PathOverlaps.requireNone(targets, KIND);
        return new Update(binder.actions(syntax));
    }

    /** Resolves all placeholders; what they stand for is looked up again when the actions are made. */
    private List<DocumentPath> resolve(UpdateSyntax syntax) {
        List<DocumentPath> targets = syntax.targets().stream().map(this::path).toList();
        List<Syntax.Value> values = new ArrayList<>();
        for (UpdateSyntax.Assignment assignment : syntax.sets()) {
            resolve(assignment.left(), values);
            if (assignment.right() != null) {
                resolve(assignment.right(), values);
            }
        }
        syntax.adds().forEach(change -> values.add(change.value()));
        syntax.deletes().forEach(change -> values.add(change.value()));
        values.forEach(this::literal);
        return targets;
    }

    private void resolve(Syntax.Operand operand, List<Syntax.Value> values) {
        if (operand instanceof Syntax.Path path) {
            path(path);
        } else if (operand instanceof Syntax.Value value) {
            values.add(value);
        } else if (operand instanceof Syntax.Function function) {
            function.arguments().forEach(argument -> resolve(argument, values));
        }
    }

    private static void checkNames(UpdateSyntax syntax) {
        NameChecks names = new NameChecks(KIND);
        for (UpdateSyntax.Assignment assignment : syntax.sets()) {
            names.path(assignment.path().steps());
            Syntax.Operand right = assignment.right();
            checkNames(assignment.left(), names, right == null);
            if (right != null) {
                checkNames(right, names, false);
            }
        }
        syntax.removes().forEach(path -> names.path(path.steps()));
        syntax.adds().forEach(change -> names.path(change.path().steps()));
        syntax.deletes().forEach(change -> names.path(change.path().steps()));
    }

    /** @param alone whether the operand is all of the value: only there a list can be appended to */
    private static void checkNames(Syntax.Operand operand, NameChecks names, boolean alone) {
        if (operand instanceof Syntax.Path path) {
            names.path(path.steps());
        } else if (operand instanceof Syntax.Function function) {
            names.functionOfUpdate(function.name());
            if (function.name().equals(LIST_APPEND) && !alone) {
                throw KIND.invalid("The function is not allowed to be used this way in an expression; function: "
                        + function.name());
            }
            function.arguments().forEach(argument -> checkNames(argument, names, false));
        }
    }

    private static int operators(UpdateSyntax syntax) {
        int count = 0;
        for (UpdateSyntax.Assignment assignment : syntax.sets()) {
            Syntax.Operand right = assignment.right();
            count += OperatorCount.of(assignment.left()) + (right == null ? 0 : 1 + OperatorCount.of(right));
        }
        return count;
    }

    private List<UpdateAction> actions(UpdateSyntax syntax) {
        List<UpdateAction> changes = changes(syntax);
        List<UpdateAction> actions = new ArrayList<>();
        for (UpdateSyntax.Assignment assignment : syntax.sets()) {
            actions.add(new UpdateAction.Assign(path(assignment.path()), value(assignment)));
        }
        for (Syntax.Path path : syntax.removes()) {
            actions.add(new UpdateAction.Remove(path(path)));
        }
        actions.addAll(changes);
        return actions;
    }

    private List<UpdateAction> changes(UpdateSyntax syntax) {
        List<UpdateAction> changes = new ArrayList<>();
        for (UpdateSyntax.Change change : syntax.adds()) {
            AttributeValue value = literal(change.value());
            if (value.type() != AttributeType.N && !SETS.contains(value.type())) {
                throw notAllowed("ADD", value);
            }
            changes.add(new UpdateAction.Add(path(change.path()), value, MISMATCH));
        }
        for (UpdateSyntax.Change change : syntax.deletes()) {
            AttributeValue value = literal(change.value());
            if (!SETS.contains(value.type())) {
                throw notAllowed("DELETE", value);
            }
            changes.add(new UpdateAction.Delete(path(change.path()), value, MISMATCH));
        }
        return changes;
    }

    private static InvalidExpressionException notAllowed(String section, AttributeValue value) {
        return KIND.invalid("Incorrect operand type for operator or function; operator: " + section + ", operand type: "
                + TypeNames.of(value.type()) + ", typeSet: ALLOWED_FOR_" + section + "_OPERAND");
    }

    private NewValue value(UpdateSyntax.Assignment assignment) {
        NewValue left = value(assignment.left());
        Syntax.Operand right = assignment.right();
        String sign = assignment.sign();
        if (right == null || sign == null) {
            return left;
        }
        NewValue second = value(right);
        requireType(sign, left, AttributeType.N);
        requireType(sign, second, AttributeType.N);
        return new NewValue.Sum(left, second, sign.equals("-"));
    }

    private NewValue value(Syntax.Operand operand) {
        if (operand instanceof Syntax.Path path) {
            return new NewValue.Plain(PathBinder.bind(path, KIND, placeholders));
        } else if (operand instanceof Syntax.Value value) {
            return new NewValue.Plain(new Operand.Literal(literal(value)));
        } else if (operand instanceof Syntax.Function function) {
            List<NewValue> arguments = new ArrayList<>();
            function.arguments().forEach(argument -> arguments.add(value(argument)));
            return call(function.name(), arguments);
        }
        throw new AssertionError("not an operand: " + operand);
    }

    private static NewValue call(String function, List<NewValue> arguments) {
        if (arguments.size() != 2) {
            throw KIND.invalid("Incorrect number of operands for operator or function; operator or function: "
                    + function + ", number of operands: " + arguments.size());
        }
        NewValue first = arguments.get(0);
        NewValue second = arguments.get(1);
        if (function.equals(LIST_APPEND)) {
            requireType(function, first, AttributeType.L);
            requireType(function, second, AttributeType.L);
            return new NewValue.ListAppend(first, second);
        }
        Operand.Attribute attribute = attribute(first);
        if (attribute == null) {
            throw KIND.invalid("Operator or function requires a document path; operator or function: " + IF_NOT_EXISTS);
        }
        if (attribute.equals(attribute(second))) {
            throw KIND.invalid("The first operand must be distinct from the remaining operands for this operator or"
                    + " function; operator: " + IF_NOT_EXISTS + ", first operand: " + attribute.path());
        }
        return new NewValue.IfNotExists(attribute, second);
    }

    private static Operand.@Nullable Attribute attribute(NewValue value) {
        return value instanceof NewValue.Plain plain && plain.operand() instanceof Operand.Attribute attribute
                ? attribute
                : null;
    }

    private static void requireType(String operator, NewValue value, AttributeType type) {
        AttributeType known = value.staticType();
        if (known != null && known != type) {
            throw KIND.invalid("Incorrect operand type for operator or function; operator or function: " + operator
                    + ", operand type: " + known);
        }
    }

    private DocumentPath path(Syntax.Path path) {
        return PathBinder.bind(path, KIND, placeholders).path();
    }

    private AttributeValue literal(Syntax.Value value) {
        return placeholders.value(value.placeholder(), KIND);
    }
}
