package dev.dolmen.table;

import dev.dolmen.model.BillingMode;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.CreateTableResponse;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.IndexStatus;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProjectionType;
import dev.dolmen.model.ResourceInUseException;
import dev.dolmen.model.TableClass;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.TableStatus;
import dev.dolmen.model.Tag;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Creates a table, with its secondary indexes if it has any. */
public final class CreateTable {

    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final int MAX_LOCAL_INDEXES = 5;
    static final int MAX_GLOBAL_INDEXES = 20;

    private final CreateTableRequest request;

    private CreateTable(CreateTableRequest request) {
        this.request = request;
    }

    /**
     * Creates the table durably.
     *
     * @param now its creation time
     * @throws ValidationException when the definition is not a possible one, or asks for something that is not there yet
     * @throws ResourceInUseException when the name is taken
     */
    public static CreateTableResponse perform(ItemStore store, CreateTableRequest request, Instant now)
            throws IOException {
        TableDefinition definition = new CreateTable(request).definition(now);
        TableDefinition created = store.createTable(definition)
                .orElseThrow(() -> new ResourceInUseException("Table already exists: " + definition.name()));
        // It is ready already; the answer says what DynamoDB's does, and DescribeTable that it is active.
        return new CreateTableResponse(answer(created, request, now));
    }

    private static TableDescription answer(TableDefinition created, CreateTableRequest request, Instant now) {
        DescribedTable described = new DescribedTable(created, TableStatistics.EMPTY, now)
                .statusOfAll(TableStatus.CREATING)
                .withoutLastPayPerRequest()
                .withoutWarmIndexes()
                .warmStatus(request.warmThroughput() == null ? null : TableStatus.UPDATING);
        if (request.globalSecondaryIndexes() != null) {
            for (GlobalSecondaryIndex index : request.globalSecondaryIndexes()) {
                if (index.warmThroughput() != null) {
                    described.warmStatus(Objects.requireNonNull(index.indexName()), IndexStatus.UPDATING);
                }
            }
        }
        return described.describe();
    }

    private TableDefinition definition(Instant now) {
        constrain();
        refuseUnsupported();
        Instant created = now.truncatedTo(ChronoUnit.MILLIS);
        BillingMode billing = Throughput.mode(request.billingMode());
        ThroughputSettings throughput = new Throughput(
                        null, request.provisionedThroughput(), request.onDemandThroughput(), request.warmThroughput())
                .created(billing);
        KeySchemas keys = new KeySchemas(Objects.requireNonNull(request.attributeDefinitions()));
        KeySchema key = keys.ofTable(Objects.requireNonNull(request.keySchema()));
        Projections projections = new Projections();
        List<IndexDefinition> indexes = new ArrayList<>(localIndexes(keys, key, projections));
        List<IndexKey> globalKeys = globalKeys(keys);
        keys.requireAllUsed(!indexes.isEmpty() || !globalKeys.isEmpty());
        indexes.addAll(globalIndexes(globalKeys, billing, projections));
        requireDistinctNames(indexes);
        String name = Objects.requireNonNull(request.tableName());
        return new TableDefinition(
                0,
                name,
                uuid(name, now),
                key,
                Objects.requireNonNull(request.attributeDefinitions()),
                indexes,
                Billing.since(billing, created),
                throughput,
                request.tableClass() == null ? null : TableClass.valueOf(request.tableClass()),
                null,
                Boolean.TRUE.equals(request.deletionProtectionEnabled()),
                created,
                tags(),
                null);
    }

    /** The checks of all members by themselves. */
    private void constrain() {
        Constraints constraints = new Constraints()
                .name("tableName", request.tableName())
                .oneOf("billingMode", request.billingMode(), List.of("PROVISIONED", "PAY_PER_REQUEST"))
                .oneOf("tableClass", request.tableClass(), List.of("STANDARD", "STANDARD_INFREQUENT_ACCESS"));
        Throughput.constrain(constraints, "provisionedThroughput", request.provisionedThroughput());
        KeySchemas.constrain(constraints, request.attributeDefinitions());
        KeySchemas.constrain(constraints, "keySchema", request.keySchema(), KeySchemas.MAX_ELEMENTS);
        List<LocalSecondaryIndex> indexes = request.localSecondaryIndexes();
        for (int i = 0; indexes != null && i < indexes.size(); i++) {
            LocalSecondaryIndex index = indexes.get(i);
            String member = "localSecondaryIndexes." + (i + 1) + ".member.";
            constraints.name(member + "indexName", index.indexName());
            KeySchemas.constrain(constraints, member + "keySchema", index.keySchema(), KeySchemas.MAX_ELEMENTS);
            Projections.constrain(constraints, member + "projection", index.projection());
        }
        List<GlobalSecondaryIndex> globalIndexes = request.globalSecondaryIndexes();
        for (int i = 0; globalIndexes != null && i < globalIndexes.size(); i++) {
            constrain(constraints, "globalSecondaryIndexes." + (i + 1) + ".member.", globalIndexes.get(i));
        }
        Tags.constrain(constraints, request.tags());
        UnsupportedSettings.constrain(constraints, request.streamSpecification());
        UnsupportedSettings.constrain(constraints, request.sseSpecification());
        constraints.require();
    }

    /** The checks of a global index by itself. */
    static void constrain(Constraints constraints, String member, GlobalSecondaryIndex index) {
        constraints.name(member + "indexName", index.indexName());
        KeySchemas.constrain(constraints, member + "keySchema", index.keySchema(), KeySchemas.MAX_GLOBAL_ELEMENTS);
        Projections.constrain(constraints, member + "projection", index.projection());
        Throughput.constrain(constraints, member + "provisionedThroughput", index.provisionedThroughput());
    }

