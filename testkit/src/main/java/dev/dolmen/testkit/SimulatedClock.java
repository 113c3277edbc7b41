package dev.dolmen.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to move, in either direction. Thread-safe. */
public final class SimulatedClock implements InstantSource {

    private final AtomicReference<Instant> now;

    /** A clock that stands at an arbitrary but fixed instant in 2026. */
    public SimulatedClock() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public SimulatedClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    public void set(Instant instant) {
        now.set(instant);
    }

    /** Moves the clock by the step, backwards when it is negative, and returns the new time. */
    public Instant step(Duration step) {
        return now.updateAndGet(instant -> instant.plus(step));
    }
}
