package dev.dolmen.table;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EmptyKeyException;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.model.CancellationReason;
import dev.dolmen.model.Capacity;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.ItemCollectionMetrics;
import dev.dolmen.model.TransactWriteItem;
import dev.dolmen.model.TransactWriteItemsRequest;
import dev.dolmen.model.TransactWriteItemsResponse;
import dev.dolmen.model.TransactionCanceledException;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes and checks up to 100 items, all or none. What is wrong with the request itself is a
 * {@link ValidationException}; what is wrong with it for these tables and items cancels the transaction, with a reason per
 * member.
 */
public final class TransactWriteItems {

    private static final int MAX_ITEMS = 100;
    private static final int MAX_TOKEN_LENGTH = 36;

    /**
     * Reads and writes of a transaction are done twice: to prepare and to commit (Developer Guide, "Transactions"). What
     * they do to indexes is done, and counted, once.
     */
    private static final int UNITS_FACTOR = 2;

    private final ItemStore store;
    private final TransactWriteItemsRequest request;
    private final List<TransactedWrite> members = new ArrayList<>();

    private TransactWriteItems(ItemStore store, TransactWriteItemsRequest request) {
        this.store = store;
        this.request = request;
    }

    /**
     * Does the transaction, or cancels it.
     *
     * @return the answer; it is {@link TransactionCanceledException} when a condition does not hold, and nothing has been
     *     done then
     * @throws TransactionCanceledException when a member does not fit its table; nothing has been done then
     * @throws dev.dolmen.model.ServiceException when the request must be refused; nothing has been done then
     */
    public static Performed<TransactWriteItemsResponse> perform(ItemStore store, TransactWriteItemsRequest request)
            throws IOException {
        return new TransactWriteItems(store, request).perform();
    }

    private Performed<TransactWriteItemsResponse> perform() throws IOException {
        validate();
        List<Write> writes = writes(wantsCapacity());
        requireDistinct(writes);
        AppliedTransaction applied = store.transact(new Transaction(writes, token(writes)));
        if (applied.isCancelled()) {
            return performed(applied.restsOn(), () -> {
                throw new TransactionCanceledException(applied.outcomes().stream()
                        .map(TransactWriteItems::reason)
                        .toList());
            });
        }
        if (applied.replayed() && wantsCapacity()) {
            return replayed(writes, applied);
        }
        TransactWriteItemsResponse response =
                new TransactWriteItemsResponse(metrics(writes, applied), writeCapacity(applied.outcomes()));
        return performed(applied.restsOn(), () -> response);
    }

    /** It names the same transaction whether or not the caller wants to know what that consumes. */
    private @Nullable RequestToken token(List<Write> writes) {
        String token = request.clientRequestToken();
        if (token == null) {
            return null;
        }
        // Apart from the tokens of single writes, which may be the same words.
        return new RequestToken('\0' + token, Fingerprint.of(wantsCapacity() ? writes(false) : writes));
    }

    private Performed<TransactWriteItemsResponse> performed(long restsOn, Supplier<TransactWriteItemsResponse> answer) {
        return new Performed<>(restsOn, request.durability(), answer);
    }

    private void validate() {
        List<TransactWriteItem> items = request.transactItems();
        Constraints constraints = new Constraints()
                .returnConsumedCapacity(request.returnConsumedCapacity())
                .returnItemCollectionMetrics(request.returnItemCollectionMetrics())
                .length("clientRequestToken", request.clientRequestToken(), 1, MAX_TOKEN_LENGTH)
                .transactItems(items, MAX_ITEMS);
        for (int i = 0; items != null && i < items.size(); i++) {
            TransactedWrite.constrain(constraints, "transactItems." + (i + 1) + ".member.", items.get(i));
        }
        constraints.require();
        long bytes = 0;
        for (TransactWriteItem item : Objects.requireNonNull(items)) {
            TransactedWrite member = TransactedWrite.of(item);
            members.add(member);
            bytes += member.payloadBytes();
        }
        if (bytes > Limits.DYNAMODB.transactionBytes()) {
            throw new ValidationException("Transaction payload size cannot exceed 4MB. Payload Size: " + bytes);
        }
    }

    /**
     * What is to be written.
     *
     * @param withCapacity whether the caller wants to know what each write consumes
     * @throws TransactionCanceledException when a member does not fit its table
     * @throws EmptyKeyException when a key is empty, which the service does not count among what cancels
     */
    private List<Write> writes(boolean withCapacity) {
        List<TableDefinition> tables = new ArrayList<>();
        for (TransactedWrite member : members) {
            TableDefinition table = Tables.require(store, member.tableName());
            ConditionSource condition = member.condition();
            KeyPaths.requireNoneInto(table, condition == null ? null : condition.compiled());
            UpdateSource update = member.update();
            // One that changes the key itself cancels the transaction.
            if (update != null && UpdateItem.touchedKey(table, update.compiled()) == null) {
                KeyPaths.requireNoneInto(table, update.compiled());
            }
            tables.add(table);
        }
        List<Write> writes = new ArrayList<>();
        CancellationReasons reasons = new CancellationReasons();
        for (int i = 0; i < members.size(); i++) {
            try {
                writes.add(members.get(i).write(tables.get(i), withCapacity));
                reasons.none();
            } catch (EmptyKeyException e) {
                throw e;
            } catch (ValidationException | InvalidItemException e) {
                reasons.validationError(e.getMessage());
            }
        }
        reasons.requireNone();
        return writes;
    }

