package dev.dolmen.table;

import dev.dolmen.expressions.AttributeValueUpdate;
import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.expressions.InvalidExpressionException;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemCodec;
import dev.dolmen.model.ReturnValue;
import dev.dolmen.table.Operation.Answers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of an operation, version 1: version, operation id, what to answer, condition, and the item of a put or
 * the changes of an update.
 * Equal operations have equal bytes, but for the order of placeholders.
 */
public final class OperationCodec {
    private static final int VERSION = 1;

    /** Operation ids: never changed, never reused. */
    private static final int PUT = 1;

    private static final int DELETE = 2;

    private static final int UPDATE = 3;
    private static final int CHECK = 4;

    private static final int NO_CONDITION = 0;
    private static final int EXPRESSION = 1;
    private static final int LEGACY = 2;

    private static final int ANSWER_OLD_ON_FAILURE = 1;
    private static final int ANSWER_CAPACITY = 2;

    private OperationCodec() {}

    /** The bytes of an operation. */
    public static byte[] encode(Operation operation) {
        FieldWriter out = new FieldWriter(VERSION);
        if (operation instanceof Operation.Put put) {
            header(out, PUT, operation);
            out.bytes(put.item().array(), put.item().offset(), put.item().length());
        } else if (operation instanceof Operation.Update update) {
            header(out, UPDATE, operation);
            out.bytes(ItemCodec.encode(update.key()));
            update(out, update.update());
        } else {
            header(out, operation instanceof Operation.Check ? CHECK : DELETE, operation);
        }
        return out.toByteArray();
    }

    /**
     * The operation that these bytes stand for.
     *
     * @throws RecordFormatException when they stand for none
     */
    public static Operation decode(byte[] array, int offset, int length) {
        FieldReader in = new FieldReader("an operation", VERSION, array, offset, length);
        try {
            Operation operation = operation(in);
            in.end();
            return operation;
        } catch (InvalidExpressionException | InvalidItemException e) {
            throw in.corrupt(e.getMessage());
        }
    }

    private static Operation operation(FieldReader in) {
        int id = in.code();
        Answers answers = answers(in);
        ConditionSource condition = condition(in);
        switch (id) {
            case PUT:
                return new Operation.Put(EncodedItem.of(in.bytes()), condition, answers);
            case DELETE:
                return new Operation.Delete(condition, answers);
            case UPDATE:
                return new Operation.Update(EncodedItem.of(in.bytes()).decode(), update(in), condition, answers);
            case CHECK:
                if (condition == null) {
                    throw in.corrupt("a check of nothing");
                }
                return new Operation.Check(condition, answers);
            default:
                throw in.corrupt("no operation has the id " + id);
        }
    }

    private static void header(FieldWriter out, int id, Operation operation) {
        Answers answers = operation.answers();
        out.code(id)
                .code(code(answers.returnValues()))
                .code((answers.oldOnFailure() ? ANSWER_OLD_ON_FAILURE : 0)
                        | (answers.capacity() ? ANSWER_CAPACITY : 0));
        ConditionSource condition = operation.condition();
        if (condition instanceof ConditionSource.Built built) {
            condition = built.written();
        }
        if (condition instanceof ConditionSource.Expression expression) {
            out.code(EXPRESSION);
            expression(out, expression.expression(), expression.names(), expression.values());
        } else if (condition instanceof ConditionSource.Legacy legacy) {
            out.code(LEGACY).optionalText(legacy.conditionalOperator());
            out.number(legacy.expected().size());
            legacy.expected().forEach((name, expected) -> expected(out, name, expected));
        } else {
            out.code(NO_CONDITION);
        }
    }

    private static Answers answers(FieldReader in) {
        ReturnValue returnValues = returnValues(in);
        int flags = in.code();
        return new Answers(returnValues, (flags & ANSWER_OLD_ON_FAILURE) != 0, (flags & ANSWER_CAPACITY) != 0);
    }

    private static int code(ReturnValue returnValues) {
        return switch (returnValues) {
            case NONE -> 1;
            case ALL_OLD -> 2;
            case UPDATED_OLD -> 3;
            case ALL_NEW -> 4;
            case UPDATED_NEW -> 5;
        };
    }

