package dev.dolmen.table;

import dev.dolmen.model.GlobalSecondaryIndexUpdate;
import dev.dolmen.model.IndexStatus;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.TableStatus;
import dev.dolmen.model.UpdateGlobalSecondaryIndexAction;
import dev.dolmen.model.UpdateTableRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to an update tells of a table. The service answers while it still makes the change: it tells provisioned
 * and warm throughput as they were, and says of what it changes that it is being updated, created or deleted. This store is
 * done by then, but what programs are told is the same.
 *
 * @param before the table as it was
 * @param after the table as it is
 */
record UpdatedTable(
        UpdateTableRequest request,
        TableDefinition before,
        TableDefinition after,
        TableStatistics statistics,
        Instant now) {

    TableDescription describe() {
        List<IndexDefinition> indexes = new ArrayList<>();
        for (IndexDefinition index : before.indexes()) {
            IndexDefinition changed = after.index(index.name());
            indexes.add(changed == null ? index : changed.withThroughput(shown(index, changed)));
        }
        after.indexes().stream()
                .filter(index -> before.index(index.name()) == null)
                .forEach(indexes::add);
        TableDefinition shown = after.toBuilder()
                .indexes(indexes)
                .attributes(
                        after.attributes().size() < before.attributes().size()
                                ? before.attributes()
                                : after.attributes())
                .throughput(
                        shown(before.throughput(), after.throughput(), request.onDemandThroughput(), switchesMode()))
                .build();
        DescribedTable described = new DescribedTable(shown, statistics, now);
        if (isBeingUpdated()) {
            described.status(TableStatus.UPDATING);
        }
        if (switchesMode()) {
            described.withoutLastPayPerRequest();
        }
        if (request.warmThroughput() != null) {
            described.warmStatus(TableStatus.UPDATING);
        }
        updates().forEach(update -> status(update, described));
        return described.describe();
    }

    private List<GlobalSecondaryIndexUpdate> updates() {
        List<GlobalSecondaryIndexUpdate> updates = request.globalSecondaryIndexUpdates();
        return updates == null ? List.of() : updates;
    }

    private boolean switchesMode() {
        return before.billing().mode() != after.billing().mode();
    }

    /** Other settings are changed at once. */
    private boolean isBeingUpdated() {
        return request.billingMode() != null
                || request.provisionedThroughput() != null
                || request.tableClass() != null
                || updates().stream().anyMatch(update -> update.update() == null);
    }

    private static void status(GlobalSecondaryIndexUpdate update, DescribedTable described) {
        String name = IndexUpdates.nameOf(update);
        UpdateGlobalSecondaryIndexAction change = update.update();
        if (update.create() != null) {
            described.status(name, IndexStatus.CREATING).beforeBackfilling();
        } else if (update.delete() != null) {
            described.status(name, IndexStatus.DELETING);
        } else if (Objects.requireNonNull(change).warmThroughput() != null) {
            described.warmStatus(name, IndexStatus.UPDATING);
        } else {
            described.status(name, IndexStatus.UPDATING);
        }
    }

    private ThroughputSettings shown(IndexDefinition index, IndexDefinition changed) {
        OnDemandThroughput limits = null;
        for (GlobalSecondaryIndexUpdate update : updates()) {
            UpdateGlobalSecondaryIndexAction change = update.update();
            if (change != null && index.name().equals(change.indexName())) {
                limits = change.onDemandThroughput();
            }
        }
        return shown(index.throughput(), changed.throughput(), limits, switchesMode());
    }

    /** Units as they were, with the dates of their change; limits as they are, and -1 for those just taken away. */
    private static ThroughputSettings shown(
            ThroughputSettings before,
            ThroughputSettings after,
            @Nullable OnDemandThroughput asked,
            boolean switchesMode) {
        OnDemandThroughput limits = after.onDemand();
        if (asked != null) {
            limits = new OnDemandThroughput(
                    asked.maxReadRequestUnits() == null ? limits.maxReadRequestUnits() : asked.maxReadRequestUnits(),
                    asked.maxWriteRequestUnits() == null
                            ? limits.maxWriteRequestUnits()
                            : asked.maxWriteRequestUnits());
        }
        return new ThroughputSettings(
                switchesMode ? after.readUnits() : before.readUnits(),
                switchesMode ? after.writeUnits() : before.writeUnits(),
                after.lastIncrease(),
                after.lastDecrease(),
                before.decreases(),
                limits,
                before.warmReadUnits(),
                before.warmWriteUnits());
    }
}
