package dev.dolmen.lsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.lsm.health.Health;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.ResourceBundle;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BackgroundTaskTest {

    private final Health health = new Health();
    private final Queue<Runnable> handedOut = new ArrayDeque<>();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void takesOneThreadHoweverOftenItIsWanted() {
        BackgroundTask task = new BackgroundTask(handedOut::add, health, runs::incrementAndGet);

        task.schedule();
        task.schedule();

        assertThat(handedOut).hasSize(1);
        assertThat(task.isUnderWay()).isTrue();
        handedOut.remove().run();
        assertThat(runs).hasValue(1);
        assertThat(task.isUnderWay()).isFalse();
    }

    @Test
    void runsOnceMoreForWhatBecameNecessaryMeanwhile() {
        AtomicReference<BackgroundTask> itself = new AtomicReference<>();
        BackgroundTask task = new BackgroundTask(handedOut::add, health, () -> {
            if (runs.incrementAndGet() == 1) {
                itself.get().schedule();
                itself.get().schedule();
            }
        });
        itself.set(task);

        task.schedule();
        handedOut.remove().run();

        assertThat(runs).hasValue(2);
        assertThat(handedOut).isEmpty();
        assertThat(task.isUnderWay()).isFalse();
    }

    @Test
    void runsAgainAfterARunThatFailed() {
        BackgroundTask task = new BackgroundTask(handedOut::add, health, () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("the first run fails");
            }
        });

        task.schedule();
        handedOut.remove().run();
        task.schedule();
        handedOut.remove().run();

        assertThat(runs).hasValue(2);
    }

    /** An error of reading, say, whose like may go well the next time, is not told as the end of all writing. */
    @Test
    void saysThatTheStoreIsReadOnlyWhenItIs() {
        runAndFail(new IOException("made for the test"), false);
        runAndFail(new StackOverflowError("made for the test"), false);
        runAndFail(new IOException("made for the test"), true);
        assertThat(told)
                .containsExactly(
                        "WARNING: background work failed and will be tried again",
                        "WARNING: background work failed and will be tried again",
                        "ERROR: background work failed: the store is read-only");
    }

    private final List<String> told = new ArrayList<>();

    private final class Ear implements System.Logger {
        @Override
        public String getName() {
            return "ear";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            told.add(level + ": " + message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            told.add(level + ": " + format);
        }
    }

    private void runAndFail(Throwable failure, boolean forGood) {
        BackgroundTask task = new BackgroundTask(
                handedOut::add,
                health,
                () -> {
                    if (forGood) {
                        health.fail(failure);
                    }
                    throw undeclared(failure);
                },
                new Ear());
        task.schedule();
        handedOut.remove().run();
    }

    /** As when there is no memory left to tell of a failure: whatever ends the thread, another one can take its place. */
    @Test
    void isNotUnderWayAnyMoreWhenItsThreadDies() {
        BackgroundTask task = new BackgroundTask(handedOut::add, health, () -> {
            runs.incrementAndGet();
            throw undeclared(new InterruptedException("no work throws this"));
        });

        task.schedule();
        assertThatThrownBy(() -> handedOut.remove().run()).isInstanceOf(InterruptedException.class);

        assertThat(task.isUnderWay()).isFalse();
        task.schedule();
        assertThat(handedOut).hasSize(1);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException undeclared(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void isNotUnderWayWhenNoThreadTakesIt() {
        assertOfferedAgainAfterRefusalBy(run -> {
            throw new RejectedExecutionException("closing");
        });
    }

    @Test
    void isNotUnderWayWhenTheSystemHasNoThreadLeft() {
        assertOfferedAgainAfterRefusalBy(run -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
    }

    /** Or there would be no run any more. */
    @Test
    void isNotUnderWayWhenWhoWantsItIsAtTheEndOfItsStack() {
        AtomicInteger offers = new AtomicInteger();
        BackgroundTask task = new BackgroundTask(
                run -> {
                    if (offers.incrementAndGet() == 1) {
                        throw new StackOverflowError("made for the test");
                    }
                    run.run();
                },
                health,
                runs::incrementAndGet);

        assertThatThrownBy(task::schedule).isInstanceOf(StackOverflowError.class);
        assertThat(task.isUnderWay()).isFalse();
        task.schedule();

        assertThat(runs).hasValue(1);
    }

    private void assertOfferedAgainAfterRefusalBy(Executor refusing) {
        AtomicInteger offers = new AtomicInteger();
        BackgroundTask task = new BackgroundTask(
                run -> {
                    offers.incrementAndGet();
                    refusing.execute(run);
                },
                health,
                runs::incrementAndGet);

        task.schedule();
        assertThat(task.isUnderWay()).isFalse();
        task.schedule();

        assertThat(offers).hasValue(2);
        assertThat(runs).hasValue(0);
    }
}
