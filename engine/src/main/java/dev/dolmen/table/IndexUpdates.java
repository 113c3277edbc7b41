package dev.dolmen.table;

import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateGlobalSecondaryIndexAction;
import dev.dolmen.model.DeleteGlobalSecondaryIndexAction;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.GlobalSecondaryIndexUpdate;
import dev.dolmen.model.LimitExceededException;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.ResourceInUseException;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.UpdateGlobalSecondaryIndexAction;
import dev.dolmen.model.ValidationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request does to the global indexes of a table; the members have been checked by themselves.
 *
 * @param table as it was
 * @param billing as it will be
 * @param given the attributes that the request defines, of which those matter that a new index's key is made of
 */
record IndexUpdates(
        TableDefinition table,
        Billing billing,
        List<GlobalSecondaryIndexUpdate> updates,
        @Nullable List<AttributeDefinition> given,
        Instant now) {

    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final String IN_USE = "Attempt to change a resource which is still in use: ";
    private static final String ONE_AT_A_TIME =
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table";

    /** The name of the index that an update is about. */
    static String nameOf(GlobalSecondaryIndexUpdate update) {
        UpdateGlobalSecondaryIndexAction change = update.update();
        CreateGlobalSecondaryIndexAction create = update.create();
        DeleteGlobalSecondaryIndexAction delete = update.delete();
        String name = change != null
                ? change.indexName()
                : create != null
                        ? create.indexName()
                        : Objects.requireNonNull(delete).indexName();
        return Objects.requireNonNull(name);
    }

    /** @param changed the table with everything else that the request changes */
    TableDefinition applyTo(TableDefinition changed) {
        requireOneChange();
        updates.forEach(this::requireKnown);
        requireNoneUnderWay();
        List<IndexDefinition> indexes = new ArrayList<>();
        for (IndexDefinition index : table.indexes()) {
            GlobalSecondaryIndexUpdate update = updateOf(index.name());
            if (update == null || update.delete() == null) {
                indexes.add(index.isLocal() ? index : index.withThroughput(throughput(index, update)));
            }
        }
        List<AttributeDefinition> attributes = table.attributes();
        for (GlobalSecondaryIndexUpdate update : updates) {
            CreateGlobalSecondaryIndexAction create = update.create();
            if (create != null) {
                attributes = attributesFor(create);
                indexes.add(created(create.index(), attributes, indexes));
            }
        }
        return changed.toBuilder()
                .indexes(indexes)
                .attributes(used(attributes, indexes))
                .build();
    }

    private @Nullable GlobalSecondaryIndexUpdate updateOf(String index) {
        for (GlobalSecondaryIndexUpdate update : updates) {
            if (nameOf(update).equals(index)) {
                return update;
            }
        }
        return null;
    }

    private void requireKnown(GlobalSecondaryIndexUpdate update) {
        String name = nameOf(update);
        IndexDefinition index = table.index(name);
        if (update.create() != null) {
            if (index != null && !index.isActive()) {
                throw beingCreated(index);
            }
            if (index != null) {
                throw new ValidationException("Attempting to create an index which already exists");
            }
            return;
        }
        if (index == null) {
            throw new ResourceNotFoundException(
                    "Requested resource not found: Index " + name + " for table " + table.name());
        }
        if (index.isLocal()) {
            throw new ValidationException("Cannot " + (update.delete() == null ? "update" : "delete")
                    + " an index that is not a GlobalSecondaryIndex: " + name);
        }
        if (update.update() != null && !index.isActive()) {
            throw beingCreated(index);
        }
    }

    private ResourceInUseException beingCreated(IndexDefinition index) {
        return new ResourceInUseException(
                IN_USE + "Index is being created.  Table: " + table.name() + " Index: " + index.name());
    }

    /** That a request asks for too much is told before what is wrong with each of its changes. */
    private void requireOneChange() {
        if (changes() > 1) {
            throw new LimitExceededException(ONE_AT_A_TIME);
        }
    }

    /** An index that is being created may be deleted, but nothing else may be created or deleted meanwhile. */
    private void requireNoneUnderWay() {
        long others = table.indexes().stream()
                .filter(index -> !index.isActive())
                .filter(index -> updateOf(index.name()) == null)
                .count();
        if (changes() > 0 && others > 0) {
            throw new LimitExceededException(ONE_AT_A_TIME);
        }
    }

    private long changes() {
        return updates.stream()
                .filter(update -> update.create() != null || update.delete() != null)
                .count();
    }

    /** The throughput of an index that stays. */
    private ThroughputSettings throughput(IndexDefinition index, @Nullable GlobalSecondaryIndexUpdate update) {
        UpdateGlobalSecondaryIndexAction asked = update == null ? null : update.update();
        ProvisionedThroughput units = asked == null ? null : asked.provisionedThroughput();
        ThroughputSettings current =
                billing.isPayPerRequest() ? onDemand(index, asked) : provisioned(index, asked != null, units);
        if (asked != null && asked.onDemandThroughput() != null) {
            current = UpdateTable.limited(index.name(), current, asked.onDemandThroughput(), billing);
        }
        if (asked != null && asked.warmThroughput() != null) {
            current = UpdateTable.warmed(index.name(), current, asked.warmThroughput());
        }
        return current;
    }

    private ThroughputSettings onDemand(IndexDefinition index, @Nullable UpdateGlobalSecondaryIndexAction asked) {
        boolean nothingElse = asked != null && asked.onDemandThroughput() == null && asked.warmThroughput() == null;
        if (asked != null && (asked.provisionedThroughput() != null || nothingElse)) {
            throw invalid("The only Updates for index: " + index.name()
                    + " when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput");
        }
        return table.billing().isPayPerRequest()
                ? index.throughput()
                : index.throughput().switchedToPayPerRequest(true, now);
    }

    private ThroughputSettings provisioned(
            IndexDefinition index, boolean asked, @Nullable ProvisionedThroughput units) {
        boolean switched = table.billing().isPayPerRequest();
        if (units == null) {
            if (switched || asked && isWithoutOthers(index)) {
                throw invalid("ProvisionedThroughput must be specified for index: " + index.name());
            }
            return index.throughput();
        }
        long read = Objects.requireNonNull(units.readCapacityUnits());
        long write = Objects.requireNonNull(units.writeCapacityUnits());
        if (switched) {
            return index.throughput().switchedToProvisioned(read, write);
        }
        UpdateTable.requireOther("the index " + index.name(), "index " + index.name(), index.throughput(), read, write);
        return index.throughput().reprovisioned(read, write, now);
    }

    /** Whether an update of an index says nothing of it at all. */
    private boolean isWithoutOthers(IndexDefinition index) {
        GlobalSecondaryIndexUpdate update = updateOf(index.name());
        UpdateGlobalSecondaryIndexAction asked = update == null ? null : update.update();
        return asked != null && asked.onDemandThroughput() == null && asked.warmThroughput() == null;
    }

    /** The table's attributes and those of the request that they do not have. */
    private List<AttributeDefinition> attributesFor(CreateGlobalSecondaryIndexAction create) {
        if (given == null || given.isEmpty()) {
            throw invalid("AttributeDefinitions is not specified for index: " + create.indexName());
        }
        List<AttributeDefinition> attributes = new ArrayList<>(table.attributes());
        for (AttributeDefinition attribute : given) {
            AttributeDefinition known = definition(Objects.requireNonNull(attribute.attributeName()));
            if (known == null) {
                attributes.add(attribute);
            } else {
                requireSame(create, known, attribute);
            }
        }
        return attributes;
    }

    private @Nullable AttributeDefinition definition(String attribute) {
        for (AttributeDefinition known : table.attributes()) {
            if (attribute.equals(known.attributeName())) {
                return known;
            }
        }
        return null;
    }

    /** What a request says of attributes that the new index has nothing to do with is not looked at. */
    private static void requireSame(
            CreateGlobalSecondaryIndexAction create, AttributeDefinition known, AttributeDefinition given) {
        boolean inKey = Objects.requireNonNull(create.keySchema()).stream()
                .anyMatch(element -> Objects.equals(element.attributeName(), given.attributeName()));
        if (inKey && !Objects.equals(known.attributeType(), given.attributeType())) {
            throw invalid("Attributes cannot be redefined. Please check that your attribute has the same type as"
                    + " previously defined. Existing schema: Schema:[SchemaElement: key{" + known.attributeName() + ":"
                    + known.attributeType() + ":HASH}] New schema: Schema:[SchemaElement: key{"
                    + given.attributeName() + ":" + given.attributeType() + ":HASH}]");
        }
    }

    private IndexDefinition created(
            GlobalSecondaryIndex index, List<AttributeDefinition> attributes, List<IndexDefinition> others) {
        IndexKey key = new KeySchemas(attributes).ofGlobalIndex(Objects.requireNonNull(index.keySchema()));
        ThroughputSettings throughput = CreateTable.throughput(index).added(billing.mode());
        IndexDefinition created = CreateTable.globalIndex(
                index, key, throughput, new Projections(others), IndexDefinition.State.CREATING);
        if (others.stream().filter(other -> !other.isLocal()).count() == CreateTable.MAX_GLOBAL_INDEXES) {
            throw new LimitExceededException("Subscriber limit exceeded: Number of global secondary indexes exceeds"
                    + " per-table limit of " + CreateTable.MAX_GLOBAL_INDEXES);
        }
        return created;
    }

    /** Attributes that are part of no key any more are forgotten. */
    private List<AttributeDefinition> used(List<AttributeDefinition> attributes, List<IndexDefinition> indexes) {
        Set<String> inKeys = new HashSet<>();
        table.key().attributes().forEach(attribute -> inKeys.add(attribute.name()));
        indexes.forEach(index -> index.key().attributes().forEach(attribute -> inKeys.add(attribute.name())));
        return attributes.stream()
                .filter(attribute -> inKeys.contains(Objects.requireNonNull(attribute.attributeName())))
                .toList();
    }

    private static ValidationException invalid(String what) {
        return new ValidationException(INVALID + what);
    }
}
