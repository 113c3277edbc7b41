package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.testkit.SimulatedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenTimeTest {

    private final SimulatedClock clock = new SimulatedClock();
    private final TokenTime time = new TokenTime(clock, 5_000);

    @Test
    void followsTheClockToTheSecond() {
        assertThat(time.millis()).isEqualTo(5_000);
        for (int i = 0; i < 10; i++) {
            clock.step(Duration.ofMillis(700));
            time.millis();
        }
        assertThat(time.millis()).isEqualTo(12_000);
        clock.step(Duration.ofMillis(999));
        assertThat(time.millis()).isEqualTo(12_000);
        clock.step(Duration.ofMillis(1));
        assertThat(time.millis()).isEqualTo(13_000);
    }

    @Test
    void aClockSetBackAddsNothingAndGoesOnFromThere() {
        clock.step(Duration.ofDays(-3));
        assertThat(time.millis()).isEqualTo(5_000);
        clock.step(Duration.ofSeconds(10));
        assertThat(time.millis()).isEqualTo(15_000);
    }

    @Test
    void aClockSetAheadAddsOneStepAtMost() {
        clock.step(Duration.ofDays(365));
        assertThat(time.millis()).isEqualTo(5_000 + TokenTime.LONGEST_STEP.toMillis());
    }

    @Test
    void jumpsToAndFroAddOneStepForEachJumpAhead() {
        for (int i = 0; i < 3; i++) {
            clock.step(Duration.ofDays(1));
            time.millis();
            clock.step(Duration.ofDays(-1));
            time.millis();
        }
        assertThat(time.millis()).isEqualTo(5_000 + 3 * TokenTime.LONGEST_STEP.toMillis());
    }
}
