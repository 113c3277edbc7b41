package dev.dolmen.table;

import dev.dolmen.expressions.ParameterRules;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.ConditionCheck;
import dev.dolmen.model.Delete;
import dev.dolmen.model.Put;
import dev.dolmen.model.ReturnValue;
import dev.dolmen.model.TransactWriteItem;
import dev.dolmen.model.Update;
import dev.dolmen.model.ValidationException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A member of a {@code TransactWriteItems}, checked as far as it can be without its table.
 *
 * @param item the item of a put, the key of the others
 * @param update of an update
 */
record TransactedWrite(
        Kind kind,
        String tableName,
        Item item,
        @Nullable UpdateSource update,
        @Nullable ConditionSource condition,
        boolean returnsOldOnFailure) {

    enum Kind {
        PUT,
        UPDATE,
        DELETE,
        CHECK
    }

    /** The checks of the member by itself. */
    static void constrain(Constraints constraints, String member, TransactWriteItem item) {
        ConditionCheck check = item.conditionCheck();
        if (check != null) {
            constraints.notNull(member + "conditionCheck.conditionExpression", check.conditionExpression());
            constrain(
                    constraints,
                    member + "conditionCheck.",
                    "key",
                    check.tableName(),
                    check.key(),
                    check.returnValuesOnConditionCheckFailure());
        }
        Put put = item.put();
        if (put != null) {
            constrain(
                    constraints,
                    member + "put.",
                    "item",
                    put.tableName(),
                    put.item(),
                    put.returnValuesOnConditionCheckFailure());
        }
        Update update = item.update();
        if (update != null) {
            constraints.notNull(member + "update.updateExpression", update.updateExpression());
            constrain(
                    constraints,
                    member + "update.",
                    "key",
                    update.tableName(),
                    update.key(),
                    update.returnValuesOnConditionCheckFailure());
        }
        Delete delete = item.delete();
        if (delete != null) {
            constrain(
                    constraints,
                    member + "delete.",
                    "key",
                    delete.tableName(),
                    delete.key(),
                    delete.returnValuesOnConditionCheckFailure());
        }
    }

    private static void constrain(
            Constraints constraints,
            String member,
            String itemMember,
            @Nullable String tableName,
            @Nullable Item item,
            @Nullable String onFailure) {
        constraints
                .tableName(member + "tableName", tableName)
                .notNull(member + itemMember, item)
                .oneOf(member + "returnValuesOnConditionCheckFailure", onFailure, List.of("ALL_OLD", "NONE"));
    }

    /**
     * The member, with its condition compiled.
     *
     * @throws ValidationException when it is not exactly one of the kinds
     */
    static TransactedWrite of(TransactWriteItem item) {
        ConditionCheck check = item.conditionCheck();
        Put put = item.put();
        Delete delete = item.delete();
        Update update = item.update();
        if (Stream.of(check, put, delete, update).filter(Objects::nonNull).count() != 1) {
            throw new ValidationException("TransactItems can only contain one of Check, Put, Update or Delete");
        }
        if (put != null) {
            Item written = Objects.requireNonNull(put.item());
            written.requireValid();
            ItemLimits.requireStorable(written);
            return of(
                    Kind.PUT,
                    put.tableName(),
                    put.item(),
                    put.conditionExpression(),
                    put.expressionAttributeNames(),
                    put.expressionAttributeValues(),
                    put.returnValuesOnConditionCheckFailure());
        }
        if (update != null) {
            return ofUpdate(update);
        }
        if (delete != null) {
            return of(
                    Kind.DELETE,
                    delete.tableName(),
                    delete.key(),
                    delete.conditionExpression(),
                    delete.expressionAttributeNames(),
                    delete.expressionAttributeValues(),
                    delete.returnValuesOnConditionCheckFailure());
        }
        ConditionCheck checked = Objects.requireNonNull(check);
        return of(
                Kind.CHECK,
                checked.tableName(),
                checked.key(),
                checked.conditionExpression(),
                checked.expressionAttributeNames(),
                checked.expressionAttributeValues(),
                checked.returnValuesOnConditionCheckFailure());
    }

    private static TransactedWrite of(
            Kind kind,
            @Nullable String tableName,
            @Nullable Item item,
            @Nullable String conditionExpression,
            @Nullable Map<String, String> names,
            @Nullable Map<String, AttributeValue> values,
            @Nullable String onFailure) {
        Objects.requireNonNull(item).requireValid();
        ParameterRules.requireExpressions(
                names != null,
                values != null,
                conditionExpression == null ? List.of() : List.of("ConditionExpression"),
                List.of("ConditionExpression"));
        return new TransactedWrite(
                kind,
                Objects.requireNonNull(tableName),
                item,
                null,
                conditionExpression == null
                        ? null
                        : ConditionSource.Expression.compile(conditionExpression, names, values),
                "ALL_OLD".equals(onFailure));
    }

    private static TransactedWrite ofUpdate(Update update) {
        Item key = Objects.requireNonNull(update.key());
        key.requireValid();
        Placeholders ofUpdate = new Placeholders(update.expressionAttributeNames(), update.expressionAttributeValues());
        Placeholders ofCondition =
                new Placeholders(update.expressionAttributeNames(), update.expressionAttributeValues());
        UpdateSource source =
                UpdateSource.Expression.compile(Objects.requireNonNull(update.updateExpression()), ofUpdate);
        String condition = update.conditionExpression();
        ConditionSource conditionSource =
                condition == null ? null : ConditionSource.Expression.compile(condition, ofCondition);
        ofUpdate.addUsesOf(ofCondition);
        ofUpdate.requireAllUsed();
        return new TransactedWrite(
                Kind.UPDATE,
                Objects.requireNonNull(update.tableName()),
                key,
                source,
                conditionSource,
                "ALL_OLD".equals(update.returnValuesOnConditionCheckFailure()));
    }

    /** What the member adds to the size of the transaction. */
    int payloadBytes() {
        return item.sizeBytes();
    }

    /**
     * The write, on its table.
     *
     * @param withCapacity whether the caller wants to know what it consumes
     * @throws ValidationException when item, key or update do not fit the table
     */
    Write write(TableDefinition table, boolean withCapacity) {
        Operation.Answers answers = new Operation.Answers(ReturnValue.NONE, returnsOldOnFailure, withCapacity);
        if (update != null) {
            UpdateItem.requireKeyUntouched(table, update.compiled());
        }
        PrimaryKey key = kind == Kind.PUT ? KeyRules.ofItem(table, item) : KeyRules.ofRequest(table, item);
        if (update != null) {
            UpdatedItem.requireIndexKeys(table, update.compiled());
        }
        Operation operation =
                switch (kind) {
                    case PUT -> new Operation.Put(EncodedItem.of(item), condition, answers);
                    case UPDATE -> new Operation.Update(item, Objects.requireNonNull(update), condition, answers);
                    case DELETE -> new Operation.Delete(condition, answers);
                    case CHECK -> new Operation.Check(Objects.requireNonNull(condition), answers);
                };
        return new Write(table, key, operation, null);
    }
}
