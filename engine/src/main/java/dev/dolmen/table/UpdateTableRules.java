package dev.dolmen.table;

import dev.dolmen.model.CreateGlobalSecondaryIndexAction;
import dev.dolmen.model.DeleteGlobalSecondaryIndexAction;
import dev.dolmen.model.GlobalSecondaryIndexUpdate;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.UpdateGlobalSecondaryIndexAction;
import dev.dolmen.model.UpdateTableRequest;
import dev.dolmen.model.ValidationException;
import dev.dolmen.model.WarmThroughput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a request to update a table, whatever the table. The service changes one thing at a time: few
 * members go together.
 */
final class UpdateTableRules {

    private static final String INVALID = "One or more parameter values were invalid: ";

    private final UpdateTableRequest request;
    private final List<GlobalSecondaryIndexUpdate> updates;
    private final boolean createsOrDeletes;

    private UpdateTableRules(UpdateTableRequest request) {
        this.request = request;
        this.updates =
                request.globalSecondaryIndexUpdates() == null ? List.of() : request.globalSecondaryIndexUpdates();
        this.createsOrDeletes = updates.stream().anyMatch(update -> update.create() != null || update.delete() != null);
    }

    /** @throws ValidationException when the request is not a possible one for any table */
    static void check(UpdateTableRequest request) {
        UpdateTableRules rules = new UpdateTableRules(request);
        rules.constrain();
        rules.requireSomething();
        rules.refuseUnsupported();
        rules.requireOneConcern();
        rules.requireThroughputOfMode();
        rules.requireActions();
    }

    /** The checks of all members by themselves. */
    private void constrain() {
        Constraints constraints = new Constraints()
                .tableName(request.tableName())
                .oneOf("billingMode", request.billingMode(), List.of("PROVISIONED", "PAY_PER_REQUEST"))
                .oneOf("tableClass", request.tableClass(), List.of("STANDARD", "STANDARD_INFREQUENT_ACCESS"));
        Throughput.constrain(constraints, "provisionedThroughput", request.provisionedThroughput());
        if (request.attributeDefinitions() != null) {
            KeySchemas.constrain(constraints, request.attributeDefinitions());
        }
        for (int i = 0; i < updates.size(); i++) {
            constrain(constraints, "globalSecondaryIndexUpdates." + (i + 1) + ".member.", updates.get(i));
        }
        UnsupportedSettings.constrain(constraints, request.streamSpecification());
        UnsupportedSettings.constrain(constraints, request.sseSpecification());
        constraints.require();
    }

    private static void constrain(Constraints constraints, String member, GlobalSecondaryIndexUpdate update) {
        UpdateGlobalSecondaryIndexAction change = update.update();
        if (change != null) {
            constraints.name(member + "update.indexName", change.indexName());
            Throughput.constrain(constraints, member + "update.provisionedThroughput", change.provisionedThroughput());
        }
        CreateGlobalSecondaryIndexAction create = update.create();
        if (create != null) {
            CreateTable.constrain(constraints, member + "create.", create.index());
        }
        DeleteGlobalSecondaryIndexAction delete = update.delete();
        if (delete != null) {
            constraints.name(member + "delete.indexName", delete.indexName());
        }
    }

    private void requireSomething() {
        boolean something = Stream.of(
                        request.provisionedThroughput(),
                        request.billingMode(),
                        request.streamSpecification(),
                        request.sseSpecification(),
                        request.tableClass(),
                        request.deletionProtectionEnabled(),
                        request.onDemandThroughput(),
                        request.warmThroughput(),
                        request.otherParameters())
                .anyMatch(member -> member != null);
        if (!something && updates.isEmpty()) {
            throw new ValidationException("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                    + " GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady,"
                    + " ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled,"
                    + " OnDemandThroughput, WarmThroughput or TableClass is required");
        }
        if (request.globalSecondaryIndexUpdates() != null && updates.isEmpty()) {
            throw invalid("List of GlobalSecondaryIndexUpdates is empty");
        }
    }

    private void refuseUnsupported() {
        Set<String> others = request.otherParameters();
        if (others != null) {
            throw unsupported(others);
        }
    }

    /** The refusal of what this store does not have. */
    static ValidationException unsupported(Iterable<String> parameters) {
        Set<String> sorted = new TreeSet<>();
        parameters.forEach(sorted::add);
        return new ValidationException("This release of Dolmen does not support these parameters of UpdateTable: "
                + sorted + ". The table was not changed");
    }

