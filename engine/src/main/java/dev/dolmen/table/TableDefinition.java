package dev.dolmen.table;

import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.BillingMode;
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
 * @param readUnits provisioned, 0 in pay-per-request mode
 * @param writeUnits provisioned, 0 in pay-per-request mode
 * @param tableClass recorded and shown; null when none was given
 * @param deletionProtected whether it refuses to be deleted
 * @param created when, to the millisecond
 * @param tags in the order of their keys
 */
public record TableDefinition(
        long id,
        String name,
        String uuid,
        KeySchema key,
        List<AttributeDefinition> attributes,
        List<IndexDefinition> indexes,
        BillingMode billing,
        long readUnits,
        long writeUnits,
        @Nullable TableClass tableClass,
        boolean deletionProtected,
        Instant created,
        Map<String, String> tags) {

    public TableDefinition {
        attributes = List.copyOf(attributes);
        indexes = List.copyOf(indexes);
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** The same table under the id that the store gave it, and its indexes under theirs. */
    public TableDefinition withIds(long newId, List<IndexDefinition> newIndexes) {
        return new TableDefinition(
                newId,
                name,
                uuid,
                key,
                attributes,
                newIndexes,
                billing,
                readUnits,
                writeUnits,
                tableClass,
                deletionProtected,
                created,
                tags);
    }

    /** The same table with other tags. */
    public TableDefinition withTags(Map<String, String> newTags) {
        return new TableDefinition(
                id,
                name,
                uuid,
                key,
                attributes,
                indexes,
                billing,
                readUnits,
                writeUnits,
                tableClass,
                deletionProtected,
                created,
                newTags);
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
}
