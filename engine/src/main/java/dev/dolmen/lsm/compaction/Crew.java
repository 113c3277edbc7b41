package dev.dolmen.lsm.compaction;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Threads that share the parts of one piece of work. The caller's is one of them, and does alone what nobody else begins:
 * so no executor, however busy, can hold the work up.
 */
public final class Crew {

    private static final System.Logger LOGGER = System.getLogger(Crew.class.getName());

    private final Executor executor;
    private final int threads;

    /** @param threads at most so many work at a time, the caller's included */
    public Crew(Executor executor, int threads) {
        this.executor = executor;
        this.threads = threads;
    }

    int threads() {
        return threads;
    }

    /** A part of the work. */
    interface Part<T> {
        T run() throws IOException;
    }

    /**
     * Runs all parts to their ends. An interrupt of the caller's thread changes nothing.
     *
     * @param results given what each part that did not fail returned, whether or not another failed
     * @throws IOException the first failure, with the others suppressed in it
     */
    <T> void run(List<Part<T>> parts, List<T> results) throws IOException {
        Shared<T> shared = new Shared<>(parts);
        for (int helper = 1; helper < Math.min(threads, parts.size()); helper++) {
            try {
                executor.execute(shared::work);
            } catch (RejectedExecutionException | OutOfMemoryError refused) {
                // The latter is what the JVM throws where the system gives it no more threads.
                LOGGER.log(Level.DEBUG, "no thread to help", refused);
            }
        }
        shared.work();
        shared.await();
        results.addAll(shared.results());
        shared.throwFailure();
    }

    private static final class Shared<T> {

        private final List<Part<T>> parts;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch unfinished;
        private final AtomicReferenceArray<T> results;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        private Shared(List<Part<T>> parts) {
            this.parts = parts;
            unfinished = new CountDownLatch(parts.size());
            results = new AtomicReferenceArray<>(parts.size());
        }

        private void work() {
            for (int part = next.getAndIncrement(); part < parts.size(); part = next.getAndIncrement()) {
                try {
                    results.set(part, parts.get(part).run());
                } catch (IOException | RuntimeException | Error failed) {
                    Throwable first = failure.compareAndExchange(null, failed);
                    if (first != null && first != failed) {
                        first.addSuppressed(failed);
                    }
                } finally {
                    unfinished.countDown();
                }
            }
        }

        private void await() {
            boolean interrupted = false;
            while (true) {
                try {
                    unfinished.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private List<T> results() {
            List<T> all = new ArrayList<>();
            for (int i = 0; i < results.length(); i++) {
                T result = results.get(i);
                if (result != null) {
                    all.add(result);
                }
            }
            return all;
        }

        private void throwFailure() throws IOException {
            Throwable failed = failure.get();
            if (failed instanceof IOException io) {
                throw io;
            } else if (failed instanceof RuntimeException unchecked) {
                throw unchecked;
            } else if (failed instanceof Error error) {
                throw error;
            }
        }
    }
}
