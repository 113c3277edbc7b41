package dev.dolmen.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows are chosen, and what is made of those that were read. */
class ChoiceTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 16, 17, 1_000, 4_097})
    void aPermutationHasEveryNumberOnce(long size) {
        Permutation permutation = new Permutation(size, 42);
        BitSet seen = new BitSet();
        LongStream.range(0, size).map(permutation::at).forEach(number -> seen.set((int) number));
        assertThat(seen.cardinality()).isEqualTo((int) size);
        assertThat(seen.length()).isEqualTo((int) size);
    }

    @Test
    void aPermutationIsNotTheOrderItself() {
        Permutation permutation = new Permutation(10_000, 42);
        long neighbours = LongStream.range(1, 10_000)
                .filter(i -> Math.abs(permutation.at(i) - permutation.at(i - 1)) == 1)
                .count();
        assertThat(neighbours).isLessThan(50);
    }

    @Test
    void zipfFavoursAFew() {
        int size = 1_000;
        Zipf zipf = new Zipf(size, new SplittableRandom(1));
        long[] counts = new long[size];
        int draws = 100_000;
        for (int i = 0; i < draws; i++) {
            counts[(int) zipf.next()]++;
        }
        long most = LongStream.of(counts).max().orElseThrow();
        // The most popular of a thousand has a share of 1 / 7.5, as the harmonic sum tells.
        assertThat(most).isBetween(draws / 9L, draws / 6L);
        assertThat(LongStream.of(counts).filter(count -> count > 0).count()).isGreaterThan(size * 9 / 10);
    }

    @Test
    void aTallyTellsMissingStrangeAndDisorderedRows() {
        Tally tally = new Tally();
        LongStream.rangeClosed(5, 9).forEach(tally::add);
        tally.requireRange(5, 5);
        assertThatThrownBy(() -> tally.requireRange(5, 4)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> tally.requireRange(4, 5)).isInstanceOf(AssertionError.class);
        tally.clear();
        LongStream.of(6, 5, 7, 8, 9).forEach(tally::add);
        assertThatThrownBy(() -> tally.requireRange(5, 5)).isInstanceOf(AssertionError.class);
    }
}
