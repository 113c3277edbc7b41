package dev.dolmen.lsm;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.Health;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Work that may be tried again after it failed, and when. An {@link IOException} leaves everything as it was: perhaps there
 * was no room on the disk, and will be. Damage found, and anything that is not an {@code IOException}, makes the store
 * read-only: going on could make it worse. Thread-safe.
 */
final class Retry {

    /** Soon enough for "within seconds", seldom enough to cost nothing. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final InstantSource clock;
    private final Health health;
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable Failure last;

    private record Failure(IOException cause, Instant at) {}

    /** @param name of the work, as messages tell it */
    Retry(String name, InstantSource clock, Health health) {
        this.name = name;
        this.clock = clock;
        this.health = health;
    }

    void attempt(Work work) throws IOException {
        try {
            work.run();
            last = null;
        } catch (ClosedStoreException closed) {
            throw closed;
        } catch (CorruptFileException damage) {
            health.fail(damage);
            throw damage;
        } catch (IOException failure) {
            failures.incrementAndGet();
            last = new Failure(failure, clock.instant());
            throw failure;
        } catch (RuntimeException | Error failure) {
            health.fail(failure);
            throw failure;
        }
    }

    /** How many attempts have failed so far. */
    long failures() {
        return failures.get();
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
    void requireDue() throws IOException {
        Failure failure = last;
        if (failure != null && !isDue()) {
            throw new IOException(
                    "no more can be written before a " + name + " succeeds; it failed with: "
                            + failure.cause.getMessage(),
                    failure.cause);
        }
    }
}
