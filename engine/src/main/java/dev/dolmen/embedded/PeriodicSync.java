package dev.dolmen.embedded;

import dev.dolmen.lsm.OrderedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Syncs the store now and then, though nobody waits for it. */
final class PeriodicSync {

    private static final System.Logger LOGGER = System.getLogger(PeriodicSync.class.getName());

    private final ScheduledFuture<?> schedule;

    private PeriodicSync(ScheduledFuture<?> schedule) {
        this.schedule = schedule;
    }

    static PeriodicSync start(OrderedStore store, Duration period, ScheduledExecutorService timer) {
        long nanos = period.toNanos();
        return new PeriodicSync(timer.scheduleWithFixedDelay(() -> sync(store), nanos, nanos, TimeUnit.NANOSECONDS));
    }

    /** A failure ends the schedule: the store is read-only by then, and tells every writer why. */
    private static void sync(OrderedStore store) {
        try {
            store.awaitDurable(store.visibleSequence());
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the periodic sync failed and will not be tried again", e);
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            // What got out of here would end the schedule without a word. The log knows whether it can be synced.
            LOGGER.log(System.Logger.Level.WARNING, "the periodic sync failed and will be tried again", e);
        }
    }

    /** No sync begins after this. */
    void stop() {
        schedule.cancel(false);
    }
}
