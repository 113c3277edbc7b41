package dev.dolmen.embedded;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time by which request tokens age: it advances with the clock, but believes no jump.
 *
 * <p>Each reading of the clock advances it by what passed since the last reading, yet never backwards and never by more
 * than {@link #LONGEST_STEP}. A clock set back adds nothing; a clock set a year ahead adds a minute. So a token can live
 * longer than asked for, when nobody looks at the clock for a while or the store is closed, and hardly shorter: each
 * jump ahead costs at most one step.
 *
 * <p>It goes on from where it was when the store was last open, not from the clock, so that what the clock did meanwhile
 * does not matter. Thread-safe, without a lock.
 */
final class TokenTime {

    static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    /** How finely it is kept: readings of the clock closer together than this share one, and write no shared memory. */
    private static final long GRAIN_MILLIS = 1_000;

    private record Reading(long elapsedMillis, long clockMillis) {}

    private final InstantSource clock;
    private final AtomicReference<Reading> last;

    /** @param startMillis the reading to go on from */
    TokenTime(InstantSource clock, long startMillis) {
        this.clock = clock;
        this.last = new AtomicReference<>(new Reading(startMillis, clock.millis()));
    }

    /** Milliseconds that the database has been open, to the second; never smaller than an earlier reading. */
    long millis() {
        long now = clock.millis();
        while (true) {
            Reading before = last.get();
            long passed = now - before.clockMillis();
            if (passed >= 0 && passed < GRAIN_MILLIS) {
                return before.elapsedMillis();
            }
            long believed = Math.max(0, Math.min(passed, LONGEST_STEP.toMillis()));
            Reading after = new Reading(before.elapsedMillis() + believed, now);
            if (last.compareAndSet(before, after)) {
                return after.elapsedMillis();
            }
        }
    }
}
