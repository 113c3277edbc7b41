package dev.dolmen.table;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.model.Capacity;
import dev.dolmen.model.ConditionalCheckFailedException;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.ItemCollectionMetrics;
import dev.dolmen.model.ItemCollectionSizeLimitExceededException;
import dev.dolmen.model.ServiceException;
import dev.dolmen.model.ValidationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * @throws ValidationException when an update could not be made on the item there is
     */
    static WriteAnswer of(Write write, WriteParameters parameters, Outcome outcome) {
        EncodedItem image = outcome.image();
        Item attributes = image == null ? null : image.decode();
        Outcome.Refusal refusal = outcome.refusal();
        if (refusal != null) {
            throw refused(refusal, attributes);
        }
        return new WriteAnswer(
                attributes,
                parameters.answers().capacity() ? capacity(parameters, outcome.capacity()) : null,
                parameters.wantsCollectionMetrics() && write.table().hasLocalIndexes()
                        ? metrics(write, outcome.collectionBytes())
                        : null);
    }

    /** @param item the item as it is, if the caller wants it with a failed condition and there is one */
    static ServiceException refused(Outcome.Refusal refusal, @Nullable Item item) {
        return switch (refusal.reason()) {
            case CONDITIONAL_CHECK_FAILED -> new ConditionalCheckFailedException(refusal.message(), item);
            case COLLECTION_SIZE_LIMIT_EXCEEDED -> new ItemCollectionSizeLimitExceededException(refusal.message());
            case INAPPLICABLE -> new ValidationException(refusal.message());
        };
    }

    private static ConsumedCapacity capacity(WriteParameters parameters, WriteCapacity units) {
        return capacity(Objects.requireNonNull(parameters.tableName()), parameters.wantsIndexCapacity(), units);
    }

    /**
     * @param tableName as the caller gave it
     * @param withIndexes whether to tell table and indexes apart
     */
    static ConsumedCapacity capacity(String tableName, boolean withIndexes, WriteCapacity units) {
        if (!withIndexes) {
            return new ConsumedCapacity(tableName, units.total(), null, null, null, null, null);
        }
        return new ConsumedCapacity(
                tableName,
                units.total(),
                null,
                null,
                Capacity.of(units.table()),
                byIndex(IndexDefinition.Scope.LOCAL, units),
                byIndex(IndexDefinition.Scope.GLOBAL, units));
    }

    private static @Nullable Map<String, Capacity> byIndex(IndexDefinition.Scope scope, WriteCapacity units) {
        Map<String, Capacity> indexes = new LinkedHashMap<>();
        for (WriteCapacity.IndexUnits index : units.indexes()) {
            if (index.scope() == scope) {
                indexes.put(index.index(), Capacity.of(index.units()));
            }
        }
        return indexes.isEmpty() ? null : indexes;
    }

    /**
     * What the caller of several writes is told of item collections.
     *
     * @param wanted the request's {@code ReturnItemCollectionMetrics}
     * @param collections by table, as the caller named it, and by partition key
     * @return null when nothing was asked for, or no table has item collections
     */
    static @Nullable Map<String, List<ItemCollectionMetrics>> metrics(
            @Nullable String wanted, Map<String, Map<AttributeValue, ItemCollectionMetrics>> collections) {
        if (!"SIZE".equals(wanted) || collections.isEmpty()) {
            return null;
        }
        Map<String, List<ItemCollectionMetrics>> metrics = new LinkedHashMap<>();
        collections.forEach((table, onTable) -> metrics.put(table, List.copyOf(onTable.values())));
        return metrics;
    }

    /** Bounds one gigabyte apart, between which the size of the collection lies. */
    static ItemCollectionMetrics metrics(Write write, long collectionBytes) {
        double lower = Math.floor(collectionBytes / BYTES_PER_GB);
        return new ItemCollectionMetrics(
                Item.of(write.table().key().partition().name(), write.key().partition()), List.of(lower, lower + 1));
    }
}
