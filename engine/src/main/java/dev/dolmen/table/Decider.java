package dev.dolmen.table;

import dev.dolmen.expressions.InapplicableUpdateException;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.model.ReturnValue;
import dev.dolmen.table.Outcome.Effect;
import dev.dolmen.table.Outcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB's write semantics as a pure function: from a table, the current item, an operation and an environment to what
 * must be done and answered. It reads no clock, no file and no random number, so the same arguments give the same outcome
 * anywhere, at any time.
 */
public final class Decider {
    private Decider() {}

    /**
     * Decides one write.
     *
     * @param old the current item, {@link EncodedItem#EMPTY} when there is none
     */
    public static Outcome decide(TableDefinition table, EncodedItem old, Operation operation, Environment environment) {
        ConditionSource condition = operation.condition();
        if (condition != null && !condition.compiled().test(old)) {
            return refused(Refusal.CONDITIONAL_CHECK_FAILED, old, operation, environment);
        }
        if (operation instanceof Operation.Check) {
            return kept(null, null, old, environment);
        }
        @Nullable EncodedItem replacement;
        try {
            replacement = replacement(table, old, operation, environment);
        } catch (InapplicableUpdateException | InvalidItemException e) {
            return refused(Refusal.inapplicable(e.getMessage()), EncodedItem.EMPTY, operation, environment);
        }
        int indexes = table.indexes().size();
        List<IndexChange> changes = indexes == 0 ? List.of() : new ArrayList<>();
        List<WriteCapacity.IndexUnits> indexUnits = indexes == 0 ? List.of() : new ArrayList<>();
        long collectionGrowth = table.hasLocalIndexes() ? sizeBytes(replacement) - old.sizeBytes() : 0;
        for (IndexDefinition index : table.indexes()) {
            if (!environment.keeps(index)) {
                continue;
            }
            IndexMaintenance.Step step = IndexMaintenance.step(table, index, old, replacement);
            changes.addAll(step.changes());
            collectionGrowth += index.isLocal() ? step.growthBytes() : 0;
            if (step.units() > 0) {
                indexUnits.add(new WriteCapacity.IndexUnits(index.scope(), index.name(), step.units()));
            }
        }
        long collectionBytes = table.hasLocalIndexes() ? environment.collectionBytes() + collectionGrowth : 0;
        if (collectionGrowth > 0 && collectionBytes > environment.limits().collectionBytes()) {
            return refused(Refusal.COLLECTION_SIZE_LIMIT_EXCEEDED, EncodedItem.EMPTY, operation, environment);
        }
        return new Outcome(
                replacement != null ? Effect.PUT : old.isEmpty() ? Effect.KEEP : Effect.DELETE,
                replacement,
                changes,
                null,
                image(operation, old, replacement),
                new WriteCapacity(Units.write(old, replacement), indexUnits),
                collectionBytes,
                collectionGrowth,
                Expiry.change(table, old, replacement));
    }

    /**
     * Whether what an operation does, or what its caller is told, depends on the current item. If not, {@link #decideBlind}
     * says what to do.
     */
    public static boolean needsItem(TableDefinition table, Operation operation) {
        boolean replaces = operation instanceof Operation.Put || operation instanceof Operation.Delete;
        Operation.Answers answers = operation.answers();
        return !replaces
                || operation.condition() != null
                || answers.returnValues() != ReturnValue.NONE
                || answers.capacity()
                || !table.indexes().isEmpty()
                || Expiry.isKept(table);
    }

    /**
     * Decides a write that {@linkplain #needsItem does not depend} on the current item. A deletion is done whether there is an
     * item or not. The write units, which nobody asked for, are those of the new item alone.
     */
    public static Outcome decideBlind(Operation operation) {
        EncodedItem replacement = operation instanceof Operation.Put put ? put.item() : null;
        return new Outcome(
                replacement == null ? Effect.DELETE : Effect.PUT,
                replacement,
                List.of(),
                null,
                null,
                new WriteCapacity(Units.write(EncodedItem.EMPTY, replacement), List.of()),
                0,
                0,
                ExpiryChange.NONE);
    }

    private static @Nullable EncodedItem replacement(
            TableDefinition table, EncodedItem old, Operation operation, Environment environment) {
        if (operation instanceof Operation.Put put) {
            return put.item();
        }
        if (operation instanceof Operation.Update update) {
            return UpdatedItem.of(table, old, update, environment);
        }
        return null;
    }

    /** What the caller is shown of the item after a success; null for nothing. */
    private static @Nullable EncodedItem image(
            Operation operation, EncodedItem old, @Nullable EncodedItem replacement) {
        EncodedItem image =
                switch (operation.answers().returnValues()) {
                    case NONE -> null;
                    case ALL_OLD -> old;
                    case ALL_NEW -> replacement;
                    case UPDATED_OLD -> touched(operation, old);
                    case UPDATED_NEW -> touched(operation, replacement);
                };
        return image == null || image.isEmpty() ? null : image;
    }

    private static @Nullable EncodedItem touched(Operation operation, @Nullable EncodedItem item) {
        return item != null && operation instanceof Operation.Update update
                ? EncodedItem.of(update.update().compiled().touched().apply(item))
                : null;
    }

    private static int sizeBytes(@Nullable EncodedItem item) {
        return item == null ? 0 : item.sizeBytes();
    }

    /** Nothing is done; the write units of the item that was looked at are consumed all the same. */
    private static Outcome refused(Refusal refusal, EncodedItem old, Operation operation, Environment environment) {
        EncodedItem image = operation.answers().oldOnFailure() && !old.isEmpty() ? old : null;
        return kept(refusal, image, old, environment);
    }

    private static Outcome kept(
            @Nullable Refusal refusal, @Nullable EncodedItem image, EncodedItem old, Environment environment) {
        return new Outcome(
                Effect.KEEP,
                null,
                List.of(),
                refusal,
                image,
                new WriteCapacity(Units.write(old, null), List.of()),
                environment.collectionBytes(),
                0,
                ExpiryChange.NONE);
    }
}
