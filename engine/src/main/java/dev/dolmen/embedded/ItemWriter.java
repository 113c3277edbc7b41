package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.Encoder;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.table.Applied;
import dev.dolmen.table.Decider;
import dev.dolmen.table.Environment;
import dev.dolmen.table.IndexChange;
import dev.dolmen.table.IndexKey;
import dev.dolmen.table.Limits;
import dev.dolmen.table.Outcome;
import dev.dolmen.table.OutcomeCodec;
import dev.dolmen.table.RequestToken;
import dev.dolmen.table.Write;
import java.io.IOException;
import java.util.Objects;

/**
 * What happens to an item while its latch is held: read → decide → one batch → commit.
 *
 * <p>The current item is read only if the decision {@linkplain Decider#needsItem depends on it}. Thread-safe.
 */
final class ItemWriter {

    /** What an entry of a batch takes besides key and value, and the header: a guess that saves growing. */
    private static final int BATCH_OVERHEAD_BYTES = 64;

    /** A thread keeps the memory that the batches of larger items take no longer than it needs it. */
    private static final int SMALL_ITEM_BYTES = 8 << 10;

    private final OrderedStore store;
    private final RequestTokens tokens;
    private final Limits limits;

    ItemWriter(OrderedStore store, RequestTokens tokens, Limits limits) {
        this.store = store;
        this.tokens = tokens;
        this.limits = limits;
    }

    /**
     * Requires: the item's latch is held, and the token's; the table is not leaving.
     *
     * @param read for what is read on the way; nobody else uses it meanwhile
     * @param small for what is written, likewise, unless it is large
     */
    Applied write(OpenTable table, ItemKey key, Write write, ReadResult read, WriteBatch small) throws IOException {
        RequestToken token = write.token();
        RequestTokens.Remembered first = token == null ? null : tokens.find(token);
        if (first != null) {
            Slice answer = first.answer();
            return new Applied(OutcomeCodec.decode(answer.array(), answer.offset(), answer.length()), first.restsOn());
        }
        Applied decided = Decider.needsItem(table.definition(), write.operation())
                ? decide(table, key, write, read)
                : new Applied(Decider.decideBlind(write.operation()), 0);
        Outcome outcome = decided.outcome();
        EncodedItem newItem = outcome.newItem();
        int itemBytes = newItem == null ? 0 : newItem.length();
        WriteBatch batch = itemBytes <= SMALL_ITEM_BYTES
                ? small.clear()
                : new WriteBatch(BATCH_OVERHEAD_BYTES + key.store().length() + itemBytes);
        addEffects(table, key, outcome, batch);
        if (token != null) {
            tokens.remember(token, OutcomeCodec.encode(outcome), batch);
        }
        if (batch.isEmpty()) {
            return decided;
        }
        long sequence = store.commit(batch);
        written(table, outcome);
        return new Applied(outcome, sequence);
    }

    /** Decides on the current item. */
    private Applied decide(OpenTable table, ItemKey key, Write write, ReadResult read) throws IOException {
        EncodedItem old = EmbeddedItemStore.item(store.get(key.store(), null, read), read);
        long restsOn = read.sequence();
        long collectionBytes = 0;
        if (table.definition().hasLocalIndexes()) {
            collectionBytes = collectionBytes(store, table, key, read);
            restsOn = Math.max(restsOn, read.sequence());
        }
        Outcome outcome = Decider.decide(
                table.definition(),
                old,
                write.operation(),
                new Environment(limits, collectionBytes, table.unfilled(key)));
        return new Applied(outcome, restsOn);
    }

    /** The size of the item collection that a key is in; the read tells what this rests on. */
    static long collectionBytes(OrderedStore store, OpenTable table, ItemKey key, ReadResult read) throws IOException {
        Slice record = Keyspace.collection(table.space(), key.partitionHash(), key.partitionKey());
        return store.get(record, null, read) ? new Decoder(read.value()).varint() : 0;
    }

    /** Adds what an outcome does to an item, its index entries, its expiry time and its collection. */
    static void addEffects(OpenTable table, ItemKey key, Outcome outcome, WriteBatch batch) {
        switch (outcome.effect()) {
            case KEEP -> {}
            case PUT -> batch.put(key.store(), bytes(Objects.requireNonNull(outcome.newItem())));
            case DELETE -> batch.delete(key.store());
        }
        for (IndexChange change : outcome.indexChanges()) {
            IndexKey.Values values = Objects.requireNonNull(change.entry().index());
            Slice entry = key.entryIn(table.space(change.index()), change.index(), values);
            EncodedItem projected = change.projected();
            if (projected == null) {
                batch.delete(entry);
            } else {
                batch.put(entry, bytes(projected));
            }
        }
        ExpiryIndex expiry = table.expiry();
        if (expiry != null) {
            expiry.add(key, outcome.expiry(), batch);
        }
        if (outcome.collectionGrowth() != 0) {
            Slice record = Keyspace.collection(table.space(), key.partitionHash(), key.partitionKey());
            if (outcome.collectionBytes() == 0) {
                batch.delete(record);
            } else {
                batch.put(
                        record,
                        new Encoder(10).varint(outcome.collectionBytes()).slice());
            }
        }
    }

    /** Notes that the effects of an outcome are in the store. Requires: as before the commit. */
    static void written(OpenTable table, Outcome outcome) {
        ExpiryIndex expiry = table.expiry();
        if (expiry != null) {
            expiry.holds(outcome.expiry().added());
        }
    }

    private static Slice bytes(EncodedItem item) {
        return new Slice(item.array(), item.offset(), item.length());
    }
}
