package dev.dolmen.table;

import dev.dolmen.model.BillingModeSummary;
import dev.dolmen.model.GlobalSecondaryIndexDescription;
import dev.dolmen.model.GlobalSecondaryIndexWarmThroughputDescription;
import dev.dolmen.model.IndexStatus;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.KeyType;
import dev.dolmen.model.LocalSecondaryIndexDescription;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProjectionType;
import dev.dolmen.model.ProvisionedThroughputDescription;
import dev.dolmen.model.TableArn;
import dev.dolmen.model.TableClassSummary;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.TableStatus;
import dev.dolmen.model.TableWarmThroughputDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What callers are told of a table: as it stands, unless an answer tells what the service would still be doing. Not
 * thread-safe.
 */
final class DescribedTable {

    private final TableDefinition table;
    private final TableStatistics statistics;
    private final Instant now;
    private TableStatus status = TableStatus.ACTIVE;
    private @Nullable TableStatus warmStatus = TableStatus.ACTIVE;
    private boolean withLastPayPerRequest = true;
    private final Map<String, IndexStatus> indexStatuses = new HashMap<>();
    private final Map<String, IndexStatus> indexWarmStatuses = new HashMap<>();
    private boolean withWarmIndexes = true;
    private boolean backfilling = true;

    /** @param now the day by which decreases of throughput are counted */
    DescribedTable(TableDefinition table, TableStatistics statistics, Instant now) {
        this.table = table;
        this.statistics = statistics;
        this.now = now;
    }

    /** Tells another state of the table. */
    DescribedTable status(TableStatus told) {
        status = told;
        return this;
    }

    /** Tells another state of an index. */
    DescribedTable status(String index, IndexStatus told) {
        indexStatuses.put(index, told);
        return this;
    }

    /** Tells another state of the table and, as its own, of all its indexes. */
    DescribedTable statusOfAll(TableStatus told) {
        table.indexes().forEach(index -> indexStatuses.put(index.name(), IndexStatus.valueOf(told.name())));
        return status(told);
    }

    /** Tells another state of the table's warm throughput; null for nothing of it. */
    DescribedTable warmStatus(@Nullable TableStatus told) {
        warmStatus = told;
        return this;
    }

    /** Tells another state of an index's warm throughput. */
    DescribedTable warmStatus(String index, IndexStatus told) {
        indexWarmStatuses.put(index, told);
        return this;
    }

    /** Tells nothing of the warm throughput of those indexes of whose it has not been said what to tell. */
    DescribedTable withoutWarmIndexes() {
        withWarmIndexes = false;
        return this;
    }

    /** Does not tell when pay-per-request mode was set: that is known when it is done. */
    DescribedTable withoutLastPayPerRequest() {
        withLastPayPerRequest = false;
        return this;
    }

    /** Tells that an index is being created, but not filled yet. */
    DescribedTable beforeBackfilling() {
        backfilling = false;
        return this;
    }

    TableDescription describe() {
        List<LocalSecondaryIndexDescription> local = new ArrayList<>();
        List<GlobalSecondaryIndexDescription> global = new ArrayList<>();
        for (IndexDefinition index : table.indexes()) {
            if (index.isLocal()) {
                local.add(local(index));
            } else {
                global.add(global(index));
            }
        }
        ThroughputSettings throughput = table.throughput();
        return new TableDescription(
                table.name(),
                TableArn.of(table.name()),
                table.uuid(),
                status,
                table.created(),
                table.attributes().stream()
                        .sorted(Comparator.comparing(attribute -> Objects.requireNonNull(attribute.attributeName())))
                        .toList(),
                elements(table.key()),
                local.isEmpty() ? null : local,
                global.isEmpty() ? null : global,
                billingModeSummary(),
                provisioned(throughput),
                onDemand(throughput),
                warmStatus == null
                        ? null
                        : new TableWarmThroughputDescription(
                                throughput.warmReadUnits(), throughput.warmWriteUnits(), warmStatus),
                table.tableClass() == null
                        ? null
                        : new TableClassSummary(table.tableClass(), table.tableClassChanged()),
                table.deletionProtected(),
                statistics.items().count(),
                statistics.items().sizeBytes());
    }

    /** Absent for a table that was always provisioned. */
    private @Nullable BillingModeSummary billingModeSummary() {
        Billing billing = table.billing();
        return billing.lastPayPerRequest() == null
                ? null
                : new BillingModeSummary(billing.mode(), withLastPayPerRequest ? billing.lastPayPerRequest() : null);
    }

    private ProvisionedThroughputDescription provisioned(ThroughputSettings throughput) {
        return new ProvisionedThroughputDescription(
                throughput.lastIncrease(),
                throughput.lastDecrease(),
                throughput.decreasesOn(now),
                throughput.readUnits(),
                throughput.writeUnits());
    }

    private static @Nullable OnDemandThroughput onDemand(ThroughputSettings throughput) {
        return throughput.onDemand().equals(OnDemandThroughput.NONE) ? null : throughput.onDemand();
    }

    private LocalSecondaryIndexDescription local(IndexDefinition index) {
        TableStatistics.Counts counts = statistics.index(index.name());
        return new LocalSecondaryIndexDescription(
                index.name(), elements(index.key()), projection(index), counts.sizeBytes(), counts.count(), arn(index));
    }

    private GlobalSecondaryIndexDescription global(IndexDefinition index) {
        TableStatistics.Counts counts = statistics.index(index.name());
        IndexStatus own = IndexStatus.valueOf(index.state().name());
        IndexStatus told = indexStatuses.getOrDefault(index.name(), own);
        IndexStatus warm = indexWarmStatuses.getOrDefault(index.name(), IndexStatus.ACTIVE);
        ThroughputSettings throughput = index.throughput();
        return new GlobalSecondaryIndexDescription(
                index.name(),
                elements(index.key()),
                projection(index),
                told,
                index.isActive() || told != IndexStatus.CREATING ? null : backfilling,
                provisioned(throughput),
                onDemand(throughput),
                withWarmIndexes || indexWarmStatuses.containsKey(index.name())
                        ? new GlobalSecondaryIndexWarmThroughputDescription(
                                throughput.warmReadUnits(), throughput.warmWriteUnits(), warm)
                        : null,
                counts.sizeBytes(),
                counts.count(),
                arn(index));
    }

    private static Projection projection(IndexDefinition index) {
        return new Projection(
                index.projection().name(),
                index.projection() == ProjectionType.INCLUDE
                        ? index.nonKeyAttributes().stream().sorted().toList()
                        : null);
    }

    private String arn(IndexDefinition index) {
        return TableArn.of(table.name()) + "/index/" + index.name();
    }

    private static List<KeySchemaElement> elements(IndexKey key) {
        List<KeySchemaElement> elements = new ArrayList<>();
        key.partition().forEach(part -> elements.add(new KeySchemaElement(part.name(), KeyType.HASH.name())));
        key.sort().forEach(part -> elements.add(new KeySchemaElement(part.name(), KeyType.RANGE.name())));
        return elements;
    }

    private static List<KeySchemaElement> elements(KeySchema key) {
        List<KeySchemaElement> elements = new ArrayList<>();
        elements.add(new KeySchemaElement(key.partition().name(), KeyType.HASH.name()));
        KeyAttribute sort = key.sort();
        if (sort != null) {
            elements.add(new KeySchemaElement(sort.name(), KeyType.RANGE.name()));
        }
        return elements;
    }
}
