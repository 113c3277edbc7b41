package dev.dolmen.embedded;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a clock may be believed that is read about once a second: not for a while after it has jumped, for what is set
 * wrong is set right again soon, as a rule. The first reading is believed, since there is nothing to compare it with. Not
 * thread-safe.
 */
final class ClockWatch {

    /** Readings further apart, or so far back, are a jump: of the clock, or over a time when nothing ran. */
    static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    /** How long it must have gone on as clocks do after a jump. */
    static final Duration PROBATION = Duration.ofMinutes(10);

    private @Nullable Instant last;
    private Duration steadyFor = PROBATION;

    /** Takes a reading, and returns whether it may be believed. */
    boolean believes(Instant now) {
        Duration passed = last == null ? Duration.ZERO : Duration.between(last, now);
        last = now;
        if (passed.abs().compareTo(LONGEST_STEP) > 0) {
            steadyFor = Duration.ZERO;
        } else if (steadyFor.compareTo(PROBATION) < 0) {
            steadyFor = steadyFor.plus(passed);
        }
        return steadyFor.compareTo(PROBATION) >= 0;
    }
}
