package dev.dolmen.lsm;

import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.health.ReadOnlyStoreException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work of one kind that is done in the background whenever it has become necessary. While a run waits to begin no other is
 * put behind it, since it will do all there is to do then. Thread-safe.
 */
final class BackgroundTask {

    private static final System.Logger LOGGER = System.getLogger(BackgroundTask.class.getName());

    private final Executor background;
    private final Health health;
    private final Work work;

    /** True while a run waits to begin. */
    private final AtomicBoolean scheduled = new AtomicBoolean();
    /** Runs that wait or have begun. */
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param work does all there is to do; it has noted whatever it throws */
    BackgroundTask(Executor background, Health health, Work work) {
        this.background = background;
        this.health = health;
        this.work = work;
    }

    /** Has the work done soon, unless the store can take no more writes. */
    void schedule() {
        if (!health.isWritable() || !scheduled.compareAndSet(false, true)) {
            return;
        }
        underWay.incrementAndGet();
        try {
            background.execute(() -> {
                scheduled.set(false);
                try {
                    run();
                } finally {
                    underWay.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException rejected) {
            scheduled.set(false);
            underWay.decrementAndGet();
            LOGGER.log(Level.WARNING, "no background thread: writers will flush and compact", rejected);
        }
    }

    boolean isUnderWay() {
        return underWay.get() > 0;
    }

    private void run() {
        try {
            work.run();
        } catch (ClosedStoreException | ReadOnlyStoreException ended) {
            LOGGER.log(Level.DEBUG, "background work ended with the store", ended);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "background work failed and will be tried again", failure);
        } catch (RuntimeException | Error failure) {
            LOGGER.log(Level.ERROR, "background work failed: the store is read-only", failure);
        }
    }
}
