package dev.dolmen.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A register with read, write and compare-and-set. */
class LinearizabilityCheckerTest {

    private record Step(String name, int expected, int value) {}

    private static final SequentialModel<Integer, Step, Integer> REGISTER = new SequentialModel<>() {
        @Override
        public Integer initialState() {
            return 0;
        }

        @Override
        public Optional<Integer> step(Integer state, Step input, Integer output) {
            return switch (input.name()) {
                case "read" -> output.equals(state) ? Optional.of(state) : Optional.empty();
                case "write" -> Optional.of(input.value());
                default ->
                    (output == 1) == (state == input.expected())
                            ? Optional.of(stepWithoutAnswer(state, input))
                            : Optional.empty();
            };
        }

        @Override
        public Integer stepWithoutAnswer(Integer state, Step input) {
            return switch (input.name()) {
                case "read" -> state;
                case "write" -> input.value();
                default -> state == input.expected() ? input.value() : state;
            };
        }
    };

    private static History.Call<Step, Integer> read(int output, long begin, long end) {
        return new History.Call<>(new Step("read", 0, 0), output, begin, end);
    }

    private static History.Call<Step, Integer> write(int value, long begin, long end) {
        return new History.Call<>(new Step("write", 0, value), 0, begin, end);
    }

    private static History.Call<Step, Integer> swap(int expected, int value, int output, long begin, long end) {
        return new History.Call<>(new Step("swap", expected, value), output, begin, end);
    }

    private static boolean linearizable(List<History.Call<Step, Integer>> calls) {
        return LinearizabilityChecker.isLinearizable(REGISTER, calls);
    }

    @Test
    void acceptsWhatSomeOrderExplains() {
        assertThat(linearizable(List.of())).isTrue();
        assertThat(linearizable(List.of(write(1, 0, 3), read(0, 1, 2)))).isTrue();
        assertThat(linearizable(List.of(write(1, 0, 3), read(1, 1, 2)))).isTrue();
        assertThat(linearizable(List.of(write(1, 0, 9), read(1, 1, 2), read(1, 3, 4))))
                .isTrue();
        assertThat(linearizable(List.of(swap(0, 1, 1, 0, 5), swap(1, 2, 1, 1, 4), read(2, 6, 7))))
                .isTrue();
    }

    @Test
    void refusesStaleReadsLostWritesAndDoubleSuccess() {
        assertThat(linearizable(List.of(write(1, 0, 1), read(0, 2, 3)))).isFalse();
        assertThat(linearizable(List.of(write(1, 0, 9), read(1, 1, 2), read(0, 3, 4))))
                .isFalse();
        assertThat(linearizable(List.of(read(7, 0, 1)))).isFalse();
        assertThat(linearizable(List.of(swap(0, 1, 1, 0, 5), swap(0, 2, 1, 1, 4))))
                .isFalse();
        assertThat(linearizable(List.of(swap(0, 1, 0, 0, 1)))).isFalse();
    }

    @Test
    void aPendingCallHappensLateOrNever() {
        long never = Long.MAX_VALUE;
        assertThat(linearizable(List.of(write(1, 0, never), read(0, 1, 2)))).isTrue();
        assertThat(linearizable(List.of(write(1, 0, never), read(0, 1, 2), read(1, 3, 4))))
                .isTrue();
        assertThat(linearizable(List.of(write(1, 0, never), read(1, 1, 2), read(0, 3, 4))))
                .isFalse();
        assertThat(linearizable(List.of(read(1, 0, 1), write(1, 2, never)))).isFalse();
    }

    /** Histories made from a true order are accepted, and refused once an answer is falsified that nothing explains. */
    @Test
    void decidesLongHistories() {
        long seed = 20261101;
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            List<History.Call<Step, Integer>> calls = new ArrayList<>();
            int state = 0;
            for (int i = 0; i < 2_000; i++) {
                long moment = 100L * i;
                long begin = moment - random.nextInt(400);
                long end = moment + 1 + random.nextInt(400);
                int value = i + 1;
                switch (random.nextInt(3)) {
                    case 0 -> calls.add(read(state, begin, end));
                    case 1 -> {
                        calls.add(write(value, begin, end));
                        state = value;
                    }
                    default -> {
                        int expected = random.nextBoolean() ? state : -1;
                        calls.add(swap(expected, value, expected == state ? 1 : 0, begin, end));
                        state = expected == state ? value : state;
                    }
                }
            }
            assertThat(LinearizabilityChecker.isLinearizable(REGISTER, calls))
                    .as("seed %d round %d", seed, round)
                    .isTrue();
            int at = random.nextInt(calls.size());
            calls.add(read(-5, calls.get(at).begin(), calls.get(at).end()));
            assertThat(LinearizabilityChecker.isLinearizable(REGISTER, calls))
                    .as("seed %d round %d, falsified", seed, round)
                    .isFalse();
        }
    }
}
