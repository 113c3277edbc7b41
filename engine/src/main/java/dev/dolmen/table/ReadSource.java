package dev.dolmen.table;

import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.DocumentPath;
import dev.dolmen.expressions.Projection;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.ValidationException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table, or the index of it, that a query or scan reads.
 *
 * @param index null for the table itself
 */
record ReadSource(TableDefinition table, @Nullable IndexDefinition index) {

    private static final String INVALID = "One or more parameter values were invalid: ";
    static final String INVALID_START = "The provided starting key is invalid";

    /**
     * Looks the table up, and the index in it.
     *
     * @param consistent whether the read is to be strongly consistent
     */
    static ReadSource of(ItemStore store, String tableName, @Nullable String indexName, boolean consistent) {
        TableDefinition table = Tables.require(store, tableName);
        if (indexName == null) {
            return new ReadSource(table, null);
        }
        IndexDefinition index = table.index(indexName);
        if (index == null || !index.isKept()) {
            throw new ValidationException("The table does not have the specified index: " + indexName);
        }
        if (!index.isActive()) {
            throw new ValidationException("Cannot read from backfilling global secondary index: " + indexName);
        }
        if (consistent && !index.isLocal()) {
            throw new ValidationException("Consistent reads are not supported on global secondary indexes");
        }
        return new ReadSource(table, index);
    }

    /** The attributes that make a partition of what is read. */
    List<KeyAttribute> partition() {
        return index == null ? List.of(table.key().partition()) : index.key().partition();
    }

    /** The attributes by which a partition of what is read is ordered. */
    List<KeyAttribute> sort() {
        if (index != null) {
            return index.key().sort();
        }
        KeyAttribute sort = table.key().sort();
        return sort == null ? List.of() : List.of(sort);
    }

    /** The values of the partition and sort attributes at an entry. */
    IndexKey.Values valuesAt(EntryKey entry) {
        if (entry.index() != null) {
            return entry.index();
        }
        AttributeValue sort = entry.base().sort();
        return new IndexKey.Values(List.of(entry.base().partition()), sort == null ? List.of() : List.of(sort));
    }

    /** As {@link #keyAttributesOf(EncodedItem)}, of an item that is answered as it is stored. */
    Item keyAttributesOf(Item item, EncodedItem entry) {
        return index == null ? item.part(table.key().names()) : keyAttributesOf(entry);
    }

    /** What names an entry for the caller: the attributes of the table's key and the index's. */
    Item keyAttributesOf(EncodedItem entry) {
        PrimaryKey base = table.key().keyOf(entry);
        if (index == null) {
            return table.key().attributesOf(base);
        }
        Item.Builder key = Item.builder().putAll(table.key().attributesOf(base).attributes());
        for (KeyAttribute attribute : index.key().attributes()) {
            key.put(
                    attribute.name(),
                    Objects.requireNonNull(entry.get(attribute.name()), attribute.name())
                            .decode());
        }
        return key.build();
    }

    /**
     * Checks that a key at which to start has as many attributes as the keys of table and index have.
     *
     * @param inQuery whether the words are those of a query; a scan of the table has others
     */
    void requireStartSize(Item start, boolean inQuery) {
        Set<KeyAttribute> attributes = new LinkedHashSet<>(table.key().attributes());
        attributes.addAll(partition());
        attributes.addAll(sort());
        if (start.count() != attributes.size()) {
            throw new ValidationException(
                    inQuery || index != null ? INVALID_START : INVALID_START + ": " + KeyRules.SCHEMA_MISMATCH);
        }
    }

    /** Checks what a key at which to start has for an attribute of the key that is read by. */
    void requireStart(KeyAttribute attribute, Item start) {
        AttributeValue value = start.get(attribute.name());
        if (value == null) {
            throw new ValidationException(INVALID_START);
        }
        if (value.type() != attribute.type()) {
            throw new ValidationException(KeyRules.SCHEMA_MISMATCH);
        }
    }

    /**
     * The entry that a caller names. Requires: {@link #requireStartSize}, and {@link #requireStart} of all attributes where an
     * index is read.
     *
     * @throws ValidationException when these are not the attributes of the table's key
     */
    EntryKey entryOf(Item key) {
        PrimaryKey base = base(key);
        return new EntryKey(
                base,
                index == null
                        ? null
                        : Objects.requireNonNull(
                                index.key().of(EncodedItem.of(key)), "all attributes of the key are there"));
    }

    private PrimaryKey base(Item key) {
        Item.Builder ofTable = Item.builder();
        for (KeyAttribute attribute : table.key().attributes()) {
            AttributeValue value = key.get(attribute.name());
            if (value != null) {
                ofTable.put(attribute.name(), value);
            }
        }
        try {
            return KeyRules.ofRequest(table, ofTable.build());
        } catch (ValidationException e) {
            throw new ValidationException(INVALID_START + ": " + e.getMessage());
        }
    }

    /** @throws dev.dolmen.item.EmptyKeyException when a key condition is on an empty value of an index's own attribute */
    void requireNotEmpty(KeyAttribute attribute, AttributeValue value) {
        if (index != null && !table.key().attributes().contains(attribute)) {
            ItemLimits.requireNotEmptyIndexKey(index.name(), attribute.name(), value);
        }
    }

    /** Whether everything a projection names is in what is read. */
    boolean holds(@Nullable Projection projection) {
        return projection == null || missing(projection.paths()).isEmpty();
    }

    /** Whether everything a condition looks at is in what is read. */
    boolean holds(@Nullable Condition condition) {
        return missing(paths(condition)).isEmpty();
    }

    boolean holdsAll() {
        return index == null || index.holdsAll();
    }

    /** Whether reading goes to the table for what a local index does not hold; a global index answers from itself alone. */
    boolean canFetch() {
        return index == null || index.isLocal();
    }

    /** @throws ValidationException when the filter looks at what the index does not hold */
    void requireHolds(@Nullable Condition filter) {
        Set<String> missing = missing(paths(filter));
        if (index != null && !missing.isEmpty()) {
            throw new ValidationException(INVALID + "Secondary index " + index.name()
                    + " does not project one or more filter attributes: " + missing);
        }
    }

    /**
     * A global index answers from its own entries alone.
     *
     * @throws ValidationException when it is asked for what it does not hold
     */
    void requireAnswerable(boolean allAttributes, @Nullable Projection projection) {
        if (index == null || index.isLocal() || index.holdsAll()) {
            return;
        }
        if (allAttributes) {
            throw new ValidationException(INVALID + "Select type ALL_ATTRIBUTES is not supported for global secondary"
                    + " index " + index.name() + " because its projection type is not ALL");
        }
        Set<String> missing = projection == null ? Set.of() : missing(projection.paths());
        if (!missing.isEmpty()) {
            throw new ValidationException(
                    INVALID + "Global secondary index " + index.name() + " does not project " + missing);
        }
    }

    private Set<String> missing(List<DocumentPath> paths) {
        if (index == null || index.holdsAll()) {
            return Set.of();
        }
        Set<String> held = index.heldAttributes(table.key());
        Set<String> missing = new LinkedHashSet<>();
        for (DocumentPath path : paths) {
            if (!held.contains(path.root())) {
                missing.add(path.root());
            }
        }
        return missing;
    }

    private static List<DocumentPath> paths(@Nullable Condition condition) {
        List<DocumentPath> paths = new ArrayList<>();
        if (condition != null) {
            condition.forEachPath(paths::add);
        }
        return paths;
    }
}
