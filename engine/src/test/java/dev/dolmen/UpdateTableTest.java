package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.model.BillingMode;
import dev.dolmen.model.BillingModeSummary;
import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.GlobalSecondaryIndexDescription;
import dev.dolmen.model.GlobalSecondaryIndexUpdate;
import dev.dolmen.model.GlobalSecondaryIndexWarmThroughputDescription;
import dev.dolmen.model.IndexStatus;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.ProvisionedThroughputDescription;
import dev.dolmen.model.ScalarAttributeType;
import dev.dolmen.model.TableClass;
import dev.dolmen.model.TableClassSummary;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.TableStatus;
import dev.dolmen.model.TableWarmThroughputDescription;
import dev.dolmen.model.UpdateGlobalSecondaryIndexAction;
import dev.dolmen.model.UpdateTableRequest;
import dev.dolmen.testkit.SimulatedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Settings of tables and indexes: what is told while they change, and what stays, also after opening again. */
class UpdateTableTest extends OpenStore {

    private final SimulatedClock clock = new SimulatedClock();

    @Override
    DolmenOptions options() {
        return DolmenOptions.DEFAULT.withClock(clock);
    }

    private void createOnDemand() {
        dolmen.createTable("Users")
                .partitionKey("id", ScalarAttributeType.S)
                .attribute("kind", ScalarAttributeType.S)
                .globalIndex(
                        new GlobalSecondaryIndex("by_kind", List.of(KeySchemaElement.hash("kind")), Projection.all()))
                .run();
    }

    private void createProvisioned() {
        dolmen.createTable("Users")
                .partitionKey("id", ScalarAttributeType.S)
                .attribute("kind", ScalarAttributeType.S)
                .globalIndex(new GlobalSecondaryIndex(
                        "by_kind",
                        List.of(KeySchemaElement.hash("kind")),
                        Projection.all(),
                        new ProvisionedThroughput(5L, 5L),
                        null,
                        null))
                .provisioned(5, 5)
                .run();
    }

