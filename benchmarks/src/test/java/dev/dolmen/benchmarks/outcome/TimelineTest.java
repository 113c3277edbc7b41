package dev.dolmen.benchmarks.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void unitsAndLongestCallsFallIntoTenthsOfASecond() {
        Timeline timeline = new Timeline();
        timeline.record(99_999_999, 5, 2);
        timeline.record(100_000_000, 7, 1);
        timeline.record(150_000_000, 6, 1);
        timeline.record(20_000_000_000L, 9, 3);
        assertThat(timeline.length()).isEqualTo(201);
        assertThat(timeline.units(0)).isEqualTo(2);
        assertThat(timeline.units(1)).isEqualTo(2);
        assertThat(timeline.longestNanos(1)).isEqualTo(7);
        assertThat(timeline.units(100)).isZero();
        assertThat(timeline.units(200)).isEqualTo(3);
    }

    @Test
    void thoseOfSeveralThreadsAreAddedUp() {
        Timeline first = new Timeline();
        first.record(0, 5, 1);
        Timeline second = new Timeline();
        second.record(0, 8, 1);
        second.record(Timeline.BUCKET_NANOS, 1, 1);
        first.add(second);
        assertThat(first.length()).isEqualTo(2);
        assertThat(first.units(0)).isEqualTo(2);
        assertThat(first.longestNanos(0)).isEqualTo(8);
    }
}
