package dev.dolmen.benchmarks.data;

/** What was read: how many rows, the sum of their numbers, and whether they came in order. Not thread-safe. */
public final class Tally {

    private long count;
    private long sum;
    private long last;
    private boolean ascending;

    public Tally() {
        clear();
    }

    public void clear() {
        count = 0;
        sum = 0;
        last = Long.MIN_VALUE;
        ascending = true;
    }

    public void add(long number) {
        count++;
        sum += number;
        ascending &= number > last;
        last = number;
    }

    public long count() {
        return count;
    }

    public long sum() {
        return sum;
    }

    /** @throws AssertionError unless these rows were read, in the order of their numbers */
    public void requireRange(long first, long expectedCount) {
        requireCount(expectedCount, (2 * first + expectedCount - 1) * expectedCount / 2);
        if (!ascending) {
            throw new AssertionError("rows out of order");
        }
    }

    /** @throws AssertionError unless so many rows were read and their numbers have this sum */
    public void requireCount(long expectedCount, long expectedSum) {
        if (count != expectedCount || sum != expectedSum) {
            throw new AssertionError("read " + count + " rows whose numbers add up to " + sum + "; " + expectedCount
                    + " and " + expectedSum + " are right");
        }
    }
}
