package dev.dolmen.table;

import dev.dolmen.model.BillingMode;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.CreateTableResponse;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProjectionType;
import dev.dolmen.model.ResourceInUseException;
import dev.dolmen.model.TableClass;
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
    private static final int MAX_GLOBAL_INDEXES = 20;

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
        return new CreateTableResponse(TableDescriptions.of(created, TableStatistics.EMPTY, TableStatus.CREATING));
    }

    private TableDefinition definition(Instant now) {
        constrain();
        refuseUnsupported();
        Throughput throughput = Throughput.of(request.billingMode(), request.provisionedThroughput());
        KeySchemas keys = new KeySchemas(Objects.requireNonNull(request.attributeDefinitions()));
        KeySchema key = keys.ofTable(Objects.requireNonNull(request.keySchema()));
        Projections projections = new Projections();
        List<IndexDefinition> indexes = new ArrayList<>(localIndexes(keys, key, projections));
        indexes.addAll(globalIndexes(keys, throughput.billing(), projections));
        requireDistinctNames(indexes);
        keys.requireAllUsed(!indexes.isEmpty());
        String name = Objects.requireNonNull(request.tableName());
        return new TableDefinition(
                0,
                name,
                uuid(name, now),
                key,
                Objects.requireNonNull(request.attributeDefinitions()),
                indexes,
                throughput.billing(),
                throughput.readUnits(),
                throughput.writeUnits(),
                request.tableClass() == null ? null : TableClass.valueOf(request.tableClass()),
                Boolean.TRUE.equals(request.deletionProtectionEnabled()),
                now.truncatedTo(ChronoUnit.MILLIS),
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

    private static void constrain(Constraints constraints, String member, GlobalSecondaryIndex index) {
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
                0,
                0);
    }

    private List<IndexDefinition> globalIndexes(KeySchemas keys, BillingMode billing, Projections projections) {
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
        List<IndexDefinition> indexes = new ArrayList<>();
        for (GlobalSecondaryIndex index : wanted) {
            indexes.add(globalIndex(index, keys, billing, projections));
        }
        return indexes;
    }

    /** A global index, whose members have been checked by themselves; without an id. */
    static IndexDefinition globalIndex(
            GlobalSecondaryIndex index, KeySchemas keys, BillingMode billing, Projections projections) {
        String name = Objects.requireNonNull(index.indexName());
        IndexKey key = keys.ofGlobalIndex(Objects.requireNonNull(index.keySchema()));
        Projection projection = Objects.requireNonNull(index.projection());
        ProjectionType type = projections.typeOf(projection);
        List<String> included = projection.nonKeyAttributes();
        Throughput throughput = Throughput.ofIndex(name, billing, index.provisionedThroughput());
        return new IndexDefinition(
                0,
                IndexDefinition.Scope.GLOBAL,
                name,
                key,
                type,
                included == null ? List.of() : included,
                throughput.readUnits(),
                throughput.writeUnits());
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
