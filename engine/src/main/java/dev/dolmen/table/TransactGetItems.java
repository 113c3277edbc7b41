package dev.dolmen.table;

import dev.dolmen.expressions.Projection;
import dev.dolmen.item.EmptyKeyException;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.Item;
import dev.dolmen.model.Get;
import dev.dolmen.model.ItemResponse;
import dev.dolmen.model.TransactGetItem;
import dev.dolmen.model.TransactGetItemsRequest;
import dev.dolmen.model.TransactGetItemsResponse;
import dev.dolmen.model.TransactionCanceledException;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads up to 100 items as they are at one moment. */
public final class TransactGetItems {

    private static final int MAX_ITEMS = 100;

    /** A member, checked as far as it can be without its table. */
    private record Read(Get get, @Nullable Projection projection) {}

    private final ItemStore store;
    private final TransactGetItemsRequest request;

    private TransactGetItems(ItemStore store, TransactGetItemsRequest request) {
        this.store = store;
        this.request = request;
    }

    /**
     * Reads what a request asks for.
     *
     * @throws TransactionCanceledException when a key does not fit its table; one that is empty is refused by itself
     * @throws dev.dolmen.model.ServiceException when the request must be refused
     */
    public static Performed<TransactGetItemsResponse> perform(ItemStore store, TransactGetItemsRequest request)
            throws IOException {
        return new TransactGetItems(store, request).perform();
    }

    private Performed<TransactGetItemsResponse> perform() throws IOException {
        List<Read> reads = validated();
        List<Found> found = store.getAll(addresses(reads));
        List<ItemResponse> responses = new ArrayList<>();
        TransactedReadCapacity capacity = new TransactedReadCapacity();
        long bytes = 0;
        long restsOn = 0;
        for (int i = 0; i < reads.size(); i++) {
            EncodedItem item = found.get(i).item();
            restsOn = Math.max(restsOn, found.get(i).restsOn());
            bytes += item.isEmpty() ? 0 : item.sizeBytes();
            capacity.add(Objects.requireNonNull(reads.get(i).get().tableName()), item);
            Projection projection = reads.get(i).projection();
            responses.add(new ItemResponse(answered(item, projection)));
        }
        long size = bytes;
        return Performed.read(restsOn, () -> {
            if (size > Limits.DYNAMODB.transactionBytes()) {
                throw new ValidationException("Transaction payload size cannot exceed 4MB. Payload Size: " + size);
            }
            return new TransactGetItemsResponse(responses, capacity.report(request.returnConsumedCapacity()));
        });
    }

    /** What a member is answered with: nothing also where the item has nothing of what is asked for. */
    private static @Nullable Item answered(EncodedItem item, @Nullable Projection projection) {
        if (item.isEmpty() || projection == null) {
            return item.isEmpty() ? null : item.view();
        }
        Item answered = projection.apply(item);
        return answered.isEmpty() ? null : answered;
    }

    private List<Read> validated() {
        List<TransactGetItem> items = request.transactItems();
        Constraints constraints = new Constraints()
                .returnConsumedCapacity(request.returnConsumedCapacity())
                .transactItems(items, MAX_ITEMS);
        for (int i = 0; items != null && i < items.size(); i++) {
            String member = "transactItems." + (i + 1) + ".member.get";
            Get get = items.get(i).get();
            constraints.notNull(member, get);
            if (get != null) {
                constraints.tableName(member + ".tableName", get.tableName()).notNull(member + ".key", get.key());
            }
        }
        constraints.require();
        List<Read> reads = new ArrayList<>();
        for (TransactGetItem item : Objects.requireNonNull(items)) {
            Get get = Objects.requireNonNull(item.get());
            ProjectionParameters projection =
                    new ProjectionParameters(get.projectionExpression(), get.expressionAttributeNames(), null);
            projection.requireOneStyle();
            Objects.requireNonNull(get.key()).requireValid();
            reads.add(new Read(get, projection.compile()));
        }
        return reads;
    }

    private List<ItemAddress> addresses(List<Read> reads) {
        List<TableDefinition> tables = new ArrayList<>();
        for (Read read : reads) {
            TableDefinition table =
                    Tables.require(store, Objects.requireNonNull(read.get().tableName()));
            KeyPaths.requireNoneInto(table, read.projection());
            tables.add(table);
        }
        List<ItemAddress> addresses = new ArrayList<>();
        CancellationReasons reasons = new CancellationReasons();
        for (int i = 0; i < reads.size(); i++) {
            TableDefinition table = tables.get(i);
            try {
                addresses.add(new ItemAddress(
                        table,
                        KeyRules.ofRequest(
                                table, Objects.requireNonNull(reads.get(i).get().key()))));
                reasons.none();
            } catch (EmptyKeyException e) {
                throw e;
            } catch (ValidationException | InvalidItemException e) {
                reasons.validationError(e.getMessage());
            }
        }
        reasons.requireNone();
        Set<ItemAddress> distinct = new HashSet<>(addresses);
        if (distinct.size() < addresses.size()) {
            throw new ValidationException("Transaction request cannot include multiple operations on one item");
        }
        return addresses;
    }
}
