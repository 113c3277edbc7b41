package dev.dolmen.table;

import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.ProjectionType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A secondary index: another key over those items that have its attributes.
 *
 * @param id part of the entries' keys on disk, never given again: of a local index 0 to 4, its number in the table; of a
 *     global one given by the store, 0 before that
 * @param scope local indexes share the table's partition key; global ones have their own
 * @param projection what an entry holds besides the keys of index and table
 * @param nonKeyAttributes with {@link ProjectionType#INCLUDE}: what more, in the order given
 * @param throughput of a global index; a local one shares its table's
 * @param state whether it can be read
 */
public record IndexDefinition(
        int id,
        Scope scope,
        String name,
        IndexKey key,
        ProjectionType projection,
        List<String> nonKeyAttributes,
        ThroughputSettings throughput,
        State state) {

    /** What an index ranges over. */
    public enum Scope {
        /** The items of one partition of the table. */
        LOCAL,
        /** All items of the table. */
        GLOBAL
    }

    /** What an index that was added to a table has come to. */
    public enum State {
        /** Every item that belongs in it is. */
        ACTIVE(1),
        /** The items that were there before it are still being added. */
        CREATING(2),
        /** No write keeps it any more, and its entries are about to go. */
        DELETING(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** What stands for it on disk. */
        int code() {
            return code;
        }
    }

    /** @throws dev.dolmen.item.InvalidItemException when a name is not well-formed, and so that of no attribute */
    public IndexDefinition {
        nonKeyAttributes = List.copyOf(nonKeyAttributes);
        nonKeyAttributes.forEach(ItemLimits::requireWellFormed);
    }

    public boolean isLocal() {
        return scope == Scope.LOCAL;
    }

    /** The same index under the id that the store gave it. */
    public IndexDefinition withId(int newId) {
        return new IndexDefinition(newId, scope, name, key, projection, nonKeyAttributes, throughput, state);
    }

    /** The same index with other throughput. */
    public IndexDefinition withThroughput(ThroughputSettings newThroughput) {
        return new IndexDefinition(id, scope, name, key, projection, nonKeyAttributes, newThroughput, state);
    }

    /** The same index in another state. */
    public IndexDefinition withState(State newState) {
        return new IndexDefinition(id, scope, name, key, projection, nonKeyAttributes, throughput, newState);
    }

    /** Whether writes keep it, as far as it is filled. */
    public boolean isKept() {
        return state != State.DELETING;
    }

    /** Whether it holds all that it should, and may be read. */
    public boolean isActive() {
        return state == State.ACTIVE;
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
