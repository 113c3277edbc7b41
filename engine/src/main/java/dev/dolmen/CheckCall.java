package dev.dolmen;

import dev.dolmen.item.Item;
import dev.dolmen.model.ConditionCheck;
import dev.dolmen.model.TransactWriteItem;
import java.util.function.Supplier;

/**
 * DynamoDB's {@code ConditionCheck}: a condition that an item must meet for a transaction to happen, which leaves that item
 * as it is: {@code users.check("001").onlyIf(attr("status").eq("active"))}. Not thread-safe.
 */
public final class CheckCall extends ConditionalCall<CheckCall> {

    private final Supplier<Item> key;

    CheckCall(String tableName, Supplier<Item> key) {
        super(tableName);
        this.key = key;
    }

    @Override
    CheckCall self() {
        return this;
    }

    @Override
    public TransactWriteItem member() {
        ConditionCheck.Builder check = ConditionCheck.builder().key(key.get());
        return TransactWriteItem.of(
                conditional(check, condition, expressions.writer()).build());
    }
}
