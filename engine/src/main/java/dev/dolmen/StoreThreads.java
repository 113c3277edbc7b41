package dev.dolmen;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads of one open store. They are daemons: a program that forgets to close its store can still end. */
final class StoreThreads implements AutoCloseable {

    private final ExecutorService background = Executors.newCachedThreadPool(named("dolmen-background"));
    private final ExecutorService acknowledgements =
            Executors.newSingleThreadExecutor(named("dolmen-acknowledgements"));
    private final @Nullable ScheduledExecutorService timer;

    StoreThreads(boolean withTimer) {
        timer = withTimer ? Executors.newSingleThreadScheduledExecutor(named("dolmen-timer")) : null;
    }

    /** Runs flushes and compactions; the store bounds how many there are at a time. */
    ExecutorService background() {
        return background;
    }

    ExecutorService acknowledgements() {
        return acknowledgements;
    }

    @Nullable
    ScheduledExecutorService timer() {
        return timer;
    }

    /** Lets what runs run to its end, and takes nothing new. */
    @Override
    public void close() {
        background.shutdown();
        acknowledgements.shutdown();
        if (timer != null) {
            timer.shutdown();
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
