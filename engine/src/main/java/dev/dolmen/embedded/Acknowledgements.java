package dev.dolmen.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives answers once everything they rest on is durable, many at a time: one task waits for the newest sequence number
 * that any waiting answer needs, then gives them all, while the next ones gather. So thousands of asynchronous writes
 * share one sync of the log, and no thread waits per write.
 *
 * <p>The task runs on the given executor, one at a time, and only while answers are waiting. With {@code Runnable::run}
 * every answer is given before {@link #give} returns, in one thread. Answers are given in the order they were asked for,
 * on the task's thread: whatever hangs on them should be short, or go elsewhere.
 *
 * <p>Thread-safe.
 */
final class Acknowledgements {

    /** Waits until a sequence number is durable. */
    interface Durable {
        void await(long sequence) throws IOException;
    }

    /** An answer that waits: exactly one of the two methods is called, once. */
    interface Answer {

        void durable();

        void failed(Throwable cause);
    }

    private record Waiting(long sequence, Answer answer) {}

    private final Durable durable;
    private final Executor executor;
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();

    Acknowledgements(Durable durable, Executor executor) {
        this.durable = durable;
        this.executor = executor;
    }

    /** Gives the answer as soon as this sequence number is durable, or says why it never will be known to be. */
    void give(long sequence, Answer answer) {
        queue.add(new Waiting(sequence, answer));
        start();
    }

    private void start() {
        if (queue.isEmpty() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The executor was shut down before the store, or the system gives it no thread, which is that
            // error: these answers are still owed, so this thread gives them.
            run();
        }
    }

    private void run() {
        try {
            for (List<Waiting> group = next(); !group.isEmpty(); group = next()) {
                giveAll(group);
            }
        } finally {
            running.set(false);
        }
        // An answer that came after the last look, while this still counted as running, would wait for ever.
        start();
    }

    private List<Waiting> next() {
        List<Waiting> group = new ArrayList<>();
        for (Waiting waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            group.add(waiting);
        }
        return group;
    }

    private void giveAll(List<Waiting> group) {
        long newest = 0;
        for (Waiting waiting : group) {
            newest = Math.max(newest, waiting.sequence());
        }
        try {
            durable.await(newest);
        } catch (IOException | RuntimeException | Error e) {
            giveOneByOne(group);
            return;
        }
        for (Waiting waiting : group) {
            waiting.answer().durable();
        }
    }

    /** After a failure each answer learns its own fate: what an earlier sync covered is durable for certain. */
    private void giveOneByOne(List<Waiting> group) {
        for (Waiting waiting : group) {
            try {
                durable.await(waiting.sequence());
            } catch (IOException | RuntimeException | Error e) {
                waiting.answer().failed(e);
                continue;
            }
            waiting.answer().durable();
        }
    }
}
