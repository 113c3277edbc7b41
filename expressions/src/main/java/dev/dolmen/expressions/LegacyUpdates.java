package dev.dolmen.expressions;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.ItemLimits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles the legacy {@code AttributeUpdates} to the same actions as expressions.
 *
 * <p>Source: DynamoDB Developer Guide, "Legacy conditional parameters", AttributeUpdates.
 */
public final class LegacyUpdates {
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final String MISMATCH = "Type mismatch for attribute to update";

    private static final Set<AttributeType> SETS = EnumSet.of(AttributeType.SS, AttributeType.NS, AttributeType.BS);
    private static final Set<AttributeType> ADDABLE =
            EnumSet.of(AttributeType.N, AttributeType.L, AttributeType.SS, AttributeType.NS, AttributeType.BS);

    private LegacyUpdates() {}

    /**
     * The update.
     *
     * @param updates by attribute name; names are whole, dots and brackets included. Their actions are among the three
     * @throws InvalidExpressionException with DynamoDB's text, when a value does not go with its action
     * @throws dev.dolmen.item.InvalidItemException when a value is invalid
     */
    public static Update of(Map<String, AttributeValueUpdate> updates) {
        List<UpdateAction> actions = new ArrayList<>();
        updates.forEach((name, update) -> {
            String fault = ItemLimits.faultOfName(name);
            if (fault != null) {
                throw new InvalidExpressionException(fault);
            }
            actions.add(action(DocumentPath.attribute(name), update));
        });
        return new Update(actions);
    }

    private static UpdateAction action(DocumentPath path, AttributeValueUpdate update) {
        String action = update.action() == null ? "PUT" : update.action();
        AttributeValue value = update.value();
        if (value == null) {
            if (!action.equals("DELETE")) {
                throw new InvalidExpressionException(
                        INVALID + "Only DELETE action is allowed when no attribute value is specified");
            }
            return new UpdateAction.Remove(path);
        }
        value.requireValid();
        return switch (action) {
            case "ADD" -> {
                require(ADDABLE, "ADD action", value);
                yield new UpdateAction.Add(path, value, MISMATCH);
            }
            case "DELETE" -> {
                require(SETS, "DELETE action with value", value);
                yield new UpdateAction.Delete(path, value, MISMATCH);
            }
            default -> new UpdateAction.Assign(path, new NewValue.Plain(new Operand.Literal(value)));
        };
    }

    private static void require(Set<AttributeType> allowed, String action, AttributeValue value) {
        if (!allowed.contains(value.type())) {
            throw new InvalidExpressionException(INVALID + action + " is not supported for the type " + value.type());
        }
    }
}
