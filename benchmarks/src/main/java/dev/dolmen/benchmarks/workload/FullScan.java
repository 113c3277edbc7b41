package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.benchmarks.peer.Peer;

/** Reads all rows again and again, perhaps after a part of them was deleted. */
public final class FullScan implements Workload {

    private static final int PERCENT = 100;

    private final String name;
    private final String description;
    private final Goal goal;
    private final int deletedPercent;

    FullScan(String name, String description, Goal goal, int deletedPercent) {
        this.name = name;
        this.description = description;
        this.goal = goal;
        this.deletedPercent = deletedPercent;
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
        return "row";
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
    public void prepare(Subject subject) throws Exception {
        for (long number = 0; number < subject.dataSet().rows(); number++) {
            if (isDeleted(number)) {
                subject.peer().delete(subject.rows().place(number));
            }
        }
    }

    /** Spread evenly: of two neighbours one, if half of all are deleted. */
    private boolean isDeleted(long number) {
        return number * deletedPercent / PERCENT != (number + 1) * deletedPercent / PERCENT;
    }

    @Override
    public Client client(Subject subject, int thread, int threads) {
        Peer peer = subject.peer();
        DataSet dataSet = subject.dataSet();
        Tally expected = new Tally();
        for (long number = 0; number < dataSet.rows(); number++) {
            if (!isDeleted(number)) {
                expected.add(number);
            }
        }
        Tally tally = new Tally();
        return () -> () -> {
            tally.clear();
            peer.scan(tally);
            tally.requireCount(expected.count(), expected.sum());
            return (int) tally.count();
        };
    }
}
