package dev.dolmen.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Ways to use file channels, which close themselves when the thread that uses them is interrupted, without the caller
 * noticing an interrupt before it is back from the call. The interrupt status is kept for the caller to find.
 */
final class Uninterrupted {

    /** Something to do with a channel that it opens and closes itself. */
    interface Call<T> {
        T run() throws IOException;
    }

    private Uninterrupted() {}

    /** Runs the call again whenever an interrupt has spoiled it. Requires: it opens its channel, and only reads. */
    static <T> T retry(Call<T> call) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return call.run();
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Runs the call on a thread of its own, which nobody has a hand on to interrupt it. For what must not simply be done
     * again: when an interrupt closes a channel in the middle of an fsync, the channel throws
     * {@link ClosedByInterruptException} instead of the error which that fsync may have met; the operating system has then
     * reported the error, and an fsync through a channel opened anew succeeds as if nothing had been lost.
     */
    static <T> T onOwnThread(String name, Call<T> call) throws IOException {
        return onOwnThread(name, call, Thread::start);
    }

    /** @param starter starts the thread; throws an {@link OutOfMemoryError} where the system has none to spare */
    static <T> T onOwnThread(String name, Call<T> call, Consumer<Thread> starter) throws IOException {
        FutureTask<T> task = new FutureTask<>(call::run);
        Thread thread = new Thread(null, task, name);
        thread.setDaemon(true);
        boolean interrupted = Thread.interrupted();
        try {
            try {
                starter.accept(thread);
            } catch (OutOfMemoryError noThread) {
                // Here, then: an interrupt that comes now makes the call fail, which is no worse than not to begin it.
                task.run();
            }
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            } else if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            } else if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