    private static void requireDistinct(List<Write> writes) {
        Set<ItemAddress> addresses = new HashSet<>();
        for (Write write : writes) {
            if (!addresses.add(new ItemAddress(write.table(), write.key()))) {
                throw new ValidationException("Transaction request cannot include multiple operations on one item");
            }
        }
    }

    private static CancellationReason reason(Outcome outcome) {
        Outcome.Refusal refusal = outcome.refusal();
        if (refusal == null) {
            return CancellationReasons.NONE;
        }
        EncodedItem image = outcome.image();
        String code =
                switch (refusal.reason()) {
                    case CONDITIONAL_CHECK_FAILED -> "ConditionalCheckFailed";
                    case COLLECTION_SIZE_LIMIT_EXCEEDED -> "ItemCollectionSizeLimitExceeded";
                    case INAPPLICABLE -> "ValidationError";
                };
        return new CancellationReason(code, refusal.message(), image == null ? null : image.decode());
    }

    private @Nullable Map<String, List<ItemCollectionMetrics>> metrics(List<Write> writes, AppliedTransaction applied) {
        Map<String, Map<AttributeValue, ItemCollectionMetrics>> collections = new LinkedHashMap<>();
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            if (write.table().hasLocalIndexes() && !(write.operation() instanceof Operation.Check)) {
                collections
                        .computeIfAbsent(members.get(i).tableName(), table -> new LinkedHashMap<>())
                        .put(
                                write.key().partition(),
                                WriteAnswer.metrics(
                                        write, applied.outcomes().get(i).collectionBytes()));
            }
        }
        return WriteAnswer.metrics(request.returnItemCollectionMetrics(), collections);
    }

    private @Nullable List<ConsumedCapacity> writeCapacity(List<Outcome> outcomes) {
        if (!wantsCapacity()) {
            return null;
        }
        Map<String, WriteCapacity> units = new LinkedHashMap<>();
        for (int i = 0; i < members.size(); i++) {
            units.merge(
                    members.get(i).tableName(),
                    outcomes.get(i).capacity().timesOnTable(UNITS_FACTOR),
                    WriteCapacity::plus);
        }
        List<ConsumedCapacity> capacity = new ArrayList<>();
        units.forEach((table, onTable) -> capacity.add(withKind(table, onTable)));
        return capacity;
    }

    private ConsumedCapacity withKind(String tableName, WriteCapacity units) {
        ConsumedCapacity capacity =
                WriteAnswer.capacity(tableName, "INDEXES".equals(request.returnConsumedCapacity()), units);
        return new ConsumedCapacity(
                tableName,
                capacity.capacityUnits(),
                null,
                capacity.capacityUnits(),
                written(capacity.table()),
                written(capacity.localSecondaryIndexes()),
                written(capacity.globalSecondaryIndexes()));
    }

    private static @Nullable Map<String, Capacity> written(@Nullable Map<String, Capacity> indexes) {
        if (indexes == null) {
            return null;
        }
        Map<String, Capacity> written = new LinkedHashMap<>();
        indexes.forEach((name, units) -> written.put(name, Objects.requireNonNull(written(units))));
        return written;
    }

    private static @Nullable Capacity written(@Nullable Capacity units) {
        return units == null ? null : new Capacity(units.capacityUnits(), null, units.capacityUnits());
    }

    /** A repeated transaction consumes what it takes to read its items (API Reference, ClientRequestToken). */
    private Performed<TransactWriteItemsResponse> replayed(List<Write> writes, AppliedTransaction applied)
            throws IOException {
        List<Found> found = store.getAll(writes.stream()
                .map(write -> new ItemAddress(write.table(), write.key()))
                .toList());
        TransactedReadCapacity capacity = new TransactedReadCapacity();
        long restsOn = applied.restsOn();
        for (int i = 0; i < found.size(); i++) {
            capacity.add(members.get(i).tableName(), found.get(i).item());
            restsOn = Math.max(restsOn, found.get(i).restsOn());
        }
        TransactWriteItemsResponse response = new TransactWriteItemsResponse(
                metrics(writes, applied), capacity.report(request.returnConsumedCapacity()));
        return performed(restsOn, () -> response);
    }

    private boolean wantsCapacity() {
        return request.returnConsumedCapacity() != null
                && !request.returnConsumedCapacity().equals("NONE");
    }
}
