package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeyLatchesTest {

    private static final int SAME_STRIPE = KeyLatches.STRIPES;

    private final KeyLatches latches = new KeyLatches();

    @Test
    void excludesOthersFromTheSameKeyOnly() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        KeyLatches.Held held = latches.hold(7);
        assertThat(held.covers(7)).isTrue();
        assertThat(held.covers(8)).isFalse();
        other.submit(() -> latches.hold(8).close()).get();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean released = new AtomicBoolean();
        Future<Boolean> waiting = other.submit(() -> {
            begun.countDown();
            try (KeyLatches.Held same = latches.hold(7 + SAME_STRIPE)) {
                return same.covers(7) && released.get();
            }
        });
        begun.await();
        assertThat(waiting.isDone()).isFalse();
        released.set(true);
        held.close();
        assertThat(waiting.get()).isTrue();
        other.shutdown();
    }

    /** As in a table without sort keys. */
    @Test
    void partitionsOfOneKeySpreadOverAllStripes() {
        long stripes = new Random(6)
                .longs(20L * KeyLatches.STRIPES)
                .mapToInt(partition -> KeyLatches.stripe(KeyLatches.hash(partition, 7)))
                .distinct()
                .count();
        assertThat(stripes).isEqualTo(KeyLatches.STRIPES);
    }

    @Test
    void thoseOfAPartitionAreThoseOfItsKeysAndFew() {
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            long partition = random.nextLong();
            try (KeyLatches.Held held = latches.holdPartition(partition)) {
                assertThat(held.covers(partition)).isTrue();
                random.longs(100).forEach(sort -> assertThat(held.covers(KeyLatches.hash(partition, sort)))
                        .isTrue());
                long covered = IntStream.range(0, KeyLatches.STRIPES)
                        .filter(held::covers)
                        .count();
                assertThat(covered).isEqualTo(KeyLatches.STRIPES_OF_PARTITION);
            }
        }
    }

    @Test
    void aThreadThatWaitsForItselfIsTold() {
        try (KeyLatches.Held held = latches.hold(1, 1 + SAME_STRIPE)) {
            assertThat(held.covers(1)).isTrue();
            assertThatThrownBy(() -> latches.hold(1)).isInstanceOf(AssertionError.class);
        }
    }

    /** Every thread adds to plain counters under their latches: lost updates or a deadlock would show. */
    @Test
    void manyThreadsTakingManyLatchesLoseNoUpdateAndDoNotDeadlock() throws Exception {
        int threads = 4;
        long[] counters = new long[KeyLatches.STRIPES];
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<Long>> added = new ArrayList<>();
        for (int seed = 0; seed < threads; seed++) {
            Random random = new Random(seed);
            added.add(executor.submit(() -> addUnderLatches(random, counters)));
        }
        long expected = 0;
        for (Future<Long> sum : added) {
            expected += sum.get();
        }
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        long found = 0;
        for (long counter : counters) {
            found += counter;
        }
        assertThat(found).isEqualTo(expected);
    }

    private long addUnderLatches(Random random, long[] counters) {
        long sum = 0;
        for (int i = 0; i < 5_000; i++) {
            long[] hashes = random.longs(1 + random.nextInt(4), 0, 6).toArray();
            try (KeyLatches.Held held = random.nextInt(100) == 0 ? latches.holdAll() : latches.hold(hashes)) {
                for (long hash : hashes) {
                    assertThat(held.covers(hash)).isTrue();
                    counters[KeyLatches.stripe(hash)]++;
                    sum++;
                }
            }
        }
        return sum;
    }

    @Test
    void anInterruptStaysPendingAndBreaksNothing() {
        Thread.currentThread().interrupt();
        try (KeyLatches.Held held = latches.hold(3, 4)) {
            assertThat(held.covers(4)).isTrue();
        }
        assertThat(Thread.interrupted()).isTrue();
    }
}
