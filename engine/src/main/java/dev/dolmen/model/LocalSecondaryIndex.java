package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index with the table's partition key and another sort key.
 *
 * @param indexName the index's name; 3 to 255 of the characters a-z, A-Z, 0-9, _, - and .
 * @param keySchema the table's partition key and the index's sort key
 * @param projection which attributes it holds
 */
public record LocalSecondaryIndex(
        @Nullable String indexName, @Nullable List<KeySchemaElement> keySchema, @Nullable Projection projection) {

    public LocalSecondaryIndex {
        keySchema = Immutable.list(keySchema);
    }
}
