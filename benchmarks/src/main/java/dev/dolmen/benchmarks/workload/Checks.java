package dev.dolmen.benchmarks.workload;

/** Answers are checked in every run: a store that is fast because it is wrong must not win. */
final class Checks {

    private Checks() {}

    static void same(long actual, long expected, String what) {
        if (actual != expected) {
            throw new AssertionError(what + ": " + actual + " instead of " + expected);
        }
    }
}
