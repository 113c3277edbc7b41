package dev.dolmen.lsm;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Spaces out attempts at work that failed, for want of disk space perhaps. Thread-safe. */
final class Retry {

    /** Soon enough for "within seconds", seldom enough to cost nothing. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private volatile @Nullable Failure last;

    private record Failure(IOException cause, Instant at) {}

    Retry(InstantSource clock) {
        this.clock = clock;
    }

    void failed(IOException cause) {
        last = new Failure(cause, clock.instant());
    }

    void succeeded() {
        last = null;
    }

    boolean isFailing() {
        return last != null;
    }

    /** Whether an attempt makes sense: the last one went well, or was some time ago (or ahead: clocks jump). */
    boolean isDue() {
        Failure failure = last;
        return failure == null
                || Duration.between(failure.at, clock.instant()).abs().compareTo(PAUSE) >= 0;
    }

    /** @throws IOException with the last failure, when it is too early for another attempt */
    void requireDue(String work) throws IOException {
        Failure failure = last;
        if (failure != null && !isDue()) {
            throw new IOException(
                    "no more can be written before a " + work + " succeeds; it failed with: "
                            + failure.cause.getMessage(),
                    failure.cause);
        }
    }
}
