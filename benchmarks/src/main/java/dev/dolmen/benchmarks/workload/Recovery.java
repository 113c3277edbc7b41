package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Tally;

/** Opens a store whose process was killed after it had put a log's worth of rows. */
final class Recovery implements Workload {

    private static final long LOG_BYTES = 128 << 20;

    private final String name;
    private final boolean cold;

    Recovery(String name, boolean cold) {
        this.name = name;
        this.cold = cold;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "Opening a store whose process was killed with 128 MB in its log, "
                + (cold ? "in a new process" : "in a process that has done it before");
    }

    @Override
    public String unit() {
        return "recovery";
    }

    @Override
    public Goal goal() {
        return new Goal(0, 8);
    }

    @Override
    public Start start() {
        return Start.KILLED;
    }

    @Override
    public long rows(int itemBytes, long usual) {
        return LOG_BYTES / itemBytes;
    }

    @Override
    public long operations(DataSet dataSet) {
        return 1;
    }

    @Override
    public boolean cold() {
        return cold;
    }

    @Override
    public boolean settles() {
        return false;
    }

    @Override
    public Client client(Subject subject, int thread, int threads) {
        return new SingleOperation(() -> {
            subject.open();
            return 1;
        });
    }

    /** MVStore commits once a second: what came later it may have lost. Of the others, nothing may be missing. */
    @Override
    public void verify(Subject subject) throws Exception {
        Tally tally = new Tally();
        subject.peer().scan(tally);
        long rows = subject.dataSet().rows();
        if (subject.kind().survivesKill()) {
            tally.requireCount(rows, rows * (rows - 1) / 2);
        }
    }
}