    /** As it is after opening again, which must be as it was before. */
    private TableDescription described() {
        TableDescription before =
                dolmen.describeTable(new DescribeTableRequest("Users")).table();
        reopen();
        TableDescription after =
                dolmen.describeTable(new DescribeTableRequest("Users")).table();
        assertThat(after).isEqualTo(before);
        assertThat(after.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(index(after).indexStatus()).isEqualTo(IndexStatus.ACTIVE);
        return after;
    }

    private static GlobalSecondaryIndexDescription index(TableDescription table) {
        return Objects.requireNonNull(table.globalSecondaryIndexes()).get(0);
    }

    private static ProvisionedThroughputDescription units(
            Instant lastIncrease, Instant lastDecrease, long decreases, long read, long write) {
        return new ProvisionedThroughputDescription(lastIncrease, lastDecrease, decreases, read, write);
    }

    private Instant later() {
        return clock.step(Duration.ofMinutes(1));
    }

    @Test
    void provisionedUnitsAreToldAsTheyWereUntilTheyHaveChanged() {
        createProvisioned();
        Instant up = later();
        TableDescription told = dolmen.updateTable("Users").provisioned(10, 5).run();
        assertThat(told.tableStatus()).isEqualTo(TableStatus.UPDATING);
        assertThat(told.provisionedThroughput()).isEqualTo(units(up, null, 0, 5, 5));
        assertThat(described().provisionedThroughput()).isEqualTo(units(up, null, 0, 10, 5));

        Instant both = later();
        dolmen.updateTable("Users").provisioned(20, 1).run();
        assertThat(described().provisionedThroughput()).isEqualTo(units(both, both, 1, 20, 1));

        Instant down = later();
        told = dolmen.updateTable("Users").provisioned(2, 1).run();
        assertThat(told.provisionedThroughput()).isEqualTo(units(both, down, 1, 20, 1));
        assertThat(described().provisionedThroughput()).isEqualTo(units(both, down, 2, 2, 1));
        assertThat(described().warmThroughput())
                .as("the most that was ever provisioned")
                .isEqualTo(new TableWarmThroughputDescription(20, 5, TableStatus.ACTIVE));

        clock.step(Duration.ofDays(1));
        assertThat(described().provisionedThroughput()).isEqualTo(units(both, down, 0, 2, 1));
    }

    @Test
    void theUnitsOfAnIndexChangeByThemselves() {
        createProvisioned();
        Instant down = later();
        TableDescription told =
                dolmen.updateTable("Users").provisionedIndex("by_kind", 1, 2).run();
        assertThat(told.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(index(told).indexStatus()).isEqualTo(IndexStatus.UPDATING);
        assertThat(index(told).provisionedThroughput()).isEqualTo(units(null, down, 0, 5, 5));
        TableDescription after = described();
        assertThat(index(after).provisionedThroughput()).isEqualTo(units(null, down, 1, 1, 2));
        assertThat(after.provisionedThroughput()).isEqualTo(units(null, null, 0, 5, 5));
    }

    @Test
    void aTableThatWasAlwaysProvisionedHasNoBillingSummary() {
        createProvisioned();
        assertThat(described().billingModeSummary()).isNull();
        assertThat(described().warmThroughput())
                .isEqualTo(new TableWarmThroughputDescription(5, 5, TableStatus.ACTIVE));

        Instant switched = later();
        TableDescription told = dolmen.updateTable("Users")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .run();
        assertThat(told.tableStatus()).isEqualTo(TableStatus.UPDATING);
        assertThat(told.billingModeSummary()).isEqualTo(new BillingModeSummary(BillingMode.PAY_PER_REQUEST, null));
        assertThat(told.provisionedThroughput()).isEqualTo(units(null, null, 0, 0, 0));
        TableDescription after = described();
        assertThat(after.billingModeSummary()).isEqualTo(new BillingModeSummary(BillingMode.PAY_PER_REQUEST, switched));
        assertThat(after.provisionedThroughput()).isEqualTo(units(null, null, 0, 0, 0));
        assertThat(after.warmThroughput())
                .isEqualTo(new TableWarmThroughputDescription(12_000, 4_000, TableStatus.ACTIVE));
        assertThat(index(after).provisionedThroughput()).isEqualTo(units(null, switched, 1, 0, 0));

        later();
        dolmen.updateTable("Users")
                .billingMode(BillingMode.PROVISIONED)
                .provisioned(3, 4)
                .provisionedIndex("by_kind", 1, 2)
                .run();
        after = described();
        assertThat(after.billingModeSummary()).isEqualTo(new BillingModeSummary(BillingMode.PROVISIONED, switched));
        assertThat(after.provisionedThroughput()).isEqualTo(units(null, null, 0, 3, 4));
        assertThat(index(after).provisionedThroughput()).isEqualTo(units(null, switched, 1, 1, 2));
    }

    @Test
    void payPerRequestAgainChangesNothing() {
        createOnDemand();
        TableDescription before = described();
        later();
        TableDescription told = dolmen.updateTable("Users")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .run();
        assertThat(told.tableStatus()).isEqualTo(TableStatus.UPDATING);
        assertThat(told.billingModeSummary()).isEqualTo(before.billingModeSummary());
        assertThat(described()).isEqualTo(before);
    }

    @Test
    void limitsOnDemandComeAndGoOneByOne() {
        createOnDemand();
        assertThat(described().onDemandThroughput()).isNull();
        TableDescription told =
                dolmen.updateTable("Users").onDemandThroughput(100, 50).run();
        assertThat(told.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(told.onDemandThroughput()).isEqualTo(new OnDemandThroughput(100L, 50L));
        assertThat(described().onDemandThroughput()).isEqualTo(new OnDemandThroughput(100L, 50L));

        told = dolmen.updateTable(UpdateTableRequest.builder()
                        .tableName("Users")
                        .onDemandThroughput(new OnDemandThroughput(-1L, null))
                        .build())
                .tableDescription();
        assertThat(told.onDemandThroughput()).isEqualTo(new OnDemandThroughput(-1L, 50L));
        assertThat(described().onDemandThroughput()).isEqualTo(new OnDemandThroughput(null, 50L));

        dolmen.updateTable("Users").onDemandThroughput(-1, -1).run();
        assertThat(described().onDemandThroughput()).isNull();
    }

    @Test
    void limitsOnDemandGoWithThatMode() {
        createOnDemand();
        dolmen.updateTable("Users").onDemandThroughput(100, 50).run();
        update(new UpdateGlobalSecondaryIndexAction("by_kind", null, new OnDemandThroughput(10L, null), null));
        assertThat(index(described()).onDemandThroughput()).isEqualTo(new OnDemandThroughput(10L, null));
        dolmen.updateTable("Users")
                .billingMode(BillingMode.PROVISIONED)
                .provisioned(1, 1)
                .provisionedIndex("by_kind", 1, 1)
                .run();
        assertThat(described().onDemandThroughput()).isNull();
        assertThat(index(described()).onDemandThroughput()).isNull();
    }

    private TableDescription update(UpdateGlobalSecondaryIndexAction action) {
        return dolmen.updateTable(UpdateTableRequest.builder()
                        .tableName("Users")
                        .globalSecondaryIndexUpdates(List.of(GlobalSecondaryIndexUpdate.of(action)))
                        .build())
                .tableDescription();
    }

    @Test
    void warmThroughputIsRaised() {
        createOnDemand();
        TableDescription told =
                dolmen.updateTable("Users").warmThroughput(13_000, 4_000).run();
        assertThat(told.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(told.warmThroughput())
                .isEqualTo(new TableWarmThroughputDescription(12_000, 4_000, TableStatus.UPDATING));
        TableDescription after = described();
        assertThat(after.warmThroughput())
                .isEqualTo(new TableWarmThroughputDescription(13_000, 4_000, TableStatus.ACTIVE));
        assertThat(index(after).warmThroughput())
                .isEqualTo(new GlobalSecondaryIndexWarmThroughputDescription(12_000, 4_000, IndexStatus.ACTIVE));
    }

    @Test
    void theClassOfATableIsToldOnceItWasSaid() {
        createOnDemand();
        TableDescription told =
                dolmen.updateTable("Users").tableClass(TableClass.STANDARD).run();
        assertThat(told.tableStatus()).isEqualTo(TableStatus.UPDATING);
        assertThat(described().tableClassSummary()).isNull();
        Instant changed = later();
        dolmen.updateTable("Users")
                .tableClass(TableClass.STANDARD_INFREQUENT_ACCESS)
                .run();
        assertThat(described().tableClassSummary())
                .isEqualTo(new TableClassSummary(TableClass.STANDARD_INFREQUENT_ACCESS, changed));
    }

    @Test
    void protectionComesAndGoes() {
        createOnDemand();
        TableDescription told =
                dolmen.updateTable("Users").deletionProtection(true).run();
        assertThat(told.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(told.deletionProtectionEnabled()).isTrue();
        assertThat(described().deletionProtectionEnabled()).isTrue();
        dolmen.updateTable("Users").deletionProtection(false).run();
        assertThat(described().deletionProtectionEnabled()).isFalse();
        dolmen.deleteTable("Users");
    }
}
