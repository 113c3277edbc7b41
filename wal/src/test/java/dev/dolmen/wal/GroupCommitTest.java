package dev.dolmen.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {

    private static final int WAITERS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(WAITERS + 1);
    private final AtomicLong appended = new AtomicLong();

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void allWhoWaitDuringASyncAreServedByTheNext() throws Exception {
        CountDownLatch firstRuns = new CountDownLatch(1);
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        GroupCommit commit = new GroupCommit(() -> {
            long position = appended.get();
            if (position == 1) {
                firstRuns.countDown();
                awaitLatch(firstMayEnd);
            }
            return position;
        });
        appended.set(1);
        Future<?> first = waiter(commit, 1);
        firstRuns.await();
        appended.set(1 + WAITERS);
        List<Future<?>> waiters = new ArrayList<>();
        for (int i = 1; i <= WAITERS; i++) {
            waiters.add(waiter(commit, 1 + i));
        }
        assertThat(commit.durable()).isZero();
        firstMayEnd.countDown();
        first.get();
        for (Future<?> waiter : waiters) {
            waiter.get();
        }
        assertThat(commit.durable()).isEqualTo(1 + WAITERS);
        assertThat(commit.syncs()).isEqualTo(2);
    }

    /** Threads that write again as soon as they are answered: everyone is answered, in order, with few syncs each. */
    @Test
    void writersThatComeBackShareTheirSyncs() throws Exception {
        int writes = 500;
        GroupCommit commit = new GroupCommit(appended::get);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            writers.add(threads.submit(() -> {
                for (int write = 0; write < writes; write++) {
                    long position = appended.incrementAndGet();
                    commit.await(position);
                    assertThat(commit.durable()).isGreaterThanOrEqualTo(position);
                }
                return null;
            }));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        assertThat(commit.durable()).isEqualTo((long) WAITERS * writes);
        assertThat(commit.syncs()).isLessThanOrEqualTo((long) WAITERS * writes);
    }

    @Test
    void aTurnTakenForOtherWorkIsHandedOnToo() throws Exception {
        GroupCommit commit = new GroupCommit(appended::get);
        appended.set(1);
        commit.takeTurn();
        Future<?> waiter = waiter(commit, 1);
        Future<?> another = threads.submit(() -> {
            commit.takeTurn();
            commit.endTurn();
            return null;
        });
        assertThat(waiter.isDone()).isFalse();
        assertThat(another.isDone()).isFalse();
        commit.endTurn();
        waiter.get();
        another.get();
        assertThat(commit.durable()).isEqualTo(1);
    }

    @Test
    void aFailedSyncFailsAllWhoWaitAndIsNotTriedAgain() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch mayFail = new CountDownLatch(1);
        AtomicLong attempts = new AtomicLong();
        GroupCommit commit = new GroupCommit(() -> {
            attempts.incrementAndGet();
            runs.countDown();
            awaitLatch(mayFail);
            throw new IOException("no such luck");
        });
        List<Future<?>> waiters = new ArrayList<>();
        for (int i = 1; i <= WAITERS; i++) {
            waiters.add(waiter(commit, i));
        }
        runs.await();
        mayFail.countDown();
        for (Future<?> waiter : waiters) {
            assertThatThrownBy(waiter::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("no such luck")
                    .hasCauseInstanceOf(LogFailedException.class);
        }
        assertThat(attempts).hasValue(1);
        assertThat(commit.durable()).isZero();
    }

    @Test
    void anErrorInTheSyncIsFinalToo() {
        GroupCommit commit = new GroupCommit(() -> {
            throw new OutOfMemoryError("simulated");
        });
        assertThatThrownBy(() -> commit.await(1)).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(commit::requireAlive).isInstanceOf(LogFailedException.class);
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorGetsLost() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        GroupCommit commit = new GroupCommit(() -> {
            long position = appended.get();
            runs.countDown();
            awaitLatch(mayEnd);
            return position;
        });
        appended.set(1);
        Future<?> leader = waiter(commit, 1);
        runs.await();
        Future<Boolean> interrupted = threads.submit(() -> {
            Thread.currentThread().interrupt();
            commit.await(1);
            return Thread.interrupted();
        });
        mayEnd.countDown();
        leader.get();
        assertThat(interrupted.get()).isTrue();
    }

    private Future<?> waiter(GroupCommit commit, long position) {
        return threads.submit(() -> {
            commit.await(position);
            return null;
        });
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