    /** Nothing is accepted and then ignored. */
    private void refuseUnsupported() {
        Set<String> unsupported = new TreeSet<>();
        if (request.otherParameters() != null) {
            unsupported.addAll(request.otherParameters());
        }
        if (UnsupportedSettings.asksFor(request.streamSpecification())) {
            unsupported.add("StreamSpecification");
        }
        if (UnsupportedSettings.asksFor(request.sseSpecification())) {
            unsupported.add("SSESpecification");
        }
        if (!unsupported.isEmpty()) {
            throw new ValidationException("This release of Dolmen does not support these parameters of CreateTable: "
                    + unsupported + ". The table was not created");
        }
    }

    private List<IndexDefinition> localIndexes(KeySchemas keys, KeySchema tableKey, Projections projections) {
        List<LocalSecondaryIndex> wanted = request.localSecondaryIndexes();
        if (wanted == null) {
            return List.of();
        }
        if (wanted.isEmpty()) {
            throw invalid("List of LocalSecondaryIndexes is empty");
        }
        if (tableKey.sort() == null) {
            throw invalid("Table KeySchema does not have a range key, which is required when specifying a"
                    + " LocalSecondaryIndex");
        }
        List<IndexDefinition> indexes = new ArrayList<>();
        for (LocalSecondaryIndex index : wanted) {
            indexes.add(localIndex(index, keys, tableKey, projections, indexes.size()));
        }
        requireDistinctNames(indexes);
        if (indexes.size() > MAX_LOCAL_INDEXES) {
            throw invalid("Number of LocalSecondaryIndexes exceeds per-table limit of " + MAX_LOCAL_INDEXES);
        }
        return indexes;
    }

    private static IndexDefinition localIndex(
            LocalSecondaryIndex index, KeySchemas keys, KeySchema tableKey, Projections projections, int id) {
        String name = Objects.requireNonNull(index.indexName());
        KeySchema key = keys.ofLocalIndex(Objects.requireNonNull(index.keySchema()));
        if (key.sort() == null) {
            throw invalid("Index KeySchema does not have a range key for index: " + name);
        }
        if (!key.partition().equals(tableKey.partition())) {
            throw invalid("Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                    + name + ". index hash key: " + key.partition().name() + ", table hash key: "
                    + tableKey.partition().name());
        }
        Projection projection = Objects.requireNonNull(index.projection());
        ProjectionType type = projections.typeOf(projection);
        List<String> included = projection.nonKeyAttributes();
        return new IndexDefinition(
                id,
                IndexDefinition.Scope.LOCAL,
                name,
                new IndexKey(List.of(key.partition()), List.of(key.sort())),
                type,
                included == null ? List.of() : included,
                ThroughputSettings.NONE,
                IndexDefinition.State.ACTIVE);
    }

    private List<IndexKey> globalKeys(KeySchemas keys) {
        List<GlobalSecondaryIndex> wanted = request.globalSecondaryIndexes();
        if (wanted == null) {
            return List.of();
        }
        if (wanted.isEmpty()) {
            throw invalid("List of GlobalSecondaryIndexes is empty");
        }
        if (wanted.size() > MAX_GLOBAL_INDEXES) {
            throw invalid("GlobalSecondaryIndex count exceeds the per-table limit of " + MAX_GLOBAL_INDEXES);
        }
        return wanted.stream()
                .map(index -> keys.ofGlobalIndex(Objects.requireNonNull(index.keySchema())))
                .toList();
    }

    private List<IndexDefinition> globalIndexes(List<IndexKey> keys, BillingMode billing, Projections projections) {
        List<IndexDefinition> indexes = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            GlobalSecondaryIndex index =
                    Objects.requireNonNull(request.globalSecondaryIndexes()).get(i);
            ThroughputSettings settings = throughput(index).created(billing);
            indexes.add(globalIndex(index, keys.get(i), settings, projections, IndexDefinition.State.ACTIVE));
        }
        return indexes;
    }

    /** What is asked for as the throughput of a global index. */
    static Throughput throughput(GlobalSecondaryIndex index) {
        return new Throughput(
                index.indexName(), index.provisionedThroughput(), index.onDemandThroughput(), index.warmThroughput());
    }

    /** A global index, whose members have been checked by themselves; without an id. */
    static IndexDefinition globalIndex(
            GlobalSecondaryIndex index,
            IndexKey key,
            ThroughputSettings throughput,
            Projections projections,
            IndexDefinition.State state) {
        Projection projection = Objects.requireNonNull(index.projection());
        ProjectionType type = projections.typeOf(projection);
        List<String> included = projection.nonKeyAttributes();
        return new IndexDefinition(
                0,
                IndexDefinition.Scope.GLOBAL,
                Objects.requireNonNull(index.indexName()),
                key,
                type,
                included == null ? List.of() : included,
                throughput,
                state);
    }

    private static void requireDistinctNames(List<IndexDefinition> indexes) {
        Set<String> names = new HashSet<>();
        for (IndexDefinition index : indexes) {
            if (!names.add(index.name())) {
                throw invalid("Duplicate index name: " + index.name());
            }
        }
    }

    private Map<String, String> tags() {
        List<Tag> tags = request.tags() == null ? List.of() : request.tags();
        Tags.requirePossible(tags);
        return Tags.added(Map.of(), tags);
    }

    /** A UUID of the form of a random one (version 4) that yet depends on nothing but what is given. */
    private static String uuid(String name, Instant now) {
        UUID hashed = UUID.nameUUIDFromBytes((name + " " + now).getBytes(StandardCharsets.UTF_8));
        return new UUID(hashed.getMostSignificantBits() & ~0xF000L | 0x4000L, hashed.getLeastSignificantBits())
                .toString();
    }

    private static ValidationException invalid(String what) {
        return new ValidationException(INVALID + what);
    }
}
