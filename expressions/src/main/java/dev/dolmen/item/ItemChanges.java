package dev.dolmen.item;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies an encoded item into a new one, but for some attributes. */
final class ItemChanges {

    /** Room for the name and value of a changed attribute, which most need less than. */
    private static final int EXPECTED_BYTES = 64;

    private ItemChanges() {}

    /** A changed attribute. @param value null when it is removed */
    private record Change(byte[] name, @Nullable AttributeValue value) implements Comparable<Change> {
        @Override
        public int compareTo(Change other) {
            return Arrays.compareUnsigned(name, other.name);
        }
    }

    /** As {@link EncodedItem#with}. */
    static EncodedItem apply(EncodedItem item, Directory directory, Map<String, @Nullable AttributeValue> changes) {
        Change[] sorted = new Change[changes.size()];
        int next = 0;
        int count = directory.count();
        for (Map.Entry<String, @Nullable AttributeValue> change : changes.entrySet()) {
            AttributeValue value = change.getValue();
            if (value != null) {
                ItemLimits.requireAttributeName(change.getKey());
            }
            Change sortable = new Change(Utf8.encode(change.getKey()), value);
            boolean isThere = directory.findName(sortable.name) >= 0;
            count += (value == null ? 0 : 1) - (isThere ? 1 : 0);
            sorted[next++] = sortable;
        }
        Arrays.sort(sorted);
        ByteBuilder out = new ByteBuilder(item.length() + EXPECTED_BYTES * sorted.length);
        int start = ItemCodec.begin(out);
        merge(item.array(), directory, sorted, count, out);
        ItemCodec.end(out, start);
        return EncodedItem.of(out.array(), 0, out.length());
    }

    private static void merge(byte[] array, Directory directory, Change[] changes, int count, ByteBuilder out) {
        ValueEncoder encoder = new ValueEncoder(out);
        int container = encoder.begin(count);
        int written = 0;
        int old = 0;
        for (Change change : changes) {
            for (; old < directory.count() && directory.compareName(old, change.name) < 0; old++) {
                out.append(array, directory.start(old), directory.length(old));
                encoder.end(container, written++, count);
            }
            if (old < directory.count() && directory.compareName(old, change.name) == 0) {
                old++;
            }
            if (change.value != null) {
                encoder.attribute(change.name, change.value);
                encoder.end(container, written++, count);
            }
        }
        for (; old < directory.count(); old++) {
            out.append(array, directory.start(old), directory.length(old));
            encoder.end(container, written++, count);
        }
        encoder.finish(container, count);
    }
}
