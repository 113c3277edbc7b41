package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.Tally;

/** Answers are checked in every run: a store that is fast because it is wrong must not win. */
final class Checks {

    private Checks() {}

    static void same(long actual, long expected, String what) {
        if (actual != expected) {
            throw new AssertionError(what + ": " + actual + " instead of " + expected);
        }
    }

    /** That all rows of the data set are there, and no others. */
    static void allRows(Subject subject) throws Exception {
        long rows = subject.dataSet().rows();
        rows(subject, rows, rows * (rows - 1) / 2);
    }

    static void noRows(Subject subject) throws Exception {
        rows(subject, 0, 0);
    }

    /** That so many rows are there, and that their numbers have this sum. */
    static void rows(Subject subject, long count, long sum) throws Exception {
        Tally tally = new Tally();
        subject.peer().scan(tally);
        tally.requireCount(count, sum);
    }
}
