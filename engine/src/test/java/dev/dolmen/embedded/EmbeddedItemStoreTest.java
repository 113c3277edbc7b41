package dev.dolmen.embedded;

import static dev.dolmen.table.Writes.delete;
import static dev.dolmen.table.Writes.item;
import static dev.dolmen.table.Writes.key;
import static dev.dolmen.table.Writes.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.ReadOnlyStoreException;
import dev.dolmen.lsm.health.UnknownOutcomeException;
import dev.dolmen.model.Durability;
import dev.dolmen.model.IdempotentParameterMismatchException;
import dev.dolmen.model.ValidationException;
import dev.dolmen.table.Applied;
import dev.dolmen.table.ItemStore;
import dev.dolmen.table.Limits;
import dev.dolmen.table.RequestToken;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TableStatistics;
import dev.dolmen.table.Transaction;
import dev.dolmen.table.Write;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.DiskOperation.Kind;
import dev.dolmen.testkit.Errno;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EmbeddedItemStoreTest extends ItemStoreContract {

    private SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock();

    @Override
    protected ItemStore open() throws IOException {
        return Databases.open(disk, clock);
    }

    private void reopen() throws IOException {
        store.close();
        store = open();
    }

    /** What would be there if the power failed now, in the worst case. */
    private void losePower() throws IOException {
        disk = disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 1);
        store = open();
    }

    @Test
    void everythingSurvivesClosing() throws IOException {
        TableDefinition table = created(Writes.indexedTable("t"));
        created(Writes.table("dropped"));
        store.apply(put(table, item("x", 1, "a", 1)));
        store.apply(put(table, item("x", 2, "b", 2)));
        store.dropTable("dropped");
        TableStatistics before = store.statistics(table);
        reopen();
        assertThat(store.tableNames()).containsExactly("t");
        assertThat(store.table("t")).isEqualTo(table);
        assertThat(store.statistics(table)).isEqualTo(before);
        assertThat(all(store.scan(table, table.index("by-v"), 0, 1, null))).hasSize(2);
        store.apply(put(table, item("x", 3, "c", 3)));
        assertThat(store.statistics(table).items().count()).isEqualTo(3);
        TableDefinition next = created(Writes.table("next"));
        assertThat(next.id()).isGreaterThan(table.id());
    }

    @Test
    void whatWasAwaitedSurvivesPowerLossAndWhatWasNotMayGo() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        store.awaitDurable(store.apply(put(table, item("x", 1, "a", 1))).restsOn(), null);
        store.apply(put(table, item("x", 2, "a", 1)));
        Applied inMemoryOfTheSystem = store.apply(put(table, item("x", 3, "a", 1)));
        store.awaitDurable(inMemoryOfTheSystem.restsOn(), Durability.OS);
        losePower();
        assertThat(store.get(table, key("x", 1)).item().isEmpty()).isFalse();
        assertThat(store.get(table, key("x", 2)).item().isEmpty()).isTrue();
        assertThat(store.get(table, key("x", 3)).item().isEmpty()).isTrue();
        assertThat(store.statistics(table).items().count()).isEqualTo(1);
    }

    @Test
    void aReadOfAWriteNotYetDurableRestsOnIt() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        store.apply(put(table, item("x", 1, "a", 1)));
        Applied refused = store.apply(delete(table, key("x", 1), Writes.valueIs("b"), null));
        store.awaitDurable(refused.restsOn(), null);
        losePower();
        assertThat(store.get(table, key("x", 1)).item().isEmpty()).isFalse();
    }

    @Test
    void aRefusalToldWithATokenIsToldAgainAfterACrash() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        Write conditional = delete(table, key("x", 1), Writes.exists(), Writes.token("t-1", "delete x 1 if it exists"));
        store.awaitDurable(store.apply(conditional).restsOn(), null);
        losePower();
        store.apply(put(table, item("x", 1, "a", 1)));
        assertThat(store.apply(conditional).outcome().refusal()).isNotNull();
    }

    @Test
    void aMismatchThatWasToldIsToldAgainAfterACrash() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        store.apply(put(table, item("x", 1, "a", 1), null, Writes.token("t-1", "put")));
        Write other = delete(table, key("x", 1), null, Writes.token("t-1", "delete"));
        assertThatThrownBy(() -> store.apply(other)).isInstanceOf(IdempotentParameterMismatchException.class);
        losePower();
        assertThatThrownBy(() -> store.apply(other)).isInstanceOf(IdempotentParameterMismatchException.class);
    }

    @Test
    void aTransactionThatIsTooLargeForWhatItFoundIsSoAfterACrashToo() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        String large = "v".repeat(390_000);
        List<Write> updates = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            store.apply(put(table, item("x", i, large, i)));
            updates.add(Writes.removeW(table, "x", i));
        }
        assertThatThrownBy(() -> store.transact(new Transaction(updates, null)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("cannot exceed 4MB");
        losePower();
        assertThatThrownBy(() -> store.transact(new Transaction(updates, null)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void tokensAreRememberedForTenMinutesWhateverTheClockDoes() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        RequestToken token = Writes.token("t-1", "delete x 1");
        Write conditional = delete(table, key("x", 1), Writes.exists(), token);
        assertThat(store.apply(conditional).outcome().refusal()).isNotNull();
        store.apply(put(table, item("x", 1, "a", 1)));
        clock.step(Duration.ofDays(400));
        assertThat(store.apply(conditional).outcome().refusal()).isNotNull();
        clock.step(Duration.ofDays(-800));
        for (int second = 0; second <= 600; second += 30) {
            assertThat(store.apply(conditional).outcome().refusal())
                    .as("after %d s", second)
                    .isNotNull();
            clock.step(Duration.ofSeconds(30));
        }
        reopen();
        assertThat(store.apply(conditional).outcome().refusal()).isNotNull();
    }

    @Test
    void oldTokensAreForgottenAndTheirRecordsDropped() throws IOException {
        TableDefinition table = created(Writes.table("t"));
        for (int minute = 0; minute < 120; minute++) {
            store.apply(put(table, item("x", 1, "a", 1), null, Writes.token("t-" + minute, "put")));
            clock.step(Duration.ofMinutes(1));
            if (minute == 60) {
                reopen();
            }
        }
        int kept = 0;
        try (var cursor = ((EmbeddedItemStore) store)
                .orderedStore()
                .cursor(Keyspace.spaceStart(Keyspace.TOKEN_SPACES), null, null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                kept++;
            }
        }
        assertThat(kept).isBetween(RequestTokens.BUCKET_MINUTES, 2 * RequestTokens.BUCKET_MINUTES + 2);
        // A token forgotten may be used for anything.
        store.apply(delete(table, key("x", 1), null, Writes.token("t-0", "delete")));
    }

    @Test
    void asynchronousAnswersShareASync() throws Exception {
        store.close();
        disk = new SimulatedDisk();
        Deque<Runnable> tasks = new ArrayDeque<>();
        store = Databases.open(disk, clock, StoreOptions.DEFAULT, tasks::add);
        TableDefinition table = created(Writes.table("t"));
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(store.whenDurable(
                    store.apply(put(table, item("x", i, "a", 1))).restsOn(), null));
        }
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        assertThat(tasks).hasSize(1);
        long before = disk.operations();
        tasks.remove().run();
        assertThat(disk.operations() - before).isLessThanOrEqualTo(3);
        assertThat(answers).allMatch(answer -> answer.isDone() && !answer.isCompletedExceptionally());
    }

    @Test
    void afterAFailedSyncTheOutcomeIsUnknownAndNothingMoreIsWritten() throws Exception {
        TableDefinition table = created(Writes.table("t"));
        store.awaitDurable(store.apply(put(table, item("x", 1, "a", 1))).restsOn(), null);
        disk.inject(Fault.lasting(Errno.EIO, operation -> operation.kind() == Kind.SYNC));
        Applied unknown = store.apply(put(table, item("x", 2, "a", 1)));
        assertThatThrownBy(() -> store.awaitDurable(unknown.restsOn(), null))
                .isInstanceOf(UnknownOutcomeException.class);
        assertThatThrownBy(() -> store.whenDurable(unknown.restsOn(), null).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnknownOutcomeException.class);
        assertThatThrownBy(() -> store.apply(put(table, item("x", 3, "a", 1))))
                .isInstanceOf(ReadOnlyStoreException.class);
        assertThat(store.get(table, key("x", 1)).item().isEmpty()).isFalse();
        assertThatThrownBy(() -> store.createTable(Writes.table("u"))).isInstanceOf(ReadOnlyStoreException.class);
        assertThatThrownBy(() -> store.dropTable("t")).isInstanceOf(ReadOnlyStoreException.class);
        assertThat(store.table("t")).isEqualTo(table);
        assertThatThrownBy(() -> store.close()).isInstanceOf(IOException.class);
        losePower();
        assertThat(store.get(table, key("x", 1)).item().isEmpty()).isFalse();
        assertThat(store.get(table, key("x", 3)).item().isEmpty()).isTrue();
    }

    @Test
    void onceClosedEveryCallSaysSoButAnswersOwedAreGiven() throws Exception {
        TableDefinition table = created(Writes.table("t"));
        Applied owed = store.apply(put(table, item("x", 1, "a", 1)));
        store.close();
        store.awaitDurable(owed.restsOn(), null);
        store.whenDurable(owed.restsOn(), null).get();
        assertThatThrownBy(() -> store.apply(put(table, item("x", 2, "a", 1))))
                .isInstanceOf(ClosedStoreException.class);
        assertThatThrownBy(() -> store.get(table, key("x", 1))).isInstanceOf(ClosedStoreException.class);
        assertThatThrownBy(() -> store.scan(table, null, 0, 1, null)).isInstanceOf(ClosedStoreException.class);
        assertThatThrownBy(() -> store.createTable(Writes.table("u"))).isInstanceOf(ClosedStoreException.class);
        assertThatThrownBy(() -> store.dropTable("t")).isInstanceOf(ClosedStoreException.class);
        store.close();
        losePower();
        assertThat(store.get(table, key("x", 1)).item().isEmpty()).isFalse();
    }

    @Test
    void aFullDiskFailsTheWriteAndNothingElse() throws IOException {
        TableDefinition table = created(Writes.indexedTable("t"));
        store.apply(put(table, item("x", 1, "a", 1)));
        TableStatistics before = store.statistics(table);
        disk.inject(Fault.lasting(Errno.ENOSPC, operation -> operation.kind() == Kind.WRITE));
        assertThatThrownBy(() -> store.apply(put(table, item("x", 2, "a", 1)))).isInstanceOf(IOException.class);
        disk.repair();
        assertThat(store.statistics(table)).isEqualTo(before);
        Applied applied = store.apply(put(table, item("x", 2, "a", 1)));
        store.awaitDurable(applied.restsOn(), null);
        assertThat(store.statistics(table).items().count()).isEqualTo(2);
    }

    @Test
    void aPeriodNeedsATimer() {
        EmbeddedOptions options =
                new EmbeddedOptions(StoreOptions.DEFAULT, Durability.OS, Duration.ofSeconds(1), Limits.DYNAMODB);
        EmbeddedComponents components =
                new EmbeddedComponents(new SimulatedDisk(), clock, Runnable::run, Runnable::run, null);
        assertThatThrownBy(() -> EmbeddedItemStore.open(Databases.DIRECTORY, options, components))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("timer");
    }

    @Test
    @Timeout(60)
    void aPeriodMakesDurableWhatNobodyWaitsFor() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        EmbeddedOptions options =
                new EmbeddedOptions(StoreOptions.DEFAULT, Durability.OS, Duration.ofMillis(1), Limits.DYNAMODB);
        EmbeddedComponents components =
                new EmbeddedComponents(new SimulatedDisk(), clock, Runnable::run, Runnable::run, timer);
        try (EmbeddedItemStore periodic = EmbeddedItemStore.open(Databases.DIRECTORY, options, components)) {
            TableDefinition table = periodic.createTable(Writes.table("t")).orElseThrow();
            Applied applied = periodic.apply(put(table, item("x", 1, "a", 1)));
            periodic.awaitDurable(applied.restsOn(), null);
            while (periodic.orderedStore().durableSequence() < applied.restsOn()) {
                Thread.onSpinWait();
            }
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void damageIsReportedWithFileAndOffsetAndNeverReadAsData() throws IOException {
        TableDefinition table = created(Writes.indexedTable("t"));
        for (int i = 0; i < 50; i++) {
            store.apply(put(table, item("x", i, "value " + i, i)));
        }
        ((EmbeddedItemStore) store).orderedStore().compact();
        store.close();
        Path file = disk.files().stream()
                .filter(path -> path.toString().endsWith(".sst"))
                .findFirst()
                .orElseThrow();
        int size = disk.content(file).length;
        disk.damage(file).flipBit(size / 4, 3);
        assertThatThrownBy(() -> {
                    store = open();
                    all(store.scan(table, null, 0, 1, null));
                    all(store.scan(table, table.index("by-v"), 0, 1, null));
                    ((EmbeddedItemStore) store).orderedStore().verify();
                })
                .isInstanceOfSatisfying(CorruptFileException.class, damage -> {
                    assertThat(damage.file()).isEqualTo(file);
                    assertThat(damage.offset()).isBetween(0L, (long) size);
                });
    }
}
