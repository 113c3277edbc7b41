package dev.dolmen.table;

import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.TableClass;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a table besides its items. Immutable; kept in the store's catalog in its binary form
 * ({@link TableDefinitionCodec}).
 *
 * @param id given by the store, never used again; part of every key on disk; 0 before that
 * @param name its name
 * @param uuid DynamoDB's TableId
 * @param key its primary key
 * @param attributes the declared key attributes of the table and its indexes, in the order given
 * @param indexes its secondary indexes, the local ones first
 * @param billing recorded and shown
 * @param throughput recorded and shown
 * @param tableClass recorded and shown; null when none was given
 * @param tableClassChanged when it was last changed; null when it is as the table was created
 * @param deletionProtected whether it refuses to be deleted
 * @param created when, to the millisecond
 * @param tags in the order of their keys
 * @param timeToLive by which of their attributes items expire; null when they do not
 */
public record TableDefinition(
        long id,
        String name,
        String uuid,
        KeySchema key,
        List<AttributeDefinition> attributes,
        List<IndexDefinition> indexes,
        Billing billing,
        ThroughputSettings throughput,
        @Nullable TableClass tableClass,
        @Nullable Instant tableClassChanged,
        boolean deletionProtected,
        Instant created,
        Map<String, String> tags,
        @Nullable TimeToLive timeToLive) {

    public TableDefinition {
        // As programs write it, for whoever looks it up.
        name = name.intern();
        attributes = List.copyOf(attributes);
        indexes = List.copyOf(indexes);
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** The same table under the id that the store gave it, and its indexes under theirs. */
    public TableDefinition withIds(long newId, List<IndexDefinition> newIndexes) {
        return toBuilder().id(newId).indexes(newIndexes).build();
    }

    /** The same table with other tags. */
    public TableDefinition withTags(Map<String, String> newTags) {
        return toBuilder().tags(newTags).build();
    }

    /** The same table, whose items expire by another attribute; null for not at all. */
    public TableDefinition withTimeToLive(@Nullable TimeToLive newTimeToLive) {
        return toBuilder().timeToLive(newTimeToLive).build();
    }

    /** The index of that name, or null. */
    public @Nullable IndexDefinition index(String indexName) {
        for (IndexDefinition index : indexes) {
            if (index.name().equals(indexName)) {
                return index;
            }
        }
        return null;
    }

    /** Whether item collections are limited in size and have metrics. */
    public boolean hasLocalIndexes() {
        // Local indexes come first.
        return !indexes.isEmpty() && indexes.get(0).isLocal();
    }

    /** A builder that begins with this table. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Another table that differs from one in what is said. */
    public static final class Builder {
        private long id;
        private final String name;
        private final String uuid;
        private final KeySchema key;
        private List<AttributeDefinition> attributes;
        private List<IndexDefinition> indexes;
        private Billing billing;
        private ThroughputSettings throughput;
        private @Nullable TableClass tableClass;
        private @Nullable Instant tableClassChanged;
        private boolean deletionProtected;
        private final Instant created;
        private Map<String, String> tags;
        private @Nullable TimeToLive timeToLive;

        private Builder(TableDefinition table) {
            id = table.id;
            name = table.name;
            uuid = table.uuid;
            key = table.key;
            attributes = table.attributes;
            indexes = table.indexes;
            billing = table.billing;
            throughput = table.throughput;
            tableClass = table.tableClass;
            tableClassChanged = table.tableClassChanged;
            deletionProtected = table.deletionProtected;
            created = table.created;
            tags = table.tags;
            timeToLive = table.timeToLive;
        }

        public Builder id(long newId) {
            id = newId;
            return this;
        }

        public Builder attributes(List<AttributeDefinition> newAttributes) {
            attributes = newAttributes;
            return this;
        }

        public Builder indexes(List<IndexDefinition> newIndexes) {
            indexes = newIndexes;
            return this;
        }

        public Builder billing(Billing newBilling) {
            billing = newBilling;
            return this;
        }

        public Builder throughput(ThroughputSettings newThroughput) {
            throughput = newThroughput;
            return this;
        }

        /** @param changed when that was */
        public Builder tableClass(TableClass newClass, Instant changed) {
            tableClass = newClass;
            tableClassChanged = changed;
            return this;
        }

        public Builder deletionProtected(boolean isProtected) {
            deletionProtected = isProtected;
            return this;
        }

        public Builder tags(Map<String, String> newTags) {
            tags = newTags;
            return this;
        }

        public Builder timeToLive(@Nullable TimeToLive newTimeToLive) {
            timeToLive = newTimeToLive;
            return this;
        }

        public TableDefinition build() {
            return new TableDefinition(
                    id,
                    name,
                    uuid,
                    key,
                    attributes,
                    indexes,
                    billing,
                    throughput,
                    tableClass,
                    tableClassChanged,
                    deletionProtected,
                    created,
                    tags,
                    timeToLive);
        }
    }
}
