package dev.dolmen.table;

import dev.dolmen.model.BillingMode;
import dev.dolmen.model.GlobalSecondaryIndexUpdate;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.ResourceInUseException;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.TableArn;
import dev.dolmen.model.TableClass;
import dev.dolmen.model.UpdateTableRequest;
import dev.dolmen.model.UpdateTableResponse;
import dev.dolmen.model.ValidationException;
import dev.dolmen.model.WarmThroughput;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes a table's settings, or its global secondary indexes.
 *
 * <p>A change of settings is done when it is answered; so is the deletion of an index. An index that is created is filled in
 * the background. The order of the checks and their texts are the service's: members by themselves, what goes together, the
 * table, what goes with it.
 */
public final class UpdateTable {

    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final String SAME_VALUE = " will not change. The requested value equals the current value.";
    private static final String REFER =
            "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.";
    private static final String NOT_LOWERED = "current WarmThroughput, decreasing WarmThroughput is not supported";

    private final UpdateTableRequest request;
    private final Instant now;

    /** @param now to the millisecond, as it is kept */
    private UpdateTable(UpdateTableRequest request, Instant now) {
        this.request = request;
        this.now = now;
    }

    /**
     * Changes the table durably.
     *
     * @param now the time of the request
     * @return the table as the service tells of it while it makes the change
     * @throws ValidationException when the request is not a possible one, or asks for something that is not there yet
     * @throws ResourceNotFoundException when there is no such table, or no such index
     * @throws ResourceInUseException when an index is to be changed that is being created
     * @throws dev.dolmen.model.LimitExceededException when an index is to be created or deleted while another is, or the
     *     table has as many as it may
     */
    public static UpdateTableResponse perform(ItemStore store, UpdateTableRequest request, Instant now)
            throws IOException {
        UpdateTableRules.check(request);
        String name = TableArn.tableName(Objects.requireNonNull(request.tableName()));
        UpdateTable update = new UpdateTable(request, now.truncatedTo(ChronoUnit.MILLIS));
        TableStatistics statistics = store.statistics(Tables.requireByName(store, name));
        ChangedTable changed = new ChangedTable(update::change);
        TableDefinition after = store.changeTable(name, changed);
        if (after == null) {
            throw Tables.notFound(name);
        }
        return new UpdateTableResponse(new UpdatedTable(request, changed.before(), after, statistics, now).describe());
    }

    /** The table as the request leaves it. */
    private TableDefinition change(TableDefinition table) {
        refuseUnsupported(table);
        TableDefinition.Builder changed = table.toBuilder();
        Billing billing = billing(table);
        changed.billing(billing).throughput(throughput(table, billing));
        if (request.tableClass() != null) {
            changeClass(TableClass.valueOf(request.tableClass()), table, changed);
        }
        if (request.deletionProtectionEnabled() != null) {
            changed.deletionProtected(request.deletionProtectionEnabled());
        }
        List<GlobalSecondaryIndexUpdate> updates = request.globalSecondaryIndexUpdates();
        IndexUpdates indexes = new IndexUpdates(
                table, billing, updates == null ? List.of() : updates, request.attributeDefinitions(), now);
        return indexes.applyTo(changed.build());
    }

    /** Nothing is accepted and then ignored. */
    private void refuseUnsupported(TableDefinition table) {
        String unsupported = null;
        if (UnsupportedSettings.asksToEnable(request.streamSpecification(), table.name())) {
            unsupported = "StreamSpecification";
        }
        if (UnsupportedSettings.asksToChange(request.sseSpecification())) {
            unsupported = "SSESpecification";
        }
        if (unsupported != null) {
            throw UpdateTableRules.unsupported(List.of(unsupported));
        }
    }

    private Billing billing(TableDefinition table) {
        BillingMode asked =
                request.billingMode() == null ? table.billing().mode() : BillingMode.valueOf(request.billingMode());
        if (asked == table.billing().mode()) {
            return table.billing();
        }
        return new Billing(
                asked,
                asked == BillingMode.PAY_PER_REQUEST ? now : table.billing().lastPayPerRequest());
    }

    private ThroughputSettings throughput(TableDefinition table, Billing billing) {
        ThroughputSettings current = table.throughput();
        ProvisionedThroughput units = request.provisionedThroughput();
        if (billing.isPayPerRequest()) {
            if (units != null) {
                throw invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                        + " PAY_PER_REQUEST");
            }
            current = table.billing().isPayPerRequest() ? current : current.switchedToPayPerRequest(false, now);
        } else if (units != null) {
            current = reprovisioned(table, units);
        }
        return warmed(limited(current, billing));
    }

    private ThroughputSettings reprovisioned(TableDefinition table, ProvisionedThroughput units) {
        long read = Objects.requireNonNull(units.readCapacityUnits());
        long write = Objects.requireNonNull(units.writeCapacityUnits());
        if (table.billing().isPayPerRequest()) {
            return table.throughput().switchedToProvisioned(read, write);
        }
        requireOther("the table", "the table", table.throughput(), read, write);
        return table.throughput().reprovisioned(read, write, now);
    }

    /** @throws ValidationException when both units are as they were */
    static void requireOther(String what, String provisionedFor, ThroughputSettings current, long read, long write) {
        if (current.readUnits() == read && current.writeUnits() == write) {
            throw new ValidationException("The provisioned throughput for " + what + SAME_VALUE
                    + sameUnits("ReadCapacityUnits", provisionedFor, read)
                    + sameUnits("WriteCapacityUnits", provisionedFor, write) + " " + REFER);
        }
    }

    private static String sameUnits(String member, String provisionedFor, long units) {
        return " Current " + member + " provisioned for " + provisionedFor + ": " + units + ". Requested " + member
                + ": " + units + ".";
    }

    private ThroughputSettings limited(ThroughputSettings current, Billing billing) {
        OnDemandThroughput limits = request.onDemandThroughput();
        return limits == null ? current : limited(null, current, limits, billing);
    }

    /** @param index null for the table itself */
    static ThroughputSettings limited(
            @Nullable String index, ThroughputSettings current, OnDemandThroughput limits, Billing billing) {
        if (!billing.isPayPerRequest()) {
            Throughput.refuseOnDemand(
                    limits, index == null ? "" : " for index : " + index, "the table BillingMode is PROVISIONED");
        }
        Throughput.requireInRange(index, limits, -1);
        return current.withOnDemand(limits);
    }

    private ThroughputSettings warmed(ThroughputSettings current) {
        WarmThroughput warm = request.warmThroughput();
        return warm == null ? current : warmed(null, current, warm);
    }

    /** @param index null for the table itself */
    static ThroughputSettings warmed(@Nullable String index, ThroughputSettings current, WarmThroughput warm) {
        Throughput.requireNotLower(index, warm, current, NOT_LOWERED, NOT_LOWERED);
        return current.withWarm(warm);
    }

    /** A table of which no class was ever said is of the standard one. */
    private void changeClass(TableClass asked, TableDefinition table, TableDefinition.Builder changed) {
        TableClass current = table.tableClass() == null ? TableClass.STANDARD : table.tableClass();
        if (asked != current) {
            changed.tableClass(asked, now);
        }
    }

    private static ValidationException invalid(String what) {
        return new ValidationException(INVALID + what);
    }
}
