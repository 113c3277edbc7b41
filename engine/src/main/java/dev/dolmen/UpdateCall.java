package dev.dolmen;

import dev.dolmen.CallExpressions.Expression;
import dev.dolmen.expressions.Attr;
import dev.dolmen.expressions.DocumentPath;
import dev.dolmen.expressions.ExpressionWriter;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.ReturnValue;
import dev.dolmen.model.TransactWriteItem;
import dev.dolmen.model.Update;
import dev.dolmen.model.UpdateItemRequest;
import dev.dolmen.model.UpdateItemResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes attributes of the item that has a key, or creates it:
 * {@code users.update("001").set("status", "active").add("visits", 1).remove("note").returningNew().run()}. Every right-hand
 * side means the item as it was before the update. Paths are as {@link Attr#attr(String)} takes them, values as
 * {@link AttributeValue#of} does. Not thread-safe.
 */
public final class UpdateCall extends WriteCall<UpdateCall, UpdateItemResponse> {

    /** The clauses of an update expression, in the order in which they are written. */
    private enum Clause {
        SET,
        REMOVE,
        ADD,
        DELETE
    }

    private final Supplier<Item> key;
    private final Map<Clause, List<Expression>> actions = new EnumMap<>(Clause.class);
    private @Nullable Expression updateExpression;

    UpdateCall(Dolmen dolmen, String tableName, Supplier<Item> key) {
        super(dolmen, tableName);
        this.key = key;
    }

    @Override
    UpdateCall self() {
        return this;
    }

    /** Gives an attribute this value. */
    public UpdateCall set(String path, Object value) {
        AttributeValue given = AttributeValue.of(value);
        return action(Clause.SET, path, (to, writer) -> to + " = " + writer.value(given));
    }

    /** Gives an attribute the value of another. */
    public UpdateCall set(String path, Attr from) {
        return action(Clause.SET, path, (to, writer) -> to + " = " + writer.path(from.path()));
    }

    /** Gives an attribute this value, unless it has one: {@code if_not_exists}. */
    public UpdateCall setIfNotExists(String path, Object value) {
        AttributeValue given = AttributeValue.of(value);
        return action(
                Clause.SET, path, (to, writer) -> to + " = if_not_exists(" + to + ", " + writer.value(given) + ")");
    }

    /** Puts these elements at the end of a list, which must be there: {@code list_append}. */
    public UpdateCall append(String path, List<?> elements) {
        AttributeValue given = AttributeValue.of(elements);
        return action(Clause.SET, path, (to, writer) -> to + " = list_append(" + to + ", " + writer.value(given) + ")");
    }

    /** Takes attributes, map members or list elements away. */
    public UpdateCall remove(String... paths) {
        for (String path : paths) {
            action(Clause.REMOVE, path, (from, writer) -> from);
        }
        return this;
    }

    /**
     * Adds a number to a number, or members to a set; one that is not there counts as 0 or as empty: {@code ADD}.
     *
     * @param value a number or a set
     */
    public UpdateCall add(String path, Object value) {
        AttributeValue given = AttributeValue.of(value);
        return action(Clause.ADD, path, (to, writer) -> to + " " + writer.value(given));
    }

    /** Takes members out of a set: {@code DELETE}. */
    public UpdateCall delete(String path, Object members) {
        AttributeValue given = AttributeValue.of(members);
        return action(Clause.DELETE, path, (from, writer) -> from + " " + writer.value(given));
    }

    /** One action, once the path is written. */
    @FunctionalInterface
    private interface Action {
        String write(String path, ExpressionWriter writer);
    }

    private UpdateCall action(Clause clause, String path, Action action) {
        DocumentPath parsed = DocumentPath.parse(path);
        actions.computeIfAbsent(clause, first -> new ArrayList<>())
                .add(writer -> action.write(writer.path(parsed), writer));
        return this;
    }

    /**
     * The whole {@code UpdateExpression}, instead of {@link #set} and the like; {@link #name} and {@link #value} say what its
     * placeholders stand for.
     *
     * @throws IllegalStateException when one is given already
     */
    public UpdateCall expression(String expression) {
        if (updateExpression != null) {
            throw new IllegalStateException("the update expression is given already");
        }
        updateExpression = Expression.of(expression);
        return this;
    }

    /** Asks for the item as it is afterwards: {@code ReturnValues=ALL_NEW}. */
    public UpdateCall returningNew() {
        returnValues = ReturnValue.ALL_NEW.name();
        return this;
    }

    /** Asks for the attributes named in the update as they were before: {@code ReturnValues=UPDATED_OLD}. */
    public UpdateCall returningUpdatedOld() {
        returnValues = ReturnValue.UPDATED_OLD.name();
        return this;
    }

    /** Asks for the attributes named in the update as they are afterwards: {@code ReturnValues=UPDATED_NEW}. */
    public UpdateCall returningUpdatedNew() {
        returnValues = ReturnValue.UPDATED_NEW.name();
        return this;
    }

    /** The request as it stands, to look at or for {@link Dolmen#updateItem}. */
    public UpdateItemRequest request() {
        ExpressionWriter writer = expressions.writer();
        UpdateItemRequest.Builder request =
                UpdateItemRequest.builder().key(key.get()).updateExpression(writeUpdate(writer));
        return write(request, condition, writer).build();
    }

    private @Nullable String writeUpdate(ExpressionWriter writer) {
        if (updateExpression != null && !actions.isEmpty()) {
            throw new IllegalStateException("an update has an expression or single actions, not both");
        }
        if (actions.isEmpty()) {
            return CallExpressions.write(updateExpression, writer);
        }
        return actions.entrySet().stream()
                .map(clause -> clause.getValue().stream()
                        .map(action -> action.write(writer))
                        .collect(Collectors.joining(", ", clause.getKey() + " ", "")))
                .collect(Collectors.joining(" "));
    }

    @Override
    public TransactWriteItem member() {
        requireTransactable();
        ExpressionWriter writer = expressions.writer();
        Update.Builder update = Update.builder().key(key.get()).updateExpression(writeUpdate(writer));
        return TransactWriteItem.of(conditional(update, condition, writer).build());
    }

    @Override
    public UpdateItemResponse run() {
        return dolmen.updateItem(request());
    }

    @Override
    public CompletableFuture<UpdateItemResponse> runAsync() {
        return Failures.inFuture(() -> dolmen.updateItemAsync(request()));
    }
}
