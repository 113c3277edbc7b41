package dev.dolmen.embedded;

import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.ReadOnlyStoreException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * When expired items are looked for: about once a second while any table has a time to live, and not at all otherwise. The
 * timer only starts a look; the work is done on the background executor. After the clock has jumped none is taken for a while, see
 * {@link ClockWatch}: what it deletes is gone, though the clock be set right a minute later. Thread-safe.
 */
final class ExpirySchedule {

    static final long PERIOD_MILLIS = 1_000;

    private static final System.Logger LOGGER = System.getLogger(ExpirySchedule.class.getName());

    private final ExpirySweeper sweeper;
    private final Executor background;
    private final InstantSource clock;
    private final @Nullable ScheduledExecutorService timer;

    /** From the time a look is handed to the background until it is over: a slow one is not queued for again. */
    private final AtomicBoolean pending = new AtomicBoolean();

    /** Guarded by this. */
    private @Nullable ScheduledFuture<?> schedule;

    /** Guarded by this. */
    private boolean stopped;

    /** So that what fails every second is not logged every second; used by who has set {@link #pending}. */
    private boolean failedBefore;

    /** @param timer null when no look is taken by itself */
    ExpirySchedule(
            ExpirySweeper sweeper, Executor background, InstantSource clock, @Nullable ScheduledExecutorService timer) {
        this.sweeper = sweeper;
        this.background = background;
        this.clock = clock;
        this.timer = timer;
    }

    /** Tables have come or gone, or their times to live: begins, goes on or ceases to look, as is needed. */
    synchronized void adapt() {
        boolean needed = !stopped && sweeper.isNeeded();
        if (needed && schedule == null && timer != null) {
            ClockWatch watch = new ClockWatch();
            watch.believes(clock.instant());
            schedule = timer.scheduleWithFixedDelay(
                    () -> start(watch), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        } else if (!needed && schedule != null) {
            schedule.cancel(false);
            schedule = null;
        }
    }

    /** Looks no more, once a look that is being taken has ended. */
    void stop() {
        cease();
        sweeper.stop();
    }

    private synchronized void cease() {
        stopped = true;
        adapt();
    }

    private void start(ClockWatch watch) {
        // Read each time, however long the last look takes.
        Instant now = clock.instant();
        if (!watch.believes(now) || !pending.compareAndSet(false, true)) {
            return;
        }
        try {
            background.execute(() -> look(now));
        } catch (RejectedExecutionException e) {
            // The executor was shut down before the store: there is nobody to look any more.
            pending.set(false);
            cease();
        } catch (RuntimeException | Error e) {
            // What the JVM throws where the system gives it no more threads, for example: for this time only.
            pending.set(false);
            note(e);
        }
    }

    private void note(Throwable failure) {
        if (!failedBefore) {
            LOGGER.log(System.Logger.Level.WARNING, "expired items could not be deleted; it is tried again", failure);
        }
        failedBefore = true;
    }

    private void look(Instant now) {
        try {
            sweeper.look(now);
            failedBefore = false;
        } catch (ClosedStoreException | ReadOnlyStoreException e) {
            // Every caller is told why, and no later look can do better.
            cease();
        } catch (IOException | RuntimeException | Error e) {
            note(e);
        } finally {
            pending.set(false);
        }
    }
}
