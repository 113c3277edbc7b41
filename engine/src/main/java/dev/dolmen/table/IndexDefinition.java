package dev.dolmen.table;

import dev.dolmen.model.ProjectionType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A local secondary index: the table's partition key and another sort key, over those items that have it.
 *
 * @param id unique within the table, never given again, local indexes 0 to 4; part of the entries' keys on disk
 * @param key the table's partition key and the index's sort key
 * @param projection what an entry holds besides the keys of index and table
 * @param nonKeyAttributes with {@link ProjectionType#INCLUDE}: what more, in the order given
 */
public record IndexDefinition(
        int id, String name, KeySchema key, ProjectionType projection, List<String> nonKeyAttributes) {

    public IndexDefinition {
        nonKeyAttributes = List.copyOf(nonKeyAttributes);
    }

    /** The name of the index's sort key. */
    public KeyAttribute sort() {
        KeyAttribute sort = key.sort();
        if (sort == null) {
            throw new AssertionError("a local secondary index without a sort key: " + name);
        }
        return sort;
    }

    /** Whether an entry holds the whole item. */
    public boolean holdsAll() {
        return projection == ProjectionType.ALL;
    }

    /** The attributes that an entry holds, unless it holds the whole item. */
    public Set<String> heldAttributes(KeySchema tableKey) {
        Set<String> names = new LinkedHashSet<>();
        tableKey.attributes().forEach(attribute -> names.add(attribute.name()));
        key.attributes().forEach(attribute -> names.add(attribute.name()));
        names.addAll(nonKeyAttributes);
        return names;
    }
}
