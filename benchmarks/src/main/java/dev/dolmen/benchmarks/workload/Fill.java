package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Permutation;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.benchmarks.peer.Peer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts rows into an empty store, and waits until everything is where it is to rest. */
public final class Fill implements Workload {

    /** In which order. */
    public enum Order {
        /** By partition and sort key. */
        FORWARD,
        /** The same from the end. */
        BACKWARD,
        /** At random; every fifth put replaces a row that is there already. */
        RANDOM
    }

    private static final int OVERWRITE_EVERY = 5;
    private static final int SEED = 11;

    private final String name;
    private final String description;
    private final Goal goal;
    private final Order order;
    private final int threads;
    private final long wantedBytes;

    /** @param wantedBytes how much to put when the user does not say; 0 for the usual */
    Fill(String name, String description, Goal goal, Order order, int threads, long wantedBytes) {
        this.name = name;
        this.description = description;
        this.goal = goal;
        this.order = order;
        this.threads = threads;
        this.wantedBytes = wantedBytes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String unit() {
        return "put";
    }

    @Override
    public Goal goal() {
        return goal;
    }

    @Override
    public Start start() {
        return Start.EMPTY;
    }

    @Override
    public long rows(int itemBytes, long usual) {
        return wantedBytes == 0 ? usual : wantedBytes / itemBytes;
    }

    @Override
    public long operations(DataSet dataSet) {
        return order == Order.RANDOM ? dataSet.rows() + dataSet.rows() / (OVERWRITE_EVERY - 1) : dataSet.rows();
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public boolean puts() {
        return true;
    }

    @Override
    public boolean keepsAll() {
        return true;
    }

    @Override
    public Client client(Subject subject, int thread, int ofThreads) {
        Peer peer = subject.peer();
        LongUnaryOperator numbers = numbers(order, subject.dataSet());
        long end = operations(subject.dataSet());
        return new Client() {
            private long position = thread;

            @Override
            public @Nullable Operation next() {
                if (position >= end) {
                    return null;
                }
                Row row = subject.rows().row(numbers.applyAsLong(position));
                position += ofThreads;
                return () -> {
                    peer.put(row);
                    return 1;
                };
            }
        };
    }

    /** Which row is put at which position. */
    private static LongUnaryOperator numbers(Order order, DataSet dataSet) {
        long rows = dataSet.rows();
        Permutation permutation = new Permutation(rows, SEED);
        return switch (order) {
            case FORWARD -> position -> position;
            case BACKWARD -> position -> rows - 1 - position;
            case RANDOM ->
                position -> {
                    long fresh = position - position / OVERWRITE_EVERY;
                    boolean overwrites = position % OVERWRITE_EVERY == OVERWRITE_EVERY - 1;
                    return permutation.at(overwrites ? Math.floorMod(position * SEED, fresh) : fresh);
                };
        };
    }

    @Override
    public void verify(Subject subject) throws Exception {
        Tally tally = new Tally();
        subject.peer().scan(tally);
        long rows = subject.dataSet().rows();
        tally.requireCount(rows, rows * (rows - 1) / 2);
    }
}
