package dev.dolmen.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls and answers as they were seen, with the order in which they began and ended. Thread-safe while it is recorded.
 *
 * <p>A call without an answer is pending: it may have happened at any moment after it began, after all the others too, or
 * never.
 *
 * @param <I> what a call is given
 * @param <O> what a call answers
 */
public final class History<I, O> {

    /**
     * @param output null while no answer is known
     * @param end {@link Long#MAX_VALUE} while no answer is known
     */
    public record Call<I, O>(I input, O output, long begin, long end) {

        public boolean pending() {
            return end == Long.MAX_VALUE;
        }

        @Override
        public String toString() {
            return "[" + begin + ", " + (pending() ? "?" : end) + "] " + input + " -> " + (pending() ? "?" : output);
        }
    }

    private final AtomicLong moments = new AtomicLong();
    private final AtomicInteger ids = new AtomicInteger();
    private final ConcurrentHashMap<Integer, Call<I, O>> calls = new ConcurrentHashMap<>();

    /** To be called just before the call is made. */
    public int begin(I input) {
        int id = ids.getAndIncrement();
        calls.put(id, new Call<>(input, null, moments.getAndIncrement(), Long.MAX_VALUE));
        return id;
    }

    /** To be called just after the answer is known. */
    public void end(int id, O output) {
        long end = moments.getAndIncrement();
        calls.computeIfPresent(id, (key, call) -> new Call<>(call.input(), output, call.begin(), end));
    }

    /** Forgets a call that is known to have done nothing. */
    public void forget(int id) {
        calls.remove(id);
    }

    public List<Call<I, O>> calls() {
        return new ArrayList<>(calls.values());
    }
}