    private static ReturnValue returnValues(FieldReader in) {
        int code = in.code();
        return switch (code) {
            case 1 -> ReturnValue.NONE;
            case 2 -> ReturnValue.ALL_OLD;
            case 3 -> ReturnValue.UPDATED_OLD;
            case 4 -> ReturnValue.ALL_NEW;
            case 5 -> ReturnValue.UPDATED_NEW;
            default -> throw in.corrupt("no return values: " + code);
        };
    }

    private static void expression(
            FieldWriter out, String expression, Map<String, String> names, Map<String, AttributeValue> values) {
        out.text(expression).number(names.size());
        names.forEach((placeholder, name) -> out.text(placeholder).text(name));
        out.bytes(ItemCodec.encode(Item.of(values)));
    }

    private static @Nullable Map<String, String> names(FieldReader in) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = in.count(); i > 0; i--) {
            names.put(in.text(), in.text());
        }
        return names.isEmpty() ? null : names;
    }

    private static @Nullable Map<String, AttributeValue> values(FieldReader in) {
        Map<String, AttributeValue> values = EncodedItem.of(in.bytes()).decode().attributes();
        return values.isEmpty() ? null : values;
    }

    private static void update(FieldWriter out, UpdateSource update) {
        if (update instanceof UpdateSource.Expression expression) {
            out.code(EXPRESSION);
            expression(out, expression.expression(), expression.names(), expression.values());
        } else if (update instanceof UpdateSource.Legacy legacy) {
            out.code(LEGACY).number(legacy.updates().size());
            legacy.updates().forEach((name, one) -> {
                out.text(name).optionalText(one.action());
                value(out, one.value());
            });
        }
    }

    private static UpdateSource update(FieldReader in) {
        int kind = in.code();
        if (kind == EXPRESSION) {
            return UpdateSource.Expression.compile(in.text(), names(in), values(in));
        }
        if (kind != LEGACY) {
            throw in.corrupt("no kind of update: " + kind);
        }
        Map<String, AttributeValueUpdate> updates = new LinkedHashMap<>();
        for (int i = in.count(); i > 0; i--) {
            updates.put(in.text(), new AttributeValueUpdate(in.optionalText(), value(in)));
        }
        return UpdateSource.Legacy.compile(updates);
    }

    private static @Nullable ConditionSource condition(FieldReader in) {
        int kind = in.code();
        switch (kind) {
            case NO_CONDITION:
                return null;
            case EXPRESSION:
                return ConditionSource.Expression.compile(in.text(), names(in), values(in));
            case LEGACY:
                String conditionalOperator = in.optionalText();
                Map<String, ExpectedAttributeValue> expected = new LinkedHashMap<>();
                for (int i = in.count(); i > 0; i--) {
                    expected.put(in.text(), expected(in));
                }
                return ConditionSource.Legacy.compile(expected, conditionalOperator);
            default:
                throw in.corrupt("no kind of condition: " + kind);
        }
    }

    private static void expected(FieldWriter out, String name, ExpectedAttributeValue expected) {
        Boolean exists = expected.exists();
        List<AttributeValue> list = expected.attributeValueList();
        out.text(name)
                .optionalText(exists == null ? null : exists.toString())
                .optionalText(expected.comparisonOperator());
        value(out, expected.value());
        out.flag(list != null);
        if (list != null) {
            out.number(list.size());
            list.forEach(value -> value(out, value));
        }
    }

    private static ExpectedAttributeValue expected(FieldReader in) {
        String exists = in.optionalText();
        String comparisonOperator = in.optionalText();
        AttributeValue value = value(in);
        List<AttributeValue> list = null;
        if (in.flag()) {
            list = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                AttributeValue element = value(in);
                if (element == null) {
                    throw in.corrupt("no value");
                }
                list.add(element);
            }
        }
        return new ExpectedAttributeValue(
                value, exists == null ? null : Boolean.valueOf(exists), comparisonOperator, list);
    }

    /** A value alone, as an item of one attribute: there it may be nested as deep as in a stored item. */
    private static void value(FieldWriter out, @Nullable AttributeValue value) {
        out.bytes(ItemCodec.encode(value == null ? Item.EMPTY : Item.of("value", value)));
    }

    private static @Nullable AttributeValue value(FieldReader in) {
        return EncodedItem.of(in.bytes()).decode().get("value");
    }
}
