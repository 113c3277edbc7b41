package dev.dolmen.table;

import dev.dolmen.expressions.Projection;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.model.BatchGetItemRequest;
import dev.dolmen.model.BatchGetItemResponse;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.KeysAndAttributes;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads up to 100 items by their keys, each for itself: writes may come between. The answer ends before the item that
 * would bring it beyond 16 MB; the keys from there on are handed back as unprocessed.
 */
public final class BatchGetItem {

    private static final int MAX_KEYS = 100;

    /** What is read from one table. */
    private record Reads(
            String tableName,
            TableDefinition table,
            List<PrimaryKey> keys,
            @Nullable Projection projection,
            boolean consistent) {}

    private final ItemStore store;
    private final BatchGetItemRequest request;
    private final Map<String, List<Item>> responses = new LinkedHashMap<>();
    private final Map<String, KeysAndAttributes> unprocessed = new LinkedHashMap<>();
    private final List<ConsumedCapacity> capacity = new ArrayList<>();
    private long bytes;
    private long restsOn;

    private BatchGetItem(ItemStore store, BatchGetItemRequest request) {
        this.store = store;
        this.request = request;
    }

    /**
     * Reads what a request asks for.
     *
     * @throws dev.dolmen.model.ServiceException when the request must be refused
     */
    public static Performed<BatchGetItemResponse> perform(ItemStore store, BatchGetItemRequest request)
            throws IOException {
        return new BatchGetItem(store, request).perform();
    }

    private Performed<BatchGetItemResponse> perform() throws IOException {
        for (Reads onTable : reads(validated())) {
            read(onTable);
        }
        BatchGetItemResponse response = new BatchGetItemResponse(
                responses,
                unprocessed,
                request.returnConsumedCapacity() == null || capacity.isEmpty() ? null : capacity);
        return Performed.read(restsOn, () -> response);
    }

    /** What the request wants of each table, as far as it can be checked without the tables. */
    private Map<String, KeysAndAttributes> validated() {
        Map<String, KeysAndAttributes> requestItems = request.requestItems();
        Constraints constraints = new Constraints()
                .returnConsumedCapacity(request.returnConsumedCapacity())
                .notNull("requestItems", requestItems);
        if (requestItems != null) {
            constraints.batch(requestItems, null, MAX_KEYS);
            requestItems.forEach((table, reads) -> requireMembers(constraints, "requestItems." + table, reads));
        }
        constraints.require();
        return Objects.requireNonNull(requestItems);
    }

    private List<Reads> reads(Map<String, KeysAndAttributes> wanted) {
        Map<String, Projection> projections = projections(wanted);
        List<Reads> all = new ArrayList<>();
        Set<Map.Entry<Long, PrimaryKey>> keys = new HashSet<>();
        for (Map.Entry<String, KeysAndAttributes> onTable : wanted.entrySet()) {
            String name = onTable.getKey();
            TableDefinition table = Tables.require(store, name);
            KeyPaths.requireNoneInto(table, projections.get(name));
            List<PrimaryKey> ofTable = new ArrayList<>();
            for (Item item : Objects.requireNonNull(onTable.getValue().keys())) {
                PrimaryKey key = KeyRules.ofRequest(table, item);
                // The table may be there twice, under its name and its ARN.
                requireDistinct(keys.add(Map.entry(table.id(), key)));
                ofTable.add(key);
            }
            boolean consistent = Boolean.TRUE.equals(onTable.getValue().consistentRead());
            all.add(new Reads(name, table, ofTable, projections.get(name), consistent));
        }
        return all;
    }

    /** What is answered of the items of each table. Table by table the keys are looked at too, before the table itself. */
    private static Map<String, Projection> projections(Map<String, KeysAndAttributes> wanted) {
        Map<String, Projection> projections = new LinkedHashMap<>();
        int count = 0;
        for (Map.Entry<String, KeysAndAttributes> onTable : wanted.entrySet()) {
            KeysAndAttributes reads = onTable.getValue();
            ProjectionParameters parameters = new ProjectionParameters(
                    reads.projectionExpression(), reads.expressionAttributeNames(), reads.attributesToGet());
            parameters.requireOneStyle();
            Projection projection = parameters.compile();
            if (projection != null) {
                projections.put(onTable.getKey(), projection);
            }
            Set<Item> keys = new HashSet<>();
            for (Item key : Objects.requireNonNull(reads.keys())) {
                key.requireValid();
                requireDistinct(keys.add(key));
                if (++count > MAX_KEYS) {
                    throw new ValidationException("Too many items requested for the BatchGetItem call");
                }
            }
        }
        return projections;
    }

    private static void requireMembers(Constraints constraints, String member, KeysAndAttributes reads) {
        List<Item> keys = reads.keys();
        constraints
                .notNull(member + ".member.keys", keys)
                .size(
                        member + ".member.keys",
                        keys == null ? null : keys.size(),
                        keys == null || keys.isEmpty() ? "[]" : "[" + keys.size() + " keys]",
                        1,
                        MAX_KEYS)
                .attributesToGet(member + ".member.attributesToGet", reads.attributesToGet());
    }

    private static void requireDistinct(boolean distinct) {
        if (!distinct) {
            throw new ValidationException("Provided list of item keys contains duplicates");
        }
    }

    private void read(Reads onTable) throws IOException {
        List<Item> items = new ArrayList<>();
        double units = 0;
        int done = 0;
        for (PrimaryKey key : onTable.keys()) {
            if (!unprocessed.isEmpty()) {
                break;
            }
            Found found = store.get(onTable.table(), key);
            EncodedItem item = found.item();
            int size = item.isEmpty() ? 0 : item.sizeBytes();
            if (bytes + size > Limits.DYNAMODB.batchGetBytes()) {
                break;
            }
            restsOn = Math.max(restsOn, found.restsOn());
            bytes += size;
            units += Units.read(size, onTable.consistent());
            if (!item.isEmpty()) {
                Projection projection = onTable.projection();
                items.add(projection == null ? item.view() : projection.apply(item));
            }
            done++;
        }
        responses.put(onTable.tableName(), items);
        ConsumedCapacity consumed = ReadCapacity.report(onTable.tableName(), request.returnConsumedCapacity(), units);
        if (consumed != null) {
            capacity.add(consumed);
        }
        if (done < onTable.keys().size()) {
            unprocessed.put(onTable.tableName(), rest(onTable.tableName(), done));
        }
    }

    /** What the caller sends again to get the rest: its own request for the table, without the keys that are done. */
    private KeysAndAttributes rest(String tableName, int done) {
        KeysAndAttributes reads = Objects.requireNonNull(
                Objects.requireNonNull(request.requestItems()).get(tableName));
        List<Item> keys = Objects.requireNonNull(reads.keys());
        return reads.toBuilder().keys(keys.subList(done, keys.size())).build();
    }
}
