package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.model.Durability;
import dev.dolmen.table.Limits;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TimeToLive;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.DiskOperation.Kind;
import dev.dolmen.testkit.Errno;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When expired items are looked for without anybody asking, and what becomes of that when the disk fails. */
class ExpiryScheduleTest {

    private static final long LOOK = 1_000;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock();
    private final ManualTimer timer = new ManualTimer();
    private EmbeddedItemStore store;
    private TableDefinition table;

    /** What the background executor throws instead of running anything; null when it runs everything at once. */
    private @Nullable Error refusal;

    @BeforeEach
    void create() throws IOException {
        open();
        store.createTable(Writes.table("t"));
    }

    private void open() throws IOException {
        store = EmbeddedItemStore.open(
                Databases.DIRECTORY,
                new EmbeddedOptions(StoreOptions.DEFAULT, Durability.SYNC, null, Limits.DYNAMODB),
                new EmbeddedComponents(disk, clock, this::runInBackground, Runnable::run, timer));
    }

    private void runInBackground(Runnable task) {
        if (refusal != null) {
            throw refusal;
        }
        task.run();
    }

    private void enable() throws IOException {
        table = ExpiryTest.enable(store, "t", "w");
    }

    private void disable() throws IOException {
        store.changeTable("t", before -> before.withTimeToLive(null));
    }

    /** Puts an item that expires in this very second. */
    private void put() throws IOException {
        store.apply(Writes.put(table, Writes.item("p", 1, "v", clock.instant().getEpochSecond())));
    }

    private long items() throws IOException {
        return store.statistics(table).items().count();
    }

    @Test
    void onceASecondWhileATableHasATimeToLive() throws IOException {
        assertThat(timer.periods()).doesNotContain(LOOK);
        enable();
        assertThat(timer.periods()).containsOnlyOnce(LOOK);
        put();
        timer.fire();
        assertThat(items()).isEqualTo(1);
        clock.step(Duration.ofSeconds(1));
        timer.fire();
        assertThat(items()).isZero();
        store.close();
        assertThat(timer.periods()).isEmpty();
        open();
        assertThat(timer.periods()).containsOnlyOnce(LOOK);
        disable();
        assertThat(timer.periods()).doesNotContain(LOOK);
        enable();
        assertThat(timer.periods()).containsOnlyOnce(LOOK);
        store.dropTable("t");
        assertThat(timer.periods()).doesNotContain(LOOK);
        store.close();
    }

    /** What is set right soon deletes nothing. */
    @Test
    void aClockThatJumpsAheadAndBackDeletesNothing() throws IOException {
        enable();
        put();
        for (Duration jump : new Duration[] {Duration.ofHours(1), Duration.ofDays(365)}) {
            clock.step(Duration.ofSeconds(-5));
            timer.fire();
            clock.step(jump);
            tick(599);
            assertThat(items()).isEqualTo(1);
            clock.step(jump.plusSeconds(599).negated());
            tick(1);
            assertThat(items()).isEqualTo(1);
        }
    }

    @Test
    void aClockThatStaysAheadIsBelieved() throws IOException {
        enable();
        put();
        clock.step(Duration.ofHours(1));
        tick(599);
        assertThat(items()).isEqualTo(1);
        tick(2);
        assertThat(items()).isZero();
    }

    private void tick(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.step(Duration.ofSeconds(1));
            timer.fire();
        }
    }

    @Test
    void onAFullDiskItIsTriedAgain() throws IOException {
        enable();
        put();
        clock.step(Duration.ofSeconds(1));
        disk.inject(Fault.lasting(Errno.ENOSPC, operation -> operation.kind() == Kind.WRITE));
        timer.fire();
        assertThat(items()).isEqualTo(1);
        disk.repair();
        timer.fire();
        assertThat(items()).isZero();
        StoreChecker.check(store);
        store.close();
    }

    /** In the timer's thread, and in reading what has expired. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterAnErrorItIsTriedAgain(boolean inReading) throws IOException {
        enable();
        put();
        store.orderedStore().flush();
        store.close();
        open();
        table = Objects.requireNonNull(store.table("t"));
        clock.step(Duration.ofSeconds(1));
        Error error = new StackOverflowError("made for the test");
        if (inReading) {
            disk.inject(new Fault(operation -> operation.kind() == Kind.READ, file -> error, 0, Long.MAX_VALUE));
        } else {
            refusal = error;
        }
        timer.fire();
        timer.fire();
        refusal = null;
        disk.repair();
        assertThat(items()).isEqualTo(1);
        timer.fire();
        assertThat(items()).isZero();
        StoreChecker.check(store);
        store.close();
    }

    @Test
    void whereTheSystemHasNoThreadLeftItIsTriedAgain() throws IOException {
        enable();
        put();
        clock.step(Duration.ofSeconds(1));
        refusal = new OutOfMemoryError("unable to create native thread");
        timer.fire();
        assertThat(items()).isEqualTo(1);
        refusal = null;
        timer.fire();
        assertThat(items()).isZero();
        store.close();
    }

    @Test
    void itCeasesWhenNothingCanBeWrittenAnyMore() throws IOException {
        enable();
        put();
        disk.inject(Fault.lasting(Errno.EIO, operation -> operation.kind() == Kind.SYNC));
        assertThatThrownBy(() -> store.awaitDurable(store.orderedStore().visibleSequence(), null))
                .isInstanceOf(IOException.class);
        clock.step(Duration.ofSeconds(1));
        timer.fire();
        assertThat(timer.periods()).doesNotContain(LOOK);
        assertThatThrownBy(() -> store.close()).isInstanceOf(IOException.class);
    }

    /** The first of its two writes fails, or the second; the next change finishes it, or the next opening. */
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false", "2, true"})
    void disablingOnAFullDiskIsFinishedLater(int failing, boolean reopening) throws IOException {
        enable();
        put();
        int[] writes = new int[1];
        disk.inject(Fault.lasting(Errno.ENOSPC, operation -> operation.kind() == Kind.WRITE && ++writes[0] >= failing));
        assertThatThrownBy(this::disable).isInstanceOf(IOException.class);
        disk.repair();
        TimeToLive left = Objects.requireNonNull(store.table("t")).timeToLive();
        assertThat(Objects.requireNonNull(left).isEnabled()).isEqualTo(failing == 1);
        if (reopening) {
            store.close();
            open();
        } else {
            store.changeTable("t", before -> before.withTags(Map.of("stage", "test")));
        }
        assertThat(Objects.requireNonNull(store.table("t")).timeToLive()).isEqualTo(failing == 1 ? left : null);
        StoreChecker.check(store);
        clock.step(Duration.ofSeconds(1));
        store.deleteExpired();
        assertThat(items()).isEqualTo(failing == 1 ? 0 : 1);
        store.close();
    }
}
