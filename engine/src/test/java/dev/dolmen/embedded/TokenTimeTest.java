package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TokenTimeTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
    private final TokenTime time = new TokenTime(now::get, 5_000);

    @Test
    void followsTheClock() {
        assertThat(time.millis()).isEqualTo(5_000);
        now.updateAndGet(i -> i.plusMillis(700));
        assertThat(time.millis()).isEqualTo(5_700);
        assertThat(time.millis()).isEqualTo(5_700);
    }

    @Test
    void aClockSetBackAddsNothingAndGoesOnFromThere() {
        now.updateAndGet(i -> i.minus(Duration.ofDays(3)));
        assertThat(time.millis()).isEqualTo(5_000);
        now.updateAndGet(i -> i.plusMillis(10));
        assertThat(time.millis()).isEqualTo(5_010);
    }

    @Test
    void aClockSetAheadAddsOneStepAtMost() {
        now.updateAndGet(i -> i.plus(Duration.ofDays(365)));
        assertThat(time.millis()).isEqualTo(5_000 + TokenTime.LONGEST_STEP.toMillis());
    }

    @Test
    void jumpsToAndFroAddOneStepForEachJumpAhead() {
        for (int i = 0; i < 3; i++) {
            now.updateAndGet(t -> t.plus(Duration.ofDays(1)));
            time.millis();
            now.updateAndGet(t -> t.minus(Duration.ofDays(1)));
            time.millis();
        }
        assertThat(time.millis()).isEqualTo(5_000 + 3 * TokenTime.LONGEST_STEP.toMillis());
    }
}
