package dev.dolmen.expressions;

import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.util.List;
import java.util.function.Consumer;

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
    private final Projection touched;

    /** @param actions none of whose paths overlaps another's */
    Update(List<UpdateAction> actions) {
        this.actions = List.copyOf(actions);
        this.tree = UpdateTree.of(this.actions);
        this.touched =
                new Projection(this.actions.stream().map(UpdateAction::path).toList());
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
        return touched;
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
     * The item as it is afterwards.
     *
     * @param item before; when there is none, one with its key alone
     * @throws InapplicableUpdateException when it cannot be made on this item
     * @throws dev.dolmen.item.InvalidItemException when a number leaves the range of numbers
     */
    public Item apply(EncodedItem item) {
        return tree.apply(item);
    }
}
