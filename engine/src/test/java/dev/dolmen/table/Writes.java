package dev.dolmen.table;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Binary;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.BillingMode;
import dev.dolmen.model.ProjectionType;
import dev.dolmen.model.ReturnValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables, items and writes for tests of an {@link ItemStore}: partition key {@code p}, sort key {@code s}, value {@code v}. */
public final class Writes {

    private static final KeyAttribute V = new KeyAttribute("v", AttributeType.S);
    private static final KeyAttribute W = new KeyAttribute("w", AttributeType.N);
    private static final Operation.Answers ALL = new Operation.Answers(ReturnValue.ALL_OLD, true, true);

    private Writes() {}

    /** A table with a partition key (S) and a sort key (N). */
    public static TableDefinition table(String name) {
        return table(name, List.of());
    }

    /**
     * The same with local indexes {@code by-v}, of everything, and {@code by-w}, of keys only; and global ones
     * {@code by-v-w}, of keys only, and {@code by-w-and-v}, of everything, whose partitions are made of two attributes.
     */
    public static TableDefinition indexedTable(String name) {
        return table(
                name,
                List.of(
                        local(0, "by-v", V, ProjectionType.ALL),
                        local(1, "by-w", W, ProjectionType.KEYS_ONLY),
                        global("by-v-w", List.of(V), List.of(W), ProjectionType.KEYS_ONLY),
                        global("by-w-and-v", List.of(W, V), List.of(), ProjectionType.ALL)));
    }

    private static IndexDefinition local(int id, String name, KeyAttribute sort, ProjectionType projection) {
        IndexKey key = new IndexKey(List.of(new KeyAttribute("p", AttributeType.S)), List.of(sort));
        return new IndexDefinition(
                id,
                IndexDefinition.Scope.LOCAL,
                name,
                key,
                projection,
                List.of(),
                ThroughputSettings.NONE,
                IndexDefinition.State.ACTIVE);
    }

    private static IndexDefinition global(
            String name, List<KeyAttribute> partition, List<KeyAttribute> sort, ProjectionType projection) {
        IndexKey key = new IndexKey(partition, sort);
        return new IndexDefinition(
                0,
                IndexDefinition.Scope.GLOBAL,
                name,
                key,
                projection,
                List.of(),
                ThroughputSettings.NONE,
                IndexDefinition.State.ACTIVE);
    }

    private static TableDefinition table(String name, List<IndexDefinition> indexes) {
        return new TableDefinition(
                0,
                name,
                "00000000-0000-0000-0000-000000000000",
                new KeySchema(new KeyAttribute("p", AttributeType.S), new KeyAttribute("s", AttributeType.N)),
                List.of(new AttributeDefinition("p", "S"), new AttributeDefinition("s", "N")),
                indexes,
                new Billing(BillingMode.PAY_PER_REQUEST, Instant.parse("2026-11-01T00:00:00Z")),
                ThroughputSettings.NONE,
                null,
                null,
                false,
                Instant.parse("2026-11-01T00:00:00Z"),
                Map.of(),
                null);
    }

    public static PrimaryKey key(String partition, long sort) {
        return new PrimaryKey(AttributeValue.s(partition), AttributeValue.n(sort));
    }

    /** An item with a value {@code v}, and {@code w}, when that is not negative. */
    public static Item item(String partition, long sort, String v, long w) {
        Item.Builder item = Item.builder()
                .put("p", AttributeValue.s(partition))
                .put("s", AttributeValue.n(sort))
                .put("v", AttributeValue.s(v));
        if (w >= 0) {
            item.put("w", AttributeValue.n(w));
        }
        return item.build();
    }

    public static Write put(TableDefinition table, Item item) {
        return put(table, item, null, null);
    }

    public static Write put(
            TableDefinition table, Item item, @Nullable ConditionSource condition, @Nullable RequestToken token) {
        return new Write(
                table, table.key().keyOf(item), new Operation.Put(EncodedItem.of(item), condition, ALL), token);
    }

    public static Write delete(TableDefinition table, PrimaryKey key) {
        return delete(table, key, null, null);
    }

    public static Write delete(
            TableDefinition table, PrimaryKey key, @Nullable ConditionSource condition, @Nullable RequestToken token) {
        return new Write(table, key, new Operation.Delete(condition, ALL), token);
    }

    /** An update that leaves all of the item but {@code w}. */
    public static Write removeW(TableDefinition table, String partition, long sort) {
        Item key = Item.builder()
                .put("p", AttributeValue.s(partition))
                .put("s", AttributeValue.n(sort))
                .build();
        UpdateSource update = UpdateSource.Expression.compile("REMOVE w", null, null);
        return new Write(
                table, key(partition, sort), new Operation.Update(key, update, null, Operation.Answers.NONE), null);
    }

    /** The same put or delete, whose caller wants to hear nothing of the item. */
    public static Write blind(Write write) {
        ConditionSource condition = write.operation().condition();
        Operation operation = write.operation() instanceof Operation.Put put
                ? new Operation.Put(put.item(), condition, Operation.Answers.NONE)
                : new Operation.Delete(condition, Operation.Answers.NONE);
        return new Write(write.table(), write.key(), operation, write.token());
    }

    /** @param operation what stands for the operation in the fingerprint */
    public static RequestToken token(String value, String operation) {
        return new RequestToken(value, Binary.of(operation.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** Holds when the item is there and its {@code v} is this. */
    public static ConditionSource valueIs(String v) {
        return ConditionSource.Expression.compile("v = :v", null, Map.of(":v", AttributeValue.s(v)));
    }

    public static ConditionSource exists() {
        return ConditionSource.Expression.compile("attribute_exists(p)", null, null);
    }

    public static ConditionSource absent() {
        return ConditionSource.Expression.compile("attribute_not_exists(p)", null, null);
    }
}
