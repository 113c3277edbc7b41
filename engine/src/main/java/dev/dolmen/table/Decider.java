package dev.dolmen.table;

import dev.dolmen.expressions.InapplicableUpdateException;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.table.Outcome.Effect;
import dev.dolmen.table.Outcome.Growth;
import dev.dolmen.table.Outcome.IndexGrowth;
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
        List<IndexGrowth> indexGrowth = indexes == 0 ? List.of() : new ArrayList<>();
        for (IndexDefinition index : table.indexes()) {
            if (!environment.keeps(index)) {
                continue;
            }
            IndexMaintenance.Step step = IndexMaintenance.step(table, index, old, replacement);
            changes.addAll(step.changes());
            if (step.units() > 0) {
                indexGrowth.add(new IndexGrowth(index.id(), step.growthEntries(), step.growthBytes()));
                indexUnits.add(new WriteCapacity.IndexUnits(index.scope(), index.name(), step.units()));
            }
        }
        Growth growth = growth(table, old, replacement, indexGrowth);
        long collectionBytes = table.hasLocalIndexes() ? environment.collectionBytes() + growth.collectionBytes() : 0;
        if (growth.collectionBytes() > 0
                && collectionBytes > environment.limits().collectionBytes()) {
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
                growth,
                Expiry.change(table, old, replacement));
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

    private static Growth growth(
            TableDefinition table, EncodedItem old, @Nullable EncodedItem replacement, List<IndexGrowth> indexGrowth) {
        int items = (replacement == null ? 0 : 1) - (old.isEmpty() ? 0 : 1);
        long itemBytes = (long) (replacement == null ? 0 : replacement.sizeBytes()) - old.sizeBytes();
        long collectionBytes = 0;
        if (table.hasLocalIndexes()) {
            collectionBytes = itemBytes;
            for (IndexDefinition index : table.indexes()) {
                collectionBytes += index.isLocal() ? bytesOf(index, indexGrowth) : 0;
            }
        }
        return new Growth(items, itemBytes, collectionBytes, indexGrowth);
    }

    private static long bytesOf(IndexDefinition index, List<IndexGrowth> indexGrowth) {
        for (IndexGrowth growth : indexGrowth) {
            if (growth.indexId() == index.id()) {
                return growth.bytes();
            }
        }
        return 0;
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
                Growth.NONE,
                ExpiryChange.NONE);
    }
}
