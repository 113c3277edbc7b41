package dev.dolmen.table;

import dev.dolmen.item.EncodedItem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the write of an item does to a secondary index. */
public final class IndexMaintenance {
    private IndexMaintenance() {}

    /**
     * @param changes to the index: none, one, or a removal and an addition
     * @param units write units consumed on the index
     * @param growthBytes how much larger the index gets
     */
    record Step(List<IndexChange> changes, int units, long growthBytes) {
        static final Step NONE = new Step(List.of(), 0, 0);
    }

    /** Compares the entry that the old item has with the one the new item should have. */
    static Step step(TableDefinition table, IndexDefinition index, EncodedItem old, @Nullable EncodedItem replacement) {
        EncodedItem before = entry(table, index, old);
        EncodedItem after = entry(table, index, replacement);
        if (before == null && after == null || before != null && before.equals(after)) {
            return Step.NONE;
        }
        if (before == null) {
            EncodedItem added = Objects.requireNonNull(after);
            return new Step(List.of(put(table, index, added)), Units.write(added.sizeBytes()), added.sizeBytes());
        }
        if (after == null) {
            return new Step(
                    List.of(removal(table, index, before)), Units.write(before.sizeBytes()), -before.sizeBytes());
        }
        long growth = (long) after.sizeBytes() - before.sizeBytes();
        if (entryKey(table, index, before).equals(entryKey(table, index, after))) {
            int units = Units.write(Math.max(before.sizeBytes(), after.sizeBytes()));
            return new Step(List.of(put(table, index, after)), units, growth);
        }
        // An entry cannot move: it is removed at the old place and written at the new one, which costs both.
        return new Step(
                List.of(removal(table, index, before), put(table, index, after)),
                Units.write(before.sizeBytes()) + Units.write(after.sizeBytes()),
                growth);
    }

    /** The entry that an index which is being filled is to have for an item; null when it is to have none. */
    public static @Nullable IndexChange addition(TableDefinition table, IndexDefinition index, EncodedItem item) {
        EncodedItem entry = entry(table, index, item);
        return entry == null ? null : put(table, index, entry);
    }

    /** What the index holds of an item; null when it has no entry, for want of an item or of an attribute of the key. */
    static @Nullable EncodedItem entry(TableDefinition table, IndexDefinition index, @Nullable EncodedItem item) {
        if (item == null || !index.key().isIn(item)) {
            return null;
        }
        return index.holdsAll() ? item : item.project(index.heldAttributes(table.key()));
    }

    private static IndexChange put(TableDefinition table, IndexDefinition index, EncodedItem entry) {
        return new IndexChange(index, entryKey(table, index, entry), entry);
    }

    private static IndexChange removal(TableDefinition table, IndexDefinition index, EncodedItem entry) {
        return new IndexChange(index, entryKey(table, index, entry), null);
    }

    private static EntryKey entryKey(TableDefinition table, IndexDefinition index, EncodedItem entry) {
        return new EntryKey(
                table.key().keyOf(entry), Objects.requireNonNull(index.key().of(entry), index.name()));
    }
}
