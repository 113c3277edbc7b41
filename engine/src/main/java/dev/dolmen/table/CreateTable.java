package dev.dolmen.table;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.BillingMode;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.CreateTableResponse;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProjectionType;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.ResourceInUseException;
import dev.dolmen.model.TableClass;
import dev.dolmen.model.TableStatus;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates a table, with its local secondary indexes if it has any. */
public final class CreateTable {

    private static final String INVALID = "One or more parameter values were invalid: ";

    private final CreateTableRequest request;
    private final Map<String, AttributeType> types = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

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
        return new CreateTableResponse(TableDescriptions.of(
                created, new TableStatistics(TableStatistics.Counts.NONE, Map.of()), TableStatus.CREATING));
    }

    private TableDefinition definition(Instant now) {
        new Constraints()
                .name("tableName", request.tableName())
                .notNull("attributeDefinitions", request.attributeDefinitions())
                .notNull("keySchema", request.keySchema())
                .oneOf("billingMode", request.billingMode(), List.of("PROVISIONED", "PAY_PER_REQUEST"))
                .oneOf("tableClass", request.tableClass(), List.of("STANDARD", "STANDARD_INFREQUENT_ACCESS"))
                .require();
        refuseUnsupported();
        List<AttributeDefinition> attributes = Objects.requireNonNull(request.attributeDefinitions());
        attributes.forEach(this::declare);
        KeySchema key = keySchema(Objects.requireNonNull(request.keySchema()));
        List<IndexDefinition> indexes = indexes(key);
        if (!used.equals(types.keySet())) {
            throw invalid("Some AttributeDefinitions are not used. AttributeDefinitions: " + types.keySet()
                    + ", keys used: " + used);
        }
        BillingMode billing =
                request.billingMode() == null ? BillingMode.PROVISIONED : BillingMode.valueOf(request.billingMode());
        return new TableDefinition(
                0,
                Objects.requireNonNull(request.tableName()),
                UUID.nameUUIDFromBytes((request.tableName() + " " + now).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                key,
                attributes,
                indexes,
                billing,
                units(billing, "ReadCapacityUnits"),
                units(billing, "WriteCapacityUnits"),
                request.tableClass() == null ? null : TableClass.valueOf(request.tableClass()),
                Boolean.TRUE.equals(request.deletionProtectionEnabled()),
                now.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Nothing is accepted and then ignored. */
    private void refuseUnsupported() {
        Set<String> unsupported = new TreeSet<>();
        if (request.otherParameters() != null) {
            unsupported.addAll(request.otherParameters());
        }
        if (request.globalSecondaryIndexes() != null
                && !request.globalSecondaryIndexes().isEmpty()) {
            unsupported.add("GlobalSecondaryIndexes");
        }
        if (!unsupported.isEmpty()) {
            throw new ValidationException("This release of Dolmen does not support these parameters of CreateTable: "
                    + unsupported + ". The table was not created");
        }
    }

    private void declare(AttributeDefinition attribute) {
        new Constraints()
                .notNull("attributeDefinitions.attributeName", attribute.attributeName())
                .notNull("attributeDefinitions.attributeType", attribute.attributeType())
                .oneOf("attributeDefinitions.attributeType", attribute.attributeType(), List.of("B", "N", "S"))
                .require();
        String name = Objects.requireNonNull(attribute.attributeName());
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > ItemLimits.MAX_KEY_NAME_BYTES) {
            throw invalid(
                    "The name of a key attribute has 1 to " + ItemLimits.MAX_KEY_NAME_BYTES + " bytes, not " + bytes);
        }
        AttributeType type = AttributeType.valueOf(Objects.requireNonNull(attribute.attributeType()));
        if (types.put(name, type) != null) {
            throw invalid("Duplicate AttributeName in AttributeDefinitions: " + name);
        }
    }

    private KeySchema keySchema(List<KeySchemaElement> elements) {
        if (elements.isEmpty() || elements.size() > 2) {
            throw invalid("A key schema has one or two elements, not " + elements.size());
        }
        KeyAttribute partition = keyAttribute(elements.get(0), "HASH", "first");
        KeyAttribute sort = elements.size() == 1 ? null : keyAttribute(elements.get(1), "RANGE", "second");
        if (sort != null && sort.name().equals(partition.name())) {
            throw invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name");
        }
        return new KeySchema(partition, sort);
    }

    private KeyAttribute keyAttribute(KeySchemaElement element, String keyType, String place) {
        new Constraints()
                .notNull("keySchema.attributeName", element.attributeName())
                .notNull("keySchema.keyType", element.keyType())
                .oneOf("keySchema.keyType", element.keyType(), List.of("HASH", "RANGE"))
                .require();
        if (!keyType.equals(element.keyType())) {
            throw new ValidationException(
                    "Invalid KeySchema: The " + place + " KeySchemaElement is not a " + keyType + " key type");
        }
        String name = Objects.requireNonNull(element.attributeName());
        AttributeType type = types.get(name);
        if (type == null) {
            throw invalid("Some index key attributes are not defined in AttributeDefinitions. Keys: [" + name
                    + "], AttributeDefinitions: " + types.keySet());
        }
        used.add(name);
        return new KeyAttribute(name, type);
    }

    private List<IndexDefinition> indexes(KeySchema tableKey) {
        List<LocalSecondaryIndex> wanted = request.localSecondaryIndexes();
        if (wanted == null) {
            return List.of();
        }
        if (wanted.size() > 5) {
            throw invalid("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
        }
        if (!wanted.isEmpty() && tableKey.sort() == null) {
            throw invalid("Table KeySchema does not have a range key, which is required when specifying a"
                    + " LocalSecondaryIndex");
        }
        List<IndexDefinition> indexes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (LocalSecondaryIndex index : wanted) {
            IndexDefinition definition = index(index, tableKey, indexes.size());
            if (!names.add(definition.name())) {
                throw invalid("Duplicate index name: " + definition.name());
            }
            indexes.add(definition);
        }
        return indexes;
    }

    private IndexDefinition index(LocalSecondaryIndex index, KeySchema tableKey, int id) {
        new Constraints()
                .name("localSecondaryIndexes.indexName", index.indexName())
                .notNull("localSecondaryIndexes.keySchema", index.keySchema())
                .notNull("localSecondaryIndexes.projection", index.projection())
                .require();
        String name = Objects.requireNonNull(index.indexName());
        KeySchema key = keySchema(Objects.requireNonNull(index.keySchema()));
        if (!key.partition().equals(tableKey.partition())) {
            throw invalid("Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                    + name + ". index hash key: " + key.partition().name() + ", table hash key: "
                    + tableKey.partition().name());
        }
        if (key.sort() == null) {
            throw invalid("Index KeySchema does not have a range key for index: " + name);
        }
        Projection projection = Objects.requireNonNull(index.projection());
        new Constraints()
                .oneOf(
                        "localSecondaryIndexes.projection.projectionType",
                        projection.projectionType(),
                        List.of("ALL", "INCLUDE", "KEYS_ONLY"))
                .require();
        if (projection.projectionType() == null) {
            throw invalid("Unknown ProjectionType: null");
        }
        ProjectionType type = ProjectionType.valueOf(projection.projectionType());
        @Nullable List<String> included = projection.nonKeyAttributes();
        if ((type == ProjectionType.INCLUDE) != (included != null && !included.isEmpty())) {
            throw invalid(
                    type == ProjectionType.INCLUDE
                            ? "ProjectionType is INCLUDE, but NonKeyAttributes is not specified"
                            : "ProjectionType is " + type + ", but NonKeyAttributes is specified");
        }
        return new IndexDefinition(id, name, key, type, included == null ? List.of() : included);
    }

    private long units(BillingMode billing, String member) {
        ProvisionedThroughput throughput = request.provisionedThroughput();
        if (billing == BillingMode.PAY_PER_REQUEST) {
            if (throughput != null) {
                throw invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                        + " PAY_PER_REQUEST");
            }
            return 0;
        }
        Long units = throughput == null
                ? null
                : member.startsWith("Read") ? throughput.readCapacityUnits() : throughput.writeCapacityUnits();
        if (units == null || units < 1) {
            throw invalid(member + " must be at least 1 when BillingMode is PROVISIONED");
        }
        return units;
    }

    private static ValidationException invalid(String what) {
        return new ValidationException(INVALID + what);
    }
}
