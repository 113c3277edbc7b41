package dev.dolmen;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one open store. They are daemons: a program that forgets to close its store can still end. */
final class StoreThreads implements AutoCloseable {

    private final ExecutorService background = Executors.newCachedThreadPool(named("dolmen-background"));
    private final ExecutorService acknowledgements =
            Executors.newSingleThreadExecutor(named("dolmen-acknowledgements"));

    /** Has no thread until something is scheduled. */
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("dolmen-timer"));

    /** Runs flushes and compactions, of which the store bounds how many there are at a time, and deletes expired items. */
    ExecutorService background() {
        return background;
    }

    ExecutorService acknowledgements() {
        return acknowledgements;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Lets what runs run to its end, and takes nothing new. */
    @Override
    public void close() {
        background.shutdown();
        acknowledgements.shutdown();
        timer.shutdown();
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
