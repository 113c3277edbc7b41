package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.lsm.read.Snapshot;
import dev.dolmen.model.ValidationException;
import dev.dolmen.table.AppliedTransaction;
import dev.dolmen.table.Decider;
import dev.dolmen.table.Environment;
import dev.dolmen.table.ExpiryChange;
import dev.dolmen.table.Found;
import dev.dolmen.table.IndexChange;
import dev.dolmen.table.ItemAddress;
import dev.dolmen.table.Limits;
import dev.dolmen.table.Outcome;
import dev.dolmen.table.OutcomeCodec;
import dev.dolmen.table.RequestToken;
import dev.dolmen.table.Transaction;
import dev.dolmen.table.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads of several items at once.
 *
 * <p>A transaction takes the latches of all its keys, checked ones included, in one call and so in the one global order;
 * then it reads, decides, and commits one batch, which is one log record. So it never waits for another in a circle, a
 * conflict makes it wait instead of failing, and a crash leaves all of it or nothing. A read pins a snapshot, which takes no
 * latch and holds up nobody.
 *
 * <p>Thread-safe.
 */
final class Transactions {

    /** More than key and frame of an entry take: at most 2048 + 1024 + 1024 bytes of key values, escaped. */
    private static final int ENTRY_BYTES = 8 << 10;

    /** A write with what it was found to mean. */
    private record Target(OpenTable table, ItemKey key, Write write) {}

    private final OrderedStore store;
    private final Catalog catalog;
    private final KeyLatches latches;
    private final RequestTokens tokens;
    private final Limits limits;
    private final BooleanSupplier closed;

    /** @param closed set while every latch is held */
    Transactions(
            OrderedStore store,
            Catalog catalog,
            KeyLatches latches,
            RequestTokens tokens,
            Limits limits,
            BooleanSupplier closed) {
        this.store = store;
        this.catalog = catalog;
        this.latches = latches;
        this.tokens = tokens;
        this.limits = limits;
        this.closed = closed;
    }

    AppliedTransaction write(Transaction transaction) throws IOException {
        RequestToken token = transaction.token();
        if (token != null) {
            tokens.upkeep();
        }
        while (true) {
            List<Target> targets = new ArrayList<>();
            for (Write write : transaction.writes()) {
                OpenTable table = catalog.require(write.table());
                targets.add(new Target(table, ItemKey.of(table.space(), write.key()), write));
            }
            OpenTable leaving;
            KeyLatches.Held held = latches.hold(hashes(targets, token));
            try {
                if (closed.getAsBoolean()) {
                    throw new ClosedStoreException();
                }
                leaving = leaving(targets);
                if (leaving == null) {
                    return write(targets, token);
                }
            } finally {
                held.close();
            }
            // As with a single write: whether the table goes is known once the drop is over, which needs our latches.
            catalog.requireStaying(leaving);
        }
    }

    private static long[] hashes(List<Target> targets, @Nullable RequestToken token) {
        long[] hashes = new long[targets.size() + (token == null ? 0 : 1)];
        for (int i = 0; i < targets.size(); i++) {
            hashes[i] = targets.get(i).table().latchHash(targets.get(i).key());
        }
        if (token != null) {
            hashes[targets.size()] = RequestTokens.latchHash(token);
        }
        return hashes;
    }

    private static @Nullable OpenTable leaving(List<Target> targets) {
        for (Target target : targets) {
            if (target.table().isLeaving()) {
                return target.table();
            }
        }
        return null;
    }

