package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.lsm.health.ReadOnlyStoreException;
import dev.dolmen.model.Durability;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.Limits;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.DiskOperation.Kind;
import dev.dolmen.testkit.Errno;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filling that fails goes on by itself from where it had come to, and does not try more often than the timer fires. */
@Timeout(60)
class IndexFillingFailureTest {

    private static final String TABLE = "items";
    private static final String INDEX = "by-v";
    private static final int ITEMS = 3 * IndexFilling.STEP_ITEMS;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final ManualTimer timer = new ManualTimer();
    private EmbeddedItemStore store;

    /** What the background executor throws instead of running anything; null when it runs everything at once. */
    private @Nullable Error refusal;

    private boolean inBackground;

    private int refusedWrites;

    @BeforeEach
    void fillTable() throws IOException {
        open();
        TableDefinition table = store.createTable(Writes.table(TABLE)).orElseThrow();
        for (int i = 0; i < ITEMS; i++) {
            store.apply(Writes.put(table, Writes.item("p" + i, i, "v", i)));
        }
    }

    private void open() throws IOException {
        store = EmbeddedItemStore.open(
                Databases.DIRECTORY,
                new EmbeddedOptions(StoreOptions.DEFAULT, Durability.SYNC, null, Limits.DYNAMODB),
                new EmbeddedComponents(disk, new SimulatedClock(), this::runInBackground, Runnable::run, timer));
    }

    private void runInBackground(Runnable task) {
        if (refusal != null) {
            throw refusal;
        }
        inBackground = true;
        try {
            task.run();
        } finally {
            inBackground = false;
        }
    }

    private TableDefinition table() {
        return Objects.requireNonNull(store.table(TABLE));
    }

    private IndexDefinition index() {
        return Objects.requireNonNull(table().index(INDEX));
    }

    private long entries() throws IOException {
        return store.statistics(table()).index(INDEX).count();
    }

    /** Fails all writes but the first so many, and counts them. */
    private void fillDisk(int writes) {
        disk.inject(new Fault(
                operation -> operation.kind() == Kind.WRITE,
                file -> {
                    refusedWrites++;
                    return Errno.ENOSPC.on(file);
                },
                writes,
                Long.MAX_VALUE));
    }

    /** It fails in the first step, in another one, or when the index is to become active; its definition is written first. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void onAFullDiskItGoesOnOnceThereIsRoom(int steps) throws IOException {
        fillDisk(1 + steps);
        OnlineIndexes.create(store, TABLE, INDEX);
        int first = refusedWrites;
        assertThat(first).isPositive();
        for (int round = 1; round <= 3; round++) {
            timer.fire();
            assertThat(refusedWrites).as("one attempt each time").isEqualTo(first * (round + 1));
            assertThat(index().isActive()).isFalse();
            assertThat(entries()).isEqualTo((long) steps * IndexFilling.STEP_ITEMS);
        }
        disk.repair();
        timer.fire();
        assertThat(index().isActive()).isTrue();
        assertThat(entries()).isEqualTo(ITEMS);
        StoreChecker.check(store);
        store.close();
    }

    /** Without waiting for the timer, and whoever waits is told how that went. */
    @Test
    void whoWaitsForTheIndexHasItGoOn() throws IOException {
        fillDisk(1);
        OnlineIndexes.create(store, TABLE, INDEX);
        assertThatThrownBy(() -> store.awaitIndexes(table()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
        disk.repair();
        store.awaitIndexes(table());
        assertThat(index().isActive()).isTrue();
        StoreChecker.check(store);
        store.close();
    }

    private void failReads(Throwable failure) {
        disk.inject(new Fault(
                operation -> operation.kind() == Kind.READ && inBackground, file -> failure, 0, Long.MAX_VALUE));
    }

    enum Failing {
        OUT_OF_MEMORY(new OutOfMemoryError("made for the test")),
        STACK_OVERFLOW(new StackOverflowError("made for the test")),
        BROKEN_INVARIANT(new AssertionError("made for the test"));

        private final Error error;

        Failing(Error error) {
            this.error = error;
        }
    }

    /** In reading, where nothing has been done yet that could be half done. */
    @ParameterizedTest
    @EnumSource
    void afterAnErrorItGoesOn(Failing failing) throws IOException {
        store.orderedStore().flush();
        store.close();
        open();
        failReads(failing.error);
        OnlineIndexes.create(store, TABLE, INDEX);
        timer.fire();
        assertThat(index().isActive()).isFalse();
        assertThatThrownBy(() -> store.awaitIndexes(table())).hasRootCause(failing.error);
        disk.repair();
        timer.fire();
        assertThat(index().isActive()).isTrue();
        StoreChecker.check(store);
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void whereTheSystemGivesNoThreadItGoesOn(Failing failing) throws IOException {
        refusal = failing.error;
        OnlineIndexes.create(store, TABLE, INDEX);
        timer.fire();
        assertThat(index().isActive()).isFalse();
        refusal = null;
        timer.fire();
        assertThat(index().isActive()).isTrue();
        StoreChecker.check(store);
        store.close();
    }

    /** Nobody knows what is in the log after such an error. */
    @Test
    void whereNothingCanBeWrittenAnyMoreItIsNotTriedAgain() throws IOException {
        Error error = new OutOfMemoryError("made for the test");
        disk.inject(new Fault(operation -> operation.kind() == Kind.WRITE, file -> error, 1, 1));
        OnlineIndexes.create(store, TABLE, INDEX);
        FillingIndex filling =
                Objects.requireNonNull(Objects.requireNonNull(store.open(TABLE)).filling());
        assertThatThrownBy(() -> store.awaitIndexes(table())).hasRootCause(error);
        assertThat(filling.begin()).isFalse();
        assertThatThrownBy(() -> store.apply(Writes.delete(table(), Writes.key("p0", 0))))
                .isInstanceOf(ReadOnlyStoreException.class);
        store.close();
        open();
        store.awaitIndexes(table());
        StoreChecker.check(store);
        store.close();
    }

    @Test
    void damageEndsIt() throws IOException {
        store.orderedStore().flush();
        store.close();
        open();
        CorruptFileException damage = new CorruptFileException(Databases.DIRECTORY, 0, "made", "for", "the test");
        failReads(damage);
        OnlineIndexes.create(store, TABLE, INDEX);
        assertThatThrownBy(() -> store.awaitIndexes(table())).isSameAs(damage);
        disk.repair();
        timer.fire();
        assertThat(index().isActive()).isFalse();
        assertThatThrownBy(() -> store.awaitIndexes(table())).isSameAs(damage);
        store.close();
    }

    @Test
    void aClosedStoreGoesOnWithNothing() throws IOException {
        fillDisk(1);
        OnlineIndexes.create(store, TABLE, INDEX);
        FillingIndex filling =
                Objects.requireNonNull(Objects.requireNonNull(store.open(TABLE)).filling());
        disk.repair();
        store.close();
        store.indexFilling().resume();
        assertThat(filling.begin()).isFalse();
        assertThatThrownBy(filling::awaitEnd).isInstanceOf(IOException.class);
        open();
        store.awaitIndexes(table());
        StoreChecker.check(store);
        store.close();
    }
}
