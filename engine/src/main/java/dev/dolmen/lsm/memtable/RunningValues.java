package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The values of keys of which only the newest value counts, beside the entries of a memtable: each is written over the one
 * before, where an entry would have a new version for every write. Not thread-safe.
 */
final class RunningValues {

    /** About what one takes besides key and value. */
    private static final int OVERHEAD_BYTES = 144;

    private final Map<Slice, Value> values = new HashMap<>();
    private long usedBytes;

    /** One value, changed in place. */
    private static final class Value {
        private byte[] bytes = {};
        private int length;
        private long sequence;
    }

    /** Takes a value at the end. */
    interface Sink {
        void entry(long sequence, Slice key, Slice value);
    }

    /** Copies both. @return whether the key had none before */
    boolean set(long sequence, Slice key, Slice newValue) {
        Value value = values.get(key);
        boolean isNew = value == null;
        if (value == null) {
            value = new Value();
            values.put(new Slice(key.toByteArray()), value);
            usedBytes += OVERHEAD_BYTES + key.length();
        }
        if (value.bytes.length < newValue.length()) {
            usedBytes += newValue.length() - value.bytes.length;
            value.bytes = new byte[newValue.length()];
        }
        System.arraycopy(newValue.array(), newValue.offset(), value.bytes, 0, newValue.length());
        value.length = newValue.length();
        value.sequence = sequence;
        return isNew;
    }

    /** Hands all of them over, one by one; none is left. */
    void moveTo(Sink sink) {
        for (Iterator<Map.Entry<Slice, Value>> all = values.entrySet().iterator(); all.hasNext(); all.remove()) {
            Map.Entry<Slice, Value> entry = all.next();
            Value value = entry.getValue();
            sink.entry(value.sequence, entry.getKey(), new Slice(Arrays.copyOf(value.bytes, value.length)));
        }
        usedBytes = 0;
    }

    /** Heap taken, about. */
    long usedBytes() {
        return usedBytes;
    }
}
