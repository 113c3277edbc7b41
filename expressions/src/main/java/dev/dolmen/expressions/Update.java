package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A change of an item: actions at document paths none of which leads through another, all of them seeing the item as it was
 * before. Immutable.
 *
 * <p>Source: DynamoDB Developer Guide, "Using update expressions in DynamoDB".
 */
public final class Update {

    /** Changes nothing: an item that is not there is created with its key alone. */
    public static final Update NONE = new Update(List.of());

    private final List<UpdateAction> actions;
    private final UpdateTree tree;

    /** Made when first asked for; two threads that race make equal ones. */
    private @Nullable Projection touched;

    /** @param actions none of whose paths overlaps another's */
    Update(List<UpdateAction> actions) {
        this.actions = List.copyOf(actions);
        this.tree = UpdateTree.of(this.actions);
    }

    /**
     * Parses an {@code UpdateExpression}.
     *
     * @throws InvalidExpressionException with DynamoDB's text, when the expression breaks a rule
     */
    public static Update parse(String expression, Placeholders placeholders) {
        return UpdateBinder.parse(expression, placeholders);
    }

    /** What is done where, in the order of the sections SET, REMOVE, ADD, DELETE. */
    public List<UpdateAction> actions() {
        return actions;
    }

    /**
     * Whether it makes an item where there is none: one that only removes does not, and neither fails there. One without
     * any action, which the legacy form can be, does.
     */
    public boolean creates() {
        return actions.isEmpty() || actions.stream().anyMatch(UpdateAction::creates);
    }

    /** The paths that are set, removed, added to or deleted from. */
    public Projection touched() {
        Projection paths = touched;
        if (paths == null) {
            paths = new Projection(actions.stream().map(UpdateAction::path).toList());
            touched = paths;
        }
        return paths;
    }

    /** Shows every document path: those that are changed and those of operands. */
    public void forEachPath(Consumer<DocumentPath> action) {
        for (UpdateAction update : actions) {
            action.accept(update.path());
            if (update instanceof UpdateAction.Assign assign) {
                assign.value().forEachPath(action);
            }
        }
    }

    /**
     * What it makes of an item's attributes: those it changes, by name, with their values afterwards, null for those that are
     * gone. {@link EncodedItem#with} makes the item of them.
     *
     * @param item before; when there is none, one with its key alone
     * @throws InapplicableUpdateException when it cannot be made on this item
     * @throws dev.dolmen.item.InvalidItemException when a number leaves the range of numbers
     */
    public Map<String, @Nullable AttributeValue> changes(EncodedItem item) {
        return tree.changes(item);
    }
}
