package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.model.Durability;
import dev.dolmen.table.Limits;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.DiskOperation.Kind;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Errors, as where memory or stack runs out, in what the timer starts. */
class BackgroundErrorTest {

    private static final Duration SYNC_PERIOD = Duration.ofSeconds(7);
    private static final long UPKEEP = 10_000;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final ManualTimer timer = new ManualTimer();
    private EmbeddedItemStore store;
    private TableDefinition table;

    /** What the background executor throws instead of running anything; null when it runs everything at once. */
    private @Nullable Error refusal;

    @BeforeEach
    void open() throws IOException {
        store = EmbeddedItemStore.open(
                Databases.DIRECTORY,
                new EmbeddedOptions(StoreOptions.DEFAULT, Durability.OS, SYNC_PERIOD, Limits.DYNAMODB),
                new EmbeddedComponents(disk, new SimulatedClock(), this::runInBackground, Runnable::run, timer));
        table = store.createTable(Writes.table("t")).orElseThrow();
    }

    private void runInBackground(Runnable task) {
        if (refusal != null) {
            throw refusal;
        }
        task.run();
    }

    private long put(int number) throws IOException {
        return store.apply(Writes.put(table, Writes.item("p", number, "v", number)))
                .restsOn();
    }

    @Test
    void upkeepGoesOn() throws IOException {
        refusal = new StackOverflowError("made for the test");
        timer.fire();
        assertThat(timer.periods()).contains(UPKEEP, SYNC_PERIOD.toMillis());
        refusal = null;
        timer.fire();
        assertThat(timer.periods()).contains(UPKEEP, SYNC_PERIOD.toMillis());
        store.close();
    }

    /** Nobody knows what it has synced, so nothing is told to be durable after it, and no write is taken. */
    @Test
    void anErrorInThePeriodicSyncIsTheEndOfAllWriting() throws IOException {
        long durable = store.orderedStore().durableSequence();
        long written = put(1);
        Error error = new OutOfMemoryError("made for the test");
        disk.inject(new Fault(operation -> operation.kind() == Kind.SYNC, file -> error, 0, 1));
        timer.fire();
        timer.fire();
        assertThat(store.orderedStore().durableSequence()).isEqualTo(durable).isLessThan(written);
        assertThatThrownBy(() -> put(2)).isInstanceOf(IOException.class).hasRootCause(error);
        assertThatThrownBy(() -> store.awaitDurable(written, Durability.SYNC))
                .isInstanceOf(IOException.class)
                .hasRootCause(error);
        assertThat(timer.periods()).doesNotContain(SYNC_PERIOD.toMillis()).contains(UPKEEP);
        assertThatThrownBy(store::close).isInstanceOf(IOException.class);
    }
}
