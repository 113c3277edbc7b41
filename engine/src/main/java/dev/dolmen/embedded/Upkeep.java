package dev.dolmen.embedded;

import dev.dolmen.lsm.health.ClosedStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Starts, now and then, what becomes necessary without anybody writing, and what has failed and may not fail again. */
final class Upkeep {

    private static final System.Logger LOGGER = System.getLogger(Upkeep.class.getName());

    /** Far below the ages it is about, far above what it costs; and of what failed, nobody waits so long who says so. */
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final ScheduledFuture<?> schedule;

    private Upkeep(ScheduledFuture<?> schedule) {
        this.schedule = schedule;
    }

    /** Something to look after. What it throws keeps it from nothing the next time, nor the others from theirs. */
    interface Task {
        void run() throws IOException;
    }

    static Upkeep start(ScheduledExecutorService timer, Task... tasks) {
        List<Task> all = List.of(tasks);
        long seconds = PERIOD.toSeconds();
        return new Upkeep(
                timer.scheduleWithFixedDelay(() -> all.forEach(Upkeep::tend), seconds, seconds, TimeUnit.SECONDS));
    }

    private static void tend(Task task) {
        try {
            task.run();
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
