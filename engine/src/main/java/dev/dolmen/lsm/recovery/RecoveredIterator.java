package dev.dolmen.lsm.recovery;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLongArray;

/** Walks a {@link RecoveredMemTable}: an iterator is a place in it, and a copy of the key there. */
final class RecoveredIterator implements EntryIterator {

    private static final int NOWHERE = -1;
    private static final byte[] NOTHING = {};

    private final RecoveredMemTable table;
    private final AtomicLongArray trusted;
    private final LoggedOperation operation;
    private int place = NOWHERE;
    private byte[] key = NOTHING;

    /** @param trusted records that need not be checked */
    RecoveredIterator(RecoveredMemTable table, AtomicLongArray trusted) {
        this.table = table;
        this.trusted = trusted;
        this.operation = table.cursor();
    }

    @Override
    public boolean isValid() {
        return place != NOWHERE;
    }

    @Override
    public void seekToFirst() throws IOException {
        standOn(0);
    }

    @Override
    public void seekToLast() throws IOException {
        standOn(table.size() - 1);
    }

    @Override
    public void seek(Slice target, long sequence) throws IOException {
        standOn(find(target, sequence));
    }

    @Override
    public void seekBefore(Slice target) throws IOException {
        standOn(find(target, Long.MAX_VALUE) - 1);
    }

    private int find(Slice target, long sequence) throws IOException {
        place = NOWHERE;
        try {
            return table.find(target, sequence, operation, trusted);
        } catch (InternalError unreadable) {
            throw table.unreadable(unreadable);
        }
    }

    @Override
    public void next() throws IOException {
        requireStanding();
        standOn(place + 1);
    }

    @Override
    public void previous() throws IOException {
        requireStanding();
        standOn(place - 1);
    }

    private void standOn(int newPlace) throws IOException {
        place = NOWHERE;
        if (newPlace < 0 || newPlace >= table.size()) {
            return;
        }
        try {
            table.moveTo(newPlace, operation, trusted);
            // Not into the array of the key before: who compares the two has that one still.
            key = new byte[operation.keyLength()];
            operation.copyKey(key);
        } catch (InternalError unreadable) {
            throw table.unreadable(unreadable);
        }
        place = newPlace;
    }

    private void requireStanding() {
        if (place == NOWHERE) {
            throw new AssertionError("the iterator stands nowhere");
        }
    }

    @Override
    public Slice key() {
        requireStanding();
        return new Slice(key);
    }

    @Override
    public long sequence() {
        requireStanding();
        return table.sequence(place);
    }

    @Override
    public EntryKind kind() {
        requireStanding();
        return operation.kind();
    }

    @Override
    public Slice value() throws IOException {
        requireStanding();
        try {
            return new Slice(operation.value());
        } catch (InternalError unreadable) {
            throw table.unreadable(unreadable);
        }
    }

    @Override
    public void close() {
        place = NOWHERE;
        key = NOTHING;
    }
}
