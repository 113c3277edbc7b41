package dev.dolmen.lsm.count;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.read.CopiedSlice;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.lsm.version.SpaceTotal;
import dev.dolmen.lsm.version.SpaceTotals;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.RangeTombstone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What memtables make of the totals of the tables beneath them.
 *
 * <p>The newest version of each key in the memtables is compared with what the tables show of the key. Where a range tombstone
 * of the memtables lies over it they show nothing any more: what they had in such a range is subtracted as a whole, without
 * reading when the range is a whole space. Nor is anything read where the tables have no keys of a space.
 *
 * <p>A table that cannot be read leaves the total of the space unknown, with the reason kept. Not thread-safe.
 */
public final class Settlement {

    private final SpaceTotals before;
    private final Version beneath;
    private final TablesBeneath tables;
    private final Weigher weigher;
    private final RangeTombstoneIndex rangeTombstones;
    private final long sequence;
    private final Map<Integer, Account> accounts = new TreeMap<>(Integer::compareUnsigned);
    private final CopiedSlice lastKey = new CopiedSlice();
    private @Nullable Account current;
    private @Nullable IOException failure;
    private long newestSequenceSeen;

    /** The total of a space while it is being settled. */
    private static final class Account {

        private final int space;
        /** Whether the tables have no keys of it, but such as range tombstones of the memtables hide. */
        private boolean isEmptyBeneath;

        private boolean isKnown;
        private long keys;
        private long weight;

        Account(int space, @Nullable SpaceTotal before) {
            this.space = space;
            set(before);
        }

        void set(@Nullable SpaceTotal total) {
            isKnown = total != null;
            keys = total == null ? 0 : total.keys();
            weight = total == null ? 0 : total.weight();
            isEmptyBeneath = isKnown && keys == 0;
        }

        @Nullable
        SpaceTotal total() {
            return isKnown ? new SpaceTotal(keys, weight) : null;
        }
    }

    /**
     * @param beneath the tables beneath the memtables; pinned
     * @param before what is in these tables
     * @param rangeTombstones of the memtables, others beyond the sequence number
     * @param sequence the newest that counts
     */
    public Settlement(
            Version beneath, SpaceTotals before, RangeTombstoneIndex rangeTombstones, long sequence, Weigher weigher) {
        this.before = before;
        this.beneath = beneath;
        this.tables = new TablesBeneath(beneath, weigher);
        this.rangeTombstones = rangeTombstones;
        this.sequence = sequence;
        this.weigher = weigher;
        subtractHidden();
    }

    private void subtractHidden() {
        for (Map.Entry<Integer, List<Span>> hidden : hidden().entrySet()) {
            Account account = account(hidden.getKey());
            if (!account.isKnown) {
                continue;
            }
            try (RangeWalk walk = RangeWalk.open(beneath, account.space, weigher)) {
                for (Span span : hidden.getValue()) {
                    SpaceTotal total = walk.total(span.from, span.toExclusive);
                    account.keys -= total.keys();
                    account.weight -= total.weight();
                }
                account.isEmptyBeneath = account.keys == 0;
            } catch (IOException unreadable) {
                giveUp(account, unreadable);
            }
        }
    }

    /** Keys under range tombstones. @param toExclusive null for no bound */
    private record Span(Slice from, @Nullable Slice toExclusive) {}

    /** What range tombstones hide of spaces that have keys in tables; those hidden as a whole are set to have none. */
    private Map<Integer, List<Span>> hidden() {
        Map<Integer, List<Span>> hidden = new TreeMap<>(Integer::compareUnsigned);
        Slice from = null;
        Slice to = Slice.EMPTY;
        for (RangeTombstone tombstone : rangeTombstones.tombstones()) {
            if (tombstone.sequence() > sequence) {
                continue;
            }
            newestSequenceSeen = Math.max(newestSequenceSeen, tombstone.sequence());
            if (from != null && tombstone.start().compareTo(to) > 0) {
                addSpans(from, to, hidden);
                from = null;
            }
            if (from == null) {
                from = tombstone.start();
                to = tombstone.end();
            } else if (tombstone.end().compareTo(to) > 0) {
                to = tombstone.end();
            }
        }
        if (from != null) {
            addSpans(from, to, hidden);
        }
        return hidden;
    }

    private void addSpans(Slice from, Slice toExclusive, Map<Integer, List<Span>> hidden) {
        for (int space : before.spaces(Space.firstFrom(from), Space.firstFrom(toExclusive))) {
            Slice start = Space.start(space);
            Slice end = Space.end(space);
            boolean fromStart = from.compareTo(start) <= 0;
            boolean toEnd = end != null && toExclusive.compareTo(end) >= 0;
            if (fromStart && toEnd) {
                account(space).set(SpaceTotal.NONE);
            } else if (start.compareTo(toExclusive) < 0) {
                hidden.computeIfAbsent(space, number -> new ArrayList<>())
                        .add(new Span(fromStart ? start : from, toEnd ? end : toExclusive));
            }
        }
    }

    private Account account(int space) {
        return accounts.computeIfAbsent(space, number -> new Account(number, before.get(number)));
    }

    private void giveUp(Account account, IOException unreadable) {
        account.set(null);
        if (failure == null) {
            failure = unreadable;
        } else if (failure != unreadable) {
            failure.addSuppressed(unreadable);
        }
    }

    /**
     * Adds a version of a key of the memtables. Requires: they come in order, the newest of a key first.
     *
     * @param value good until this returns
     */
    public void add(Slice key, long versionSequence, EntryKind kind, Slice value) {
        if (versionSequence > sequence || !Space.hasSpace(key)) {
            return;
        }
        Account account = current;
        int space = Space.of(key);
        if (account == null || account.space != space) {
            if (!weigher.counts(space)) {
                return;
            }
            account = account(space);
            current = account;
        } else if (lastKey.holds(key)) {
            return;
        }
        lastKey.set(key);
        newestSequenceSeen = Math.max(newestSequenceSeen, versionSequence);
        if (account.isKnown) {
            try {
                settle(account, key, versionSequence, kind, value);
            } catch (IOException unreadable) {
                giveUp(account, unreadable);
            }
        }
    }

    private void settle(Account account, Slice key, long versionSequence, EntryKind kind, Slice value)
            throws IOException {
        long covering = rangeTombstones.isEmpty() ? 0 : rangeTombstones.newestCovering(key, sequence);
        if (kind == EntryKind.PUT && versionSequence > covering) {
            account.keys++;
            account.weight += weigher.weigh(value);
        }
        if (covering == 0 && !account.isEmptyBeneath) {
            long replaced = tables.weight(key);
            if (replaced != TablesBeneath.ABSENT) {
                account.keys--;
                account.weight -= replaced;
            }
        }
    }

    /** The totals of the spaces that the memtables have changed. */
    public SpaceTotals changed() {
        SpaceTotals.Changes changes = new SpaceTotals.Changes();
        accounts.values().forEach(account -> changes.set(account.space, account.total()));
        return changes.made();
    }

    /** Why a total is not known that was known before; null when there is none. */
    public @Nullable IOException failure() {
        return failure;
    }

    /** Of what it was told that counts. */
    public long newestSequenceSeen() {
        return newestSequenceSeen;
    }
}
