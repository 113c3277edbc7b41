package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.table.Cleared;
import dev.dolmen.table.Expiry;
import dev.dolmen.table.ItemCursor;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TimeToLive;
import dev.dolmen.table.Transaction;
import dev.dolmen.table.Write;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Items that expire by their attribute {@code ttl}, under a clock that moves when told. */
class ExpiryTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00.700Z");
    private static final long NOW = START.getEpochSecond();

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(START);
    private EmbeddedItemStore store;
    private TableDefinition table;

    @BeforeEach
    void open() throws IOException {
        store = Databases.open(disk, clock);
        table = store.createTable(Writes.indexedTable("t")).orElseThrow();
    }

    @AfterEach
    void close() throws IOException {
        StoreChecker.check(store);
        store.close();
    }

    private void enable(String attribute) throws IOException {
        table = enable(store, "t", attribute);
    }

    static TableDefinition enable(EmbeddedItemStore store, String name, String attribute) throws IOException {
        TimeToLive wanted = new TimeToLive(attribute, 0, TimeToLive.State.ENABLED);
        return Objects.requireNonNull(store.changeTable(name, before -> before.withTimeToLive(wanted)));
    }

    private void disable() throws IOException {
        table = Objects.requireNonNull(store.changeTable("t", before -> before.withTimeToLive(null)));
    }

    private static Item expiring(long sort, @Nullable AttributeValue time) {
        Map<String, AttributeValue> attributes =
                new HashMap<>(Writes.item("p", sort, "v", sort).attributes());
        if (time != null) {
            attributes.put("ttl", time);
        }
        return Item.of(attributes);
    }

    private void put(long sort, @Nullable AttributeValue time) throws IOException {
        store.apply(Writes.put(table, expiring(sort, time)));
    }

    private void put(long sort, long time) throws IOException {
        put(sort, AttributeValue.n(time));
    }

    private Set<Long> items() throws IOException {
        Set<Long> items = new TreeSet<>();
        try (ItemCursor cursor = store.scan(table, null, 0, 1, null)) {
            while (cursor.next()) {
                AttributeValue sort =
                        Objects.requireNonNull(cursor.item().get("s")).decode();
                items.add(((AttributeValue.N) sort).value().toBigDecimal().longValueExact());
            }
        }
        return items;
    }

    @Test
    void anItemIsDeletedOnceItsTimeIsPast() throws IOException {
        enable("ttl");
        put(1, NOW);
        put(2, NOW + 1);
        put(3, null);
        assertThat(store.deleteExpired()).isZero();
        clock.set(Instant.ofEpochSecond(NOW + 1));
        assertThat(items()).containsExactly(1L, 2L, 3L);
        assertThat(store.deleteExpired()).isEqualTo(1);
        assertThat(items()).containsExactly(2L, 3L);
        // Index entries, counts and collections go with it.
        StoreChecker.check(store);
        clock.set(Instant.ofEpochSecond(NOW + 2));
        assertThat(store.deleteExpired()).isEqualTo(1);
        assertThat(store.deleteExpired()).isZero();
        assertThat(items()).containsExactly(3L);
    }

    @Test
    void onlyNumbersOfSecondsInTheLastFiveYearsMeanATime() throws IOException {
        enable("ttl");
        long fiveYearsAgo = Instant.parse("2021-03-01T12:00:00Z").getEpochSecond();
        put(1, fiveYearsAgo + 1);
        put(2, AttributeValue.n(fiveYearsAgo + ".5"));
        put(3, AttributeValue.n((NOW - 1) + ".99"));
        assertThat(store.deleteExpired()).isEqualTo(3);
        put(4, fiveYearsAgo);
        put(5, 0);
        put(6, -5);
        put(7, NOW * 1000);
        put(8, AttributeValue.n("9.99E+125"));
        put(9, AttributeValue.n("1E-130"));
        put(10, AttributeValue.s(String.valueOf(NOW - 10)));
        put(11, AttributeValue.ns("" + (NOW - 10)));
        put(12, AttributeValue.l(List.of(AttributeValue.n(NOW - 10))));
        put(13, AttributeValue.n(NOW + ".5"));
        assertThat(store.deleteExpired()).isZero();
        assertThat(items()).containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L);
        StoreChecker.check(store);
        clock.step(Duration.ofSeconds(1));
        assertThat(store.deleteExpired()).isEqualTo(1);
    }

    @Test
    void whatIsWrittenExpiredIsFoundToo() throws IOException {
        enable("ttl");
        put(1, NOW - 10);
        assertThat(store.deleteExpired()).isEqualTo(1);
        put(2, NOW - 100);
        put(3, NOW - 5);
        store.transact(new Transaction(
                List.of(
                        Writes.put(table, expiring(4, AttributeValue.n(NOW - 1000))),
                        Writes.delete(table, Writes.key("p", 3))),
                null));
        assertThat(items()).containsExactly(2L, 4L);
        StoreChecker.check(store);
        assertThat(store.deleteExpired()).isEqualTo(2);
    }

    @Test
    void anItemThatIsRenewedWhileItIsBeingDeletedStays() throws IOException {
        enable("ttl");
        put(1, NOW - 2);
        put(2, NOW - 1);
        OpenTable open = new OpenTable(store.orderedStore(), table);
        ExpiryIndex index = Objects.requireNonNull(open.expiry());
        ExpirySweep sweep = new ExpirySweep(
                store.orderedStore(),
                write -> {
                    put(2, NOW + 100);
                    return store.apply(write);
                },
                open,
                index,
                clock.instant());
        assertThat(sweep.step()).isEqualTo(1);
        assertThat(items()).containsExactly(2L);
        assertThat(store.deleteExpired()).isZero();
        clock.step(Duration.ofSeconds(200));
        assertThat(store.deleteExpired()).isEqualTo(1);
    }

    @Test
    void theClockMayBeSet() throws IOException {
        enable("ttl");
        put(1, NOW + 50);
        clock.step(Duration.ofDays(20 * 365));
        assertThat(store.deleteExpired()).as("more than five years past").isZero();
        clock.set(Instant.ofEpochSecond(NOW + 10));
        assertThat(store.deleteExpired()).isZero();
        put(2, NOW + 5);
        put(3, NOW + 20);
        assertThat(store.deleteExpired()).isEqualTo(1);
        clock.set(Instant.ofEpochSecond(NOW + 60));
        assertThat(store.deleteExpired()).isEqualTo(2);
        clock.set(Instant.ofEpochSecond(NOW));
        put(4, NOW + 30);
        clock.set(Instant.ofEpochSecond(NOW + 40));
        assertThat(store.deleteExpired()).isEqualTo(1);
        assertThat(items()).isEmpty();
    }

    @Test
    void whatATableHadBeforeExpiresToo() throws IOException {
        int count = 3 * ExpiryBackfill.STEP_ITEMS + 10;
        for (int i = 0; i < count; i++) {
            put(i, i % 3 == 0 ? AttributeValue.n(NOW - i % 7) : null);
        }
        enable("ttl");
        // Reopening forgets how far it has come in memory, not that it is to be done.
        store.close();
        store = Databases.open(disk, clock);
        put(0, NOW + 1);
        store.apply(Writes.delete(table, Writes.key("p", 3)));
        clock.step(Duration.ofSeconds(1));
        // All but these two, and nothing of what does not expire.
        assertThat(store.deleteExpired()).isEqualTo((count + 2) / 3 - 2);
        assertThat(store.orderedStore()
                        .get(
                                Keyspace.expiryProgress(Objects.requireNonNull(table.timeToLive())
                                        .indexId()),
                                null,
                                new ReadResult()))
                .isFalse();
        assertThat(items()).contains(0L, 1L, 2L, 4L).hasSize(count - (count + 2) / 3 + 1);
    }

    @Test
    void gatheringGoesOnWhereItWas() throws IOException {
        for (int i = 0; i < 500; i++) {
            put(i, NOW + i);
        }
        enable("ttl");
        OpenTable open = new OpenTable(store.orderedStore(), table);
        ExpiryIndex index = Objects.requireNonNull(open.expiry());
        ExpiryBackfill backfill = new ExpiryBackfill(store.orderedStore(), new KeyLatches(), () -> false);
        for (int step = 0; step < 3; step++) {
            assertThat(backfill.step(open, index)).isTrue();
        }
        StoreChecker.check(store);
        // An item it has passed, and one it has not come to.
        put(0, NOW + 1000);
        put(499, NOW + 1000);
        store.close();
        store = Databases.open(disk, clock);
        clock.step(Duration.ofSeconds(900));
        assertThat(store.deleteExpired()).isEqualTo(498);
        assertThat(items()).containsExactly(0L, 499L);
    }

    @Test
    void aDisabledTableKeepsItsItemsAndNothingElse() throws IOException {
        enable("ttl");
        for (int i = 0; i < 10; i++) {
            put(i, NOW - i);
        }
        disable();
        assertThat(table.timeToLive()).isNull();
        assertThat(store.deleteExpired()).isZero();
        StoreChecker.check(store);
        put(3, NOW - 50);
        assertThat(items()).hasSize(10);
        // Another attribute, of which nothing is left from the first.
        enable("w");
        assertThat(store.deleteExpired()).isZero();
        enableAgain();
        assertThat(store.deleteExpired()).isEqualTo(9);
    }

    private void enableAgain() throws IOException {
        disable();
        enable("ttl");
    }

    @Test
    void deletingInBulkTakesExpiryTimesAlong() throws IOException {
        TableDefinition plain = store.createTable(Writes.table("plain")).orElseThrow();
        enable("ttl");
        plain = enable(store, "plain", "ttl");
        for (int i = 0; i < 10; i++) {
            put(i, NOW - 1);
            store.apply(Writes.put(plain, expiring(i, AttributeValue.n(NOW - 1))));
        }
        Cleared byRange = store.clearPartition(plain, AttributeValue.s("p"), 5);
        assertThat(byRange).as("expiry times need the items").isNull();
        store.clear(table);
        StoreChecker.check(store);
        put(100, NOW - 2);
        assertThat(store.deleteExpired()).isEqualTo(11);
        store.apply(Writes.put(plain, expiring(1, AttributeValue.n(NOW - 1))));
        store.dropTable("plain");
        assertThat(store.deleteExpired()).isZero();
    }

    @Test
    void manyAreDeletedInOneLook() throws IOException {
        TableDefinition other = store.createTable(Writes.table("other")).orElseThrow();
        enable("ttl");
        other = enable(store, "other", "ttl");
        int count = 2 * ExpirySweep.STEP_ITEMS + 1;
        for (int i = 0; i < count; i++) {
            put(i, NOW - i);
            store.apply(Writes.put(other, expiring(i, AttributeValue.n(NOW - i))));
        }
        // All but those of this very second.
        assertThat(store.deleteExpired()).isEqualTo(2 * (count - 1));
        assertThat(items()).containsExactly(0L);
    }

    @Test
    void timesAreDurableWithTheirItems() throws IOException {
        enable("ttl");
        put(1, NOW + 1);
        store.orderedStore().flush();
        put(2, NOW + 1);
        put(3, NOW + 1);
        store.apply(new Write(table, Writes.key("p", 3), Expiry.deletion(ttl(), START), null));
        store.close();
        store = Databases.open(disk, clock);
        assertThat(Objects.requireNonNull(store.table("t")).timeToLive()).isEqualTo(ttl());
        clock.step(Duration.ofSeconds(2));
        assertThat(store.deleteExpired()).isEqualTo(3);
    }

    private TimeToLive ttl() {
        return Objects.requireNonNull(table.timeToLive());
    }

    /** Not so much because of the memory: whatever was thrown, a look must not count as dealt with what it has left. */
    @Test
    void whatOneLookCouldNotDeleteIsLeftToTheNext() throws IOException {
        enable("ttl");
        put(1, NOW - 1);
        boolean[] failing = {true};
        ExpirySweeper sweeper = new ExpirySweeper(
                store.orderedStore(),
                () -> List.of(Objects.requireNonNull(store.open("t"))),
                write -> {
                    if (failing[0]) {
                        throw new OutOfMemoryError("made for the test");
                    }
                    return store.apply(write);
                },
                new ExpiryBackfill(store.orderedStore(), new KeyLatches(), () -> false));
        assertThatThrownBy(() -> sweeper.look(clock.instant())).isInstanceOf(OutOfMemoryError.class);
        failing[0] = false;
        assertThat(sweeper.look(clock.instant())).isEqualTo(1);
    }
}
