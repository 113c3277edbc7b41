package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.table.Applied;
import dev.dolmen.table.Expiry;
import dev.dolmen.table.Operation;
import dev.dolmen.table.Outcome;
import dev.dolmen.table.PrimaryKey;
import dev.dolmen.table.Write;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes what has expired in one table by one moment, in steps that bound the memory it takes and how long a view of the
 * store is kept. Each deletion is a write like any other, on condition that the item has expired: one that was renewed
 * since its entry was read stays. Not thread-safe.
 */
final class ExpirySweep {

    /** How many items a step deletes at most. Their keys, of at most 3 KB each, are what it keeps in memory. */
    static final int STEP_ITEMS = 256;

    /** Applies a write as any caller's. */
    interface Writer {
        Applied apply(Write write) throws IOException;
    }

    private final OrderedStore store;
    private final Writer writer;
    private final OpenTable table;
    private final ExpiryIndex index;
    private final Operation.Delete deletion;
    private final Slice end;
    private Slice next;

    ExpirySweep(OrderedStore store, Writer writer, OpenTable table, ExpiryIndex index, Instant now) {
        this.store = store;
        this.writer = writer;
        this.table = table;
        this.index = index;
        this.deletion = Expiry.deletion(index.timeToLive(), now);
        long until = Math.max(0, now.getEpochSecond());
        long first = index.begin(Math.max(0, Expiry.tooOld(now)), until);
        this.next = Keyspace.border(index.space(), first);
        this.end = Keyspace.border(index.space(), until);
    }

    /**
     * Deletes the items of the next entries.
     *
     * @return how many were deleted; {@link #isDone} tells whether there may be more. When this throws, or nobody calls it
     *     again though there are more, {@link #leave} is to be called
     */
    int step() throws IOException {
        int deleted = 0;
        for (Slice entry : entries()) {
            PrimaryKey key = ItemKey.primaryKey(entry, table.definition().key());
            Applied applied = writer.apply(new Write(table.definition(), key, deletion, null));
            deleted += applied.outcome().effect() == Outcome.Effect.DELETE ? 1 : 0;
            next = Keyspace.after(entry);
        }
        return deleted;
    }

    boolean isDone() {
        return next.compareTo(end) >= 0;
    }

    /** Lets a later sweep begin where this one has come to. */
    void leave() {
        if (!isDone()) {
            index.holds(Keyspace.expirySecond(next));
        }
    }

    private List<Slice> entries() throws IOException {
        List<Slice> entries = new ArrayList<>();
        try (Cursor cursor = store.cursor(next, end, null)) {
            boolean more = cursor.seekToFirst();
            while (more && entries.size() < STEP_ITEMS) {
                entries.add(new Slice(cursor.key().toByteArray()));
                more = cursor.next();
            }
            if (entries.isEmpty()) {
                next = end;
            }
        }
        return entries;
    }
}
