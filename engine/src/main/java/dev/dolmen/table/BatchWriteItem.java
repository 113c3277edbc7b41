package dev.dolmen.table;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.BatchWriteItemRequest;
import dev.dolmen.model.BatchWriteItemResponse;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.DeleteRequest;
import dev.dolmen.model.ItemCollectionMetrics;
import dev.dolmen.model.PutRequest;
import dev.dolmen.model.ReturnValue;
import dev.dolmen.model.ValidationException;
import dev.dolmen.model.WriteRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts and deletes up to 25 items. Each write is atomic, the batch is not: another reader may see a part of it. All
 * requests are validated before the first is done, and the answer waits once, for the last of them to be durable.
 *
 * <p>The 16 MB that DynamoDB allows a batch cannot be reached: 25 items of at most 400 KB are less.
 */
public final class BatchWriteItem {

    private static final int MAX_WRITES = 25;

    /** One write of the batch, with the name or ARN that the caller gave its table. */
    private record Member(String tableName, Write write) {}

    private final BatchWriteItemRequest request;

    private BatchWriteItem(BatchWriteItemRequest request) {
        this.request = request;
    }

    /**
     * Does the writes.
     *
     * @return the answer; it is {@link dev.dolmen.model.ItemCollectionSizeLimitExceededException} when one of the writes is
     *     too much for its item collection, and those before it have been done
     * @throws dev.dolmen.model.ServiceException when the request must be refused; nothing has been done then
     */
    public static Performed<BatchWriteItemResponse> perform(ItemStore store, BatchWriteItemRequest request)
            throws IOException {
        return new BatchWriteItem(request).perform(store);
    }

    private Performed<BatchWriteItemResponse> perform(ItemStore store) throws IOException {
        Map<String, List<WriteRequest>> requestItems = validated();
        List<Member> members = new ArrayList<>();
        Set<Map.Entry<Long, PrimaryKey>> keys = new HashSet<>();
        for (Map.Entry<String, List<WriteRequest>> onTable : requestItems.entrySet()) {
            TableDefinition table = Tables.require(store, onTable.getKey());
            for (WriteRequest wanted : onTable.getValue()) {
                Write write = write(table, wanted);
                if (!keys.add(Map.entry(table.id(), write.key()))) {
                    throw new ValidationException("Provided list of item keys contains duplicates");
                }
                members.add(new Member(onTable.getKey(), write));
            }
        }
        return apply(store, named(members));
    }

    private Map<String, List<WriteRequest>> validated() {
        Map<String, List<WriteRequest>> requestItems = request.requestItems();
        Constraints constraints = new Constraints()
                .returnConsumedCapacity(request.returnConsumedCapacity())
                .returnItemCollectionMetrics(request.returnItemCollectionMetrics())
                .notNull("requestItems", requestItems)
                .token(request.requestToken());
        if (requestItems != null) {
            constraints.batch(requestItems, List::size, MAX_WRITES);
            requestItems.forEach((table, writes) -> requireMembers(constraints, table, writes));
        }
        constraints.require();
        Map<String, List<WriteRequest>> checked = Objects.requireNonNull(requestItems);
        int count = 0;
        for (List<WriteRequest> writes : checked.values()) {
            count += writes.size();
        }
        if (count > MAX_WRITES) {
            throw new ValidationException("Too many items requested for the BatchWriteItem call");
        }
        checked.values().forEach(writes -> writes.forEach(BatchWriteItem::requireOneStorable));
        return checked;
    }

    private static void requireMembers(Constraints constraints, String table, List<WriteRequest> writes) {
        for (int i = 0; i < writes.size(); i++) {
            String member = "requestItems." + table + ".member." + (i + 1) + ".member.";
            DeleteRequest delete = writes.get(i).deleteRequest();
            if (delete != null) {
                constraints.notNull(member + "deleteRequest.key", delete.key());
            }
            PutRequest put = writes.get(i).putRequest();
            if (put != null) {
                constraints.notNull(member + "putRequest.item", put.item());
            }
        }
    }

