package dev.dolmen;

import static dev.dolmen.model.ScalarAttributeType.N;
import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.Item;
import dev.dolmen.model.DescribeTimeToLiveRequest;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.TimeToLiveDescription;
import dev.dolmen.model.TimeToLiveSpecification;
import dev.dolmen.model.TimeToLiveStatus;
import dev.dolmen.model.UpdateTimeToLiveRequest;
import dev.dolmen.model.ValidationException;
import dev.dolmen.testkit.SimulatedClock;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** UpdateTimeToLive and DescribeTimeToLive on a table without a sort key. */
class TimeToLiveTest extends OpenStore {

    private static final TimeToLiveDescription DISABLED = new TimeToLiveDescription(TimeToLiveStatus.DISABLED, null);

    private final SimulatedClock clock = new SimulatedClock();

    @Override
    DolmenOptions options() {
        return DolmenOptions.DEFAULT.withClock(clock);
    }

    @BeforeEach
    void open() {
        dolmen.createTable("Sessions").partitionKey("id", S).run();
    }

    private TimeToLiveSpecification update(String table, @Nullable Boolean enabled, @Nullable String attribute) {
        TimeToLiveSpecification specification = new TimeToLiveSpecification(enabled, attribute);
        return dolmen.updateTimeToLive(new UpdateTimeToLiveRequest(table, specification))
                .timeToLiveSpecification();
    }

    private TimeToLiveDescription describe(String table) {
        return dolmen.describeTimeToLive(new DescribeTimeToLiveRequest(table)).timeToLiveDescription();
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ValidationException.class).hasMessage(message);
    }

    @Test
    void itIsEnabledAndDisabledAndStaysSoAcrossReopening() {
        assertThat(describe("Sessions")).isEqualTo(DISABLED);
        TimeToLiveSpecification enabled = new TimeToLiveSpecification(true, "expires");
        assertThat(update("Sessions", true, "expires")).isEqualTo(enabled);
        TimeToLiveDescription description = new TimeToLiveDescription(TimeToLiveStatus.ENABLED, "expires");
        assertThat(describe("Sessions")).isEqualTo(description);
        reopen();
        assertThat(describe("arn:aws:dynamodb:us-east-1:000000000000:table/Sessions"))
                .isEqualTo(description);
        assertThat(update("Sessions", false, "expires")).isEqualTo(new TimeToLiveSpecification(false, "expires"));
        assertThat(describe("Sessions")).isEqualTo(DISABLED);
        reopen();
        assertThat(describe("Sessions")).isEqualTo(DISABLED);
        // What a table of this name had does not come back with it.
        dolmen.table("Sessions").enableTimeToLive("id");
        dolmen.deleteTable("Sessions");
        dolmen.createTable("Sessions").partitionKey("id", S).run();
        assertThat(describe("Sessions")).isEqualTo(DISABLED);
    }

    @Test
    void changesThatChangeNothingOrMeanAnotherAttributeAreRefused() {
        refused("TimeToLive is already disabled", () -> update("Sessions", false, "expires"));
        update("Sessions", true, "expires");
        refused("TimeToLive is already enabled", () -> update("Sessions", true, "expires"));
        String other = "TimeToLive is active on a different AttributeName: current AttributeName is expires";
        refused(other, () -> update("Sessions", true, "other"));
        refused(other, () -> update("Sessions", false, "other"));
        assertThat(describe("Sessions")).isEqualTo(new TimeToLiveDescription(TimeToLiveStatus.ENABLED, "expires"));
        dolmen.table("Sessions").disableTimeToLive("expires");
        refused("TimeToLive is already disabled", () -> update("Sessions", false, "other"));
    }

    @Test
    void wrongRequestsAreRefused() {
        String constraint = "1 validation error detected: Value ";
        String notNull = " failed to satisfy constraint: Member must not be null";
        refused(
                constraint + "null at 'timeToLiveSpecification'" + notNull,
                () -> dolmen.updateTimeToLive(new UpdateTimeToLiveRequest("Sessions", null)));
        refused(
                constraint + "null at 'timeToLiveSpecification.enabled'" + notNull,
                () -> update("Sessions", null, "expires"));
        refused(
                constraint + "null at 'timeToLiveSpecification.attributeName'" + notNull,
                () -> update("Sessions", true, null));
        String length = "' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint:"
                + " Member must have length ";
        refused(constraint + "'" + length + "greater than or equal to 1", () -> update("Sessions", true, ""));
        String longName = "x".repeat(256);
        refused(
                constraint + "'" + longName + length + "less than or equal to 255",
                () -> update("Sessions", true, longName));
        refused(
                constraint + "null at 'tableName'" + notNull,
                () -> dolmen.describeTimeToLive(new DescribeTimeToLiveRequest(null)));
        String notFound = "Requested resource not found: Table: Nowhere not found";
        assertThatThrownBy(() -> update("Nowhere", true, "expires"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessage(notFound);
        assertThatThrownBy(() -> describe("Nowhere"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessage(notFound);
        assertThat(describe("Sessions")).isEqualTo(DISABLED);
        update("Sessions", true, "x".repeat(255));
    }

    @Test
    void itemsExpireAndReadsSeeThemUntilTheyAreDeleted() {
        Table sessions = dolmen.table("Sessions");
        sessions.enableTimeToLive("expires");
        long now = clock.instant().getEpochSecond();
        sessions.put(Item.of("id", "a", "expires", now + 60)).run();
        sessions.put(Item.of("id", "b", "expires", now + 120)).run();
        sessions.put(Item.of("id", "c")).run();
        assertThat(dolmen.deleteExpired()).isZero();
        sessions.update("a").set("expires", now + 100).run();
        clock.step(Duration.ofSeconds(100));
        assertThat(sessions.get("a").item()).isPresent();
        dolmen.deleteExpired();
        assertThat(sessions.get("a").item()).isPresent();
        clock.step(Duration.ofSeconds(1));
        dolmen.deleteExpired();
        assertThat(sessions.get("a").item()).isEmpty();
        assertThat(sessions.scan().count()).isEqualTo(2);
        assertThat(sessions.describe().itemCount()).isEqualTo(2);
    }

    @Test
    void theAttributeMayBePartOfTheKey() {
        Table ticks = dolmen.createTable("Ticks").partitionKey("at", N).run();
        long now = clock.instant().getEpochSecond();
        ticks.put(Item.of("at", now - 1)).run();
        ticks.put(Item.of("at", now)).run();
        ticks.enableTimeToLive("at");
        dolmen.deleteExpired();
        assertThat(ticks.get(now - 1).item()).isEmpty();
        assertThat(ticks.get(now).item()).isPresent();
    }
}
