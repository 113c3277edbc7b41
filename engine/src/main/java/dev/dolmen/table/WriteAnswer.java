package dev.dolmen.table;

import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.model.Capacity;
import dev.dolmen.model.ConditionalCheckFailedException;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.ItemCollectionMetrics;
import dev.dolmen.model.ItemCollectionSizeLimitExceededException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the caller of a write is told, made from its outcome. */
record WriteAnswer(
        @Nullable Item attributes,
        @Nullable ConsumedCapacity consumedCapacity,
        @Nullable ItemCollectionMetrics itemCollectionMetrics) {

    private static final double BYTES_PER_GB = 1L << 30;

    /**
     * @throws ConditionalCheckFailedException when the outcome is that refusal, with the item if it was asked for
     * @throws ItemCollectionSizeLimitExceededException when it is that one
     */
    static WriteAnswer of(Write write, WriteParameters parameters, Outcome outcome) {
        EncodedItem image = outcome.image();
        Item attributes = image == null ? null : image.decode();
        Outcome.Refusal refusal = outcome.refusal();
        if (refusal != null) {
            throw switch (refusal) {
                case CONDITIONAL_CHECK_FAILED -> new ConditionalCheckFailedException(refusal.message(), attributes);
                case COLLECTION_SIZE_LIMIT_EXCEEDED -> new ItemCollectionSizeLimitExceededException(refusal.message());
            };
        }
        return new WriteAnswer(
                attributes,
                parameters.answers().capacity() ? capacity(write.table(), parameters, outcome.capacity()) : null,
                parameters.wantsCollectionMetrics() && write.table().hasLocalIndexes()
                        ? metrics(write, outcome.collectionBytes())
                        : null);
    }

    private static ConsumedCapacity capacity(TableDefinition table, WriteParameters parameters, WriteCapacity units) {
        if (!parameters.wantsIndexCapacity()) {
            return new ConsumedCapacity(table.name(), units.total(), null, null, null, null, null);
        }
        Map<String, Capacity> indexes = new LinkedHashMap<>();
        for (WriteCapacity.IndexUnits index : units.indexes()) {
            indexes.put(index.index(), Capacity.of(index.units()));
        }
        return new ConsumedCapacity(
                table.name(),
                units.total(),
                null,
                null,
                Capacity.of(units.table()),
                indexes.isEmpty() ? null : indexes,
                null);
    }

    /** Bounds one gigabyte apart, between which the size of the collection lies. */
    private static ItemCollectionMetrics metrics(Write write, long collectionBytes) {
        double lower = Math.floor(collectionBytes / BYTES_PER_GB);
        return new ItemCollectionMetrics(
                Item.of(write.table().key().partition().name(), write.key().partition()), List.of(lower, lower + 1));
    }
}