    /** Requires: the latches of all keys are held, and the token's; none of the tables is leaving. */
    private AppliedTransaction write(List<Target> targets, @Nullable RequestToken token) throws IOException {
        RequestTokens.Remembered first = token == null ? null : tokens.find(token);
        if (first != null) {
            Slice answer = first.answer();
            List<Outcome> outcomes = OutcomeCodec.decodeAll(answer.array(), answer.offset(), answer.length());
            return new AppliedTransaction(outcomes, true, first.restsOn());
        }
        AppliedTransaction decided = decide(targets);
        if (decided.isCancelled()) {
            return decided;
        }
        requireFitting(decided);
        WriteBatch batch = new WriteBatch();
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            ItemWriter.addEffects(
                    target.table(), target.key(), decided.outcomes().get(i), batch);
        }
        if (token != null) {
            tokens.remember(token, OutcomeCodec.encodeAll(decided.outcomes()), batch);
        }
        if (batch.isEmpty()) {
            return decided;
        }
        long sequence = store.commit(batch);
        for (int i = 0; i < targets.size(); i++) {
            ItemWriter.written(targets.get(i).table(), decided.outcomes().get(i));
        }
        return new AppliedTransaction(decided.outcomes(), false, sequence);
    }

    /** Decides every write, on the items as they are where that matters; those that share an item collection see what it grows by. */
    private AppliedTransaction decide(List<Target> targets) throws IOException {
        Map<Slice, Long> collections = new HashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        long restsOn = 0;
        for (Target target : targets) {
            OpenTable table = target.table();
            if (!Decider.needsItem(table.definition(), target.write().operation())) {
                outcomes.add(Decider.decideBlind(target.write().operation()));
                continue;
            }
            ReadResult read = new ReadResult();
            EncodedItem old = EmbeddedItemStore.item(store.get(target.key().store(), null, read), read);
            restsOn = Math.max(restsOn, read.sequence());
            Slice collection = null;
            long collectionBytes = 0;
            if (table.definition().hasLocalIndexes()) {
                collection = Keyspace.collection(
                        table.space(),
                        target.key().partitionHash(),
                        target.key().partitionKey());
                Long grown = collections.get(collection);
                if (grown == null) {
                    grown = ItemWriter.collectionBytes(store, table, target.key(), read);
                    restsOn = Math.max(restsOn, read.sequence());
                }
                collectionBytes = grown;
            }
            Outcome outcome = Decider.decide(
                    table.definition(),
                    old,
                    target.write().operation(),
                    new Environment(limits, collectionBytes, table.unfilled(target.key())));
            outcomes.add(outcome);
            if (collection != null) {
                collections.put(collection, outcome.collectionBytes());
            }
        }
        return new AppliedTransaction(outcomes, false, restsOn);
    }

    /** DynamoDB's limit, and that of one log record, which many tiny attributes in many indexes may reach before it. */
    private void requireFitting(AppliedTransaction decided) {
        long bytes = 0;
        long stored = 0;
        for (Outcome outcome : decided.outcomes()) {
            EncodedItem item = outcome.newItem();
            bytes += item == null ? 0 : item.sizeBytes();
            stored += ENTRY_BYTES + (item == null ? 0 : item.length());
            stored += outcome.expiry().equals(ExpiryChange.NONE) ? 0 : 2 * ENTRY_BYTES;
            for (IndexChange change : outcome.indexChanges()) {
                EncodedItem projected = change.projected();
                stored += ENTRY_BYTES + (projected == null ? 0 : projected.length());
            }
        }
        if (bytes > limits.transactionBytes()) {
            throw new RefusalOfWhatWasRead(
                    decided.restsOn(),
                    new ValidationException("Transaction payload size cannot exceed 4MB. Payload Size: " + bytes));
        }
        if (stored > WriteBatch.MAX_BYTES) {
            throw new RefusalOfWhatWasRead(
                    decided.restsOn(),
                    new ValidationException("The items of the transaction and their index entries take " + stored
                            + " bytes in the log, and one record of it has " + WriteBatch.MAX_BYTES
                            + " at most. Write fewer items at once"));
        }
    }

    List<Found> read(List<ItemAddress> addresses) throws IOException {
        List<OpenTable> tables = new ArrayList<>();
        for (ItemAddress address : addresses) {
            tables.add(catalog.require(address.table()));
        }
        List<Found> found = new ArrayList<>();
        try (Snapshot moment = store.snapshot()) {
            for (int i = 0; i < addresses.size(); i++) {
                Slice key = ItemKey.of(tables.get(i).space(), addresses.get(i).key())
                        .store();
                ReadResult read = new ReadResult();
                store.get(key, moment, read);
                found.add(EmbeddedItemStore.found(read));
            }
        }
        for (OpenTable table : tables) {
            catalog.requireStaying(table);
        }
        return found;
    }
}
