package dev.dolmen.embedded;

import java.time.Duration;
import java.time.InstantSource;

/**
 * The time by which request tokens age: it advances with the clock, but believes no jump.
 *
 * <p>Each reading of the clock advances it by what passed since the last reading, yet never backwards and never by more
 * than {@link #LONGEST_STEP}. A clock set back adds nothing; a clock set a year ahead adds a minute. So a token can live
 * longer than asked for, when nobody looks at the clock for a while or the store is closed, and hardly shorter: each
 * jump ahead costs at most one step.
 *
 * <p>It starts from where the newest token on disk left it, not from the clock, so that what the clock did while the
 * store was closed does not matter. Thread-safe.
 */
final class TokenTime {

    static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    private final InstantSource clock;
    private long elapsedMillis;
    private long lastSeenMillis;

    /** @param startMillis the reading to go on from */
    TokenTime(InstantSource clock, long startMillis) {
        this.clock = clock;
        this.elapsedMillis = startMillis;
        this.lastSeenMillis = clock.millis();
    }

    /** Milliseconds of open time since the database was made; never smaller than an earlier reading. */
    synchronized long millis() {
        long now = clock.millis();
        elapsedMillis += Math.max(0, Math.min(now - lastSeenMillis, LONGEST_STEP.toMillis()));
        lastSeenMillis = now;
        return elapsedMillis;
    }
}
