package dev.dolmen.embedded;

import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.health.ClosedStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Lets the store start, now and then, what becomes necessary without anybody writing. */
final class Upkeep {

    private static final System.Logger LOGGER = System.getLogger(Upkeep.class.getName());

    /** Far below the ages it is about, far above what it costs. */
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final ScheduledFuture<?> schedule;

    private Upkeep(ScheduledFuture<?> schedule) {
        this.schedule = schedule;
    }

    static Upkeep start(OrderedStore store, ScheduledExecutorService timer) {
        long seconds = PERIOD.toSeconds();
        return new Upkeep(timer.scheduleWithFixedDelay(() -> tend(store), seconds, seconds, TimeUnit.SECONDS));
    }

    private static void tend(OrderedStore store) {
        try {
            store.tend();
        } catch (ClosedStoreException closed) {
            LOGGER.log(System.Logger.Level.DEBUG, "nothing to tend in a closed store", closed);
        } catch (IOException | RuntimeException | Error failure) {
            // Whatever got out of here would end the schedule without a word.
            LOGGER.log(System.Logger.Level.WARNING, "upkeep failed and will be tried again", failure);
        }
    }

    /** None begins after this. */
    void stop() {
        schedule.cancel(false);
    }
}
