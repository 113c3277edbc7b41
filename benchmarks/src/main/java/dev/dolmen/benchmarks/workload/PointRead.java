package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Permutation;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.peer.Peer;
import java.util.SplittableRandom;

/** Gets single rows by key. */
final class PointRead implements Workload {

    /** Of which rows. */
    enum Choice {
        /** A thousand scattered ones. */
        HOT,
        /** Any. */
        UNIFORM,
        /** None: places between rows that there are. */
        MISSING
    }

    private static final int HOT_ROWS = 1000;

    private final String name;
    private final String description;
    private final Goal goal;
    private final Choice choice;
    private final int threads;

    PointRead(String name, String description, Goal goal, Choice choice, int threads) {
        this.name = name;
        this.description = description;
        this.goal = goal;
        this.choice = choice;
        this.threads = threads;
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
        return "get";
    }

    @Override
    public Goal goal() {
        return goal;
    }

    @Override
    public Start start() {
        return Start.LOADED;
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public Client client(Subject subject, int thread, int ofThreads) {
        Peer peer = subject.peer();
        Rows rows = subject.rows();
        DataSet dataSet = subject.dataSet();
        Permutation scatter = new Permutation(dataSet.rows(), 3);
        long chosenFrom = choice == Choice.HOT ? Math.min(HOT_ROWS, dataSet.rows()) : dataSet.rows();
        SplittableRandom random = new SplittableRandom(thread);
        return () -> {
            long number = scatter.at(random.nextLong(chosenFrom));
            Row place = choice == Choice.MISSING ? rows.placeBeside(number) : rows.place(number);
            long expected = choice == Choice.MISSING ? Rows.ABSENT : number;
            return () -> {
                Checks.same(peer.get(place), expected, "row got");
                return 1;
            };
        };
    }
}