    /** DynamoDB looks at values and sizes before it looks for the table. */
    private static void requireOneStorable(WriteRequest wanted) {
        PutRequest put = wanted.putRequest();
        if ((put == null) == (wanted.deleteRequest() == null)) {
            throw new ValidationException(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly"
                            + " one of the supported datatypes");
        }
        if (put != null) {
            Item item = Objects.requireNonNull(put.item());
            item.requireValid();
            ItemLimits.requireStorable(item);
        } else {
            Objects.requireNonNull(
                            Objects.requireNonNull(wanted.deleteRequest()).key())
                    .requireValid();
        }
    }

    private Write write(TableDefinition table, WriteRequest wanted) {
        Operation.Answers answers = new Operation.Answers(ReturnValue.NONE, false, wantsCapacity());
        PutRequest put = wanted.putRequest();
        if (put != null) {
            Item item = Objects.requireNonNull(put.item());
            return new Write(
                    table,
                    KeyRules.ofBatchedItem(table, item),
                    new Operation.Put(EncodedItem.of(item), null, answers),
                    null);
        }
        Item key = Objects.requireNonNull(
                Objects.requireNonNull(wanted.deleteRequest()).key());
        return new Write(table, KeyRules.ofRequest(table, key), new Operation.Delete(null, answers), null);
    }

    /**
     * The same writes, under tokens if the batch has one: its token and the place of the write, counted with the tables in
     * the order of their names, since a map may give them in another order the next time. The fingerprint is that of the
     * whole batch, so another batch under the same token is refused at its first write.
     */
    private List<Member> named(List<Member> members) {
        String token = request.requestToken();
        if (token == null) {
            return members;
        }
        List<Member> ordered = new ArrayList<>(members);
        ordered.sort(Comparator.comparing(member -> member.write().table().name()));
        var fingerprint = Fingerprint.of(ordered.stream().map(Member::write).toList());
        List<Member> named = new ArrayList<>();
        for (Member member : ordered) {
            Write write = member.write();
            named.add(new Member(
                    member.tableName(),
                    new Write(
                            write.table(),
                            write.key(),
                            write.operation(),
                            new RequestToken(token + '\0' + named.size(), fingerprint))));
        }
        return named;
    }

    private Performed<BatchWriteItemResponse> apply(ItemStore store, List<Member> members) throws IOException {
        Map<String, WriteCapacity> capacity = new LinkedHashMap<>();
        Map<String, Map<AttributeValue, ItemCollectionMetrics>> metrics = new LinkedHashMap<>();
        Outcome.Refusal refusal = null;
        long restsOn = 0;
        for (Member member : members) {
            Applied applied = store.apply(member.write());
            restsOn = Math.max(restsOn, applied.restsOn());
            Outcome outcome = applied.outcome();
            refusal = outcome.refusal();
            if (refusal != null) {
                break;
            }
            capacity.merge(member.tableName(), outcome.capacity(), WriteCapacity::plus);
            if (member.write().table().hasLocalIndexes()) {
                metrics.computeIfAbsent(member.tableName(), table -> new LinkedHashMap<>())
                        .put(
                                member.write().key().partition(),
                                WriteAnswer.metrics(member.write(), outcome.collectionBytes()));
            }
        }
        Outcome.Refusal refused = refusal;
        return new Performed<>(restsOn, request.durability(), () -> {
            if (refused != null) {
                throw WriteAnswer.refused(refused, null);
            }
            return new BatchWriteItemResponse(
                    Map.of(), WriteAnswer.metrics(request.returnItemCollectionMetrics(), metrics), capacity(capacity));
        });
    }

    private boolean wantsCapacity() {
        return request.returnConsumedCapacity() != null
                && !request.returnConsumedCapacity().equals("NONE");
    }

    private @Nullable List<ConsumedCapacity> capacity(Map<String, WriteCapacity> units) {
        if (!wantsCapacity()) {
            return null;
        }
        boolean withIndexes = "INDEXES".equals(request.returnConsumedCapacity());
        List<ConsumedCapacity> capacity = new ArrayList<>();
        units.forEach((table, onTable) -> capacity.add(WriteAnswer.capacity(table, withIndexes, onTable)));
        return capacity;
    }
}
