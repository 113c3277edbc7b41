package dev.dolmen.lsm;

import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.health.ReadOnlyStoreException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Work of one kind that is done in the background whenever it has become necessary, by one thread at a time. What becomes
 * necessary while a run is under way is done by that same thread, in another run: writers say so with each write, and
 * threads that only waited for each other would pile up by the hundred. Thread-safe.
 */
final class BackgroundTask {

    private static final System.Logger LOGGER = System.getLogger(BackgroundTask.class.getName());

    private final Executor background;
    private final Health health;
    private final Work work;
    private final System.Logger logger;

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    private enum State {
        IDLE,
        /** A run waits to begin: it will do all there is to do then. */
        SCHEDULED,
        RUNNING,
        /** Another run is to follow. */
        WANTED_AGAIN
    }

    /** @param work does all there is to do; it has noted whatever it throws */
    BackgroundTask(Executor background, Health health, Work work) {
        this(background, health, work, LOGGER);
    }

    /** @param logger told of what fails */
    BackgroundTask(Executor background, Health health, Work work, System.Logger logger) {
        this.background = background;
        this.health = health;
        this.work = work;
        this.logger = logger;
    }

    /** Has the work done soon, unless the store can take no more writes. */
    void schedule() {
        if (!health.isWritable() || !claim()) {
            return;
        }
        try {
            background.execute(this::runWhileWanted);
        } catch (RejectedExecutionException | OutOfMemoryError refused) {
            // The latter is what the JVM throws where the system gives it no more threads: for this time only.
            state.set(State.IDLE);
            logger.log(Level.WARNING, "no background thread: writers will flush and compact", refused);
        } catch (RuntimeException | Error unexpected) {
            // A caller at the end of its stack, for example. Nobody has taken the run, so the next one may ask for it.
            state.set(State.IDLE);
            throw unexpected;
        }
    }

    /** Notes that a run is wanted, and returns whether the caller must have a thread begin it. */
    private boolean claim() {
        while (true) {
            State now = state.get();
            if (now == State.SCHEDULED || now == State.WANTED_AGAIN) {
                return false;
            }
            State next = now == State.IDLE ? State.SCHEDULED : State.WANTED_AGAIN;
            if (state.compareAndSet(now, next)) {
                return now == State.IDLE;
            }
        }
    }

    boolean isUnderWay() {
        return state.get() != State.IDLE;
    }

    private void runWhileWanted() {
        boolean ended = false;
        try {
            do {
                state.set(State.RUNNING);
                run();
            } while (!state.compareAndSet(State.RUNNING, State.IDLE));
            ended = true;
        } finally {
            if (!ended) {
                state.set(
                        State.IDLE); // not even the log could be told; the next one who wants a run gets another thread
            }
        }
    }

    private void run() {
        try {
            work.run();
        } catch (ClosedStoreException | ReadOnlyStoreException ended) {
            logger.log(Level.DEBUG, "background work ended with the store", ended);
        } catch (IOException | RuntimeException | Error failure) {
            // Which of them end the writing, those decide who know what was being done.
            if (health.failure() == null) {
                logger.log(Level.WARNING, "background work failed and will be tried again", failure);
            } else {
                logger.log(Level.ERROR, "background work failed: the store is read-only", failure);
            }
        }
    }
}