    /** Members that must be alone come first, in the service's order; then pairs that do not go together. */
    private void requireOneConcern() {
        int concerns = concerns();
        requireAlone(request.sseSpecification(), concerns, "Server-Side Encryption modification");
        requireAlone(request.tableClass(), concerns, "TableClass modification");
        requireAlone(request.deletionProtectionEnabled(), concerns, "DeletionProtection modification");
        boolean limits = request.onDemandThroughput() != null;
        if (limits && concerns > (request.billingMode() == null ? 1 : 2)) {
            throw invalid("OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
        }
        if (request.warmThroughput() != null && updates.stream().anyMatch(update -> update.create() != null)) {
            throw invalid("Create global secondary index cannot be specified when updating WarmThroughput");
        }
        requireAlone(request.warmThroughput(), concerns, "WarmThroughput");
        if (createsOrDeletes && request.provisionedThroughput() != null) {
            throw invalid("You cannot create or delete index while updating table IOPS");
        }
        if (request.streamSpecification() != null) {
            if (createsOrDeletes) {
                throw invalid("You cannot create or delete index while changing stream status");
            }
            if (request.provisionedThroughput() != null || "PROVISIONED".equals(request.billingMode())) {
                throw invalid("You cannot modify stream status while updating table IOPS");
            }
        }
    }

    private int concerns() {
        return (int) Stream.of(
                        request.billingMode(),
                        request.provisionedThroughput(),
                        request.streamSpecification(),
                        request.sseSpecification(),
                        request.tableClass(),
                        request.deletionProtectionEnabled(),
                        request.onDemandThroughput(),
                        request.warmThroughput(),
                        request.globalSecondaryIndexUpdates())
                .filter(member -> member != null)
                .count();
    }

    private static void requireAlone(@Nullable Object member, int concerns, String what) {
        if (member != null && concerns > 1) {
            throw invalid(what + " must be the only operation in the request");
        }
    }

    private void requireThroughputOfMode() {
        if ("PROVISIONED".equals(request.billingMode()) && request.provisionedThroughput() == null) {
            throw invalid("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
        }
        if ("PAY_PER_REQUEST".equals(request.billingMode()) && request.provisionedThroughput() != null) {
            throw invalid("ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST");
        }
        if (request.provisionedThroughput() != null) {
            Throughput.requireBounded(null, request.provisionedThroughput());
        }
        requireMembers(request.onDemandThroughput(), request.warmThroughput());
    }

    private void requireActions() {
        Set<String> names = new HashSet<>();
        for (GlobalSecondaryIndexUpdate update : updates) {
            long actions = Stream.of(update.update(), update.create(), update.delete())
                    .filter(action -> action != null)
                    .count();
            if (actions == 0) {
                throw invalid("One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create,"
                        + " GlobalSecondaryIndexUpdate.Delete must not be null");
            }
            if (actions > 1) {
                throw invalid(
                        "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object");
            }
            String name = IndexUpdates.nameOf(update);
            if (!names.add(name)) {
                throw invalid(
                        "Only one global secondary index update per index is allowed simultaneously. Index: " + name);
            }
            UpdateGlobalSecondaryIndexAction change = update.update();
            if (change != null) {
                requireMembers(change.onDemandThroughput(), change.warmThroughput());
                if (change.provisionedThroughput() != null) {
                    Throughput.requireBounded(name, change.provisionedThroughput());
                }
            }
        }
    }

    /** The service fails on a structure without members, where this says what it lacks. */
    private static void requireMembers(@Nullable OnDemandThroughput limits, @Nullable WarmThroughput warm) {
        if (limits != null && limits.equals(OnDemandThroughput.NONE)) {
            throw invalid(
                    "MaxReadRequestUnits, MaxWriteRequestUnits, or both must be specified for OnDemandThroughput");
        }
        if (warm != null && warm.readUnitsPerSecond() == null && warm.writeUnitsPerSecond() == null) {
            throw invalid("ReadUnitsPerSecond, WriteUnitsPerSecond, or both must be specified for WarmThroughput");
        }
    }

    private static ValidationException invalid(String what) {
        return new ValidationException(INVALID + what);
    }
}
