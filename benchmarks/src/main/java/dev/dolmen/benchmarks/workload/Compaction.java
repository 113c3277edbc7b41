package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Permutation;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.benchmarks.peer.Peer;
import dev.dolmen.benchmarks.peer.PeerKind;

/** Rewrites a store of which half the rows were replaced into its smallest form. */
final class Compaction implements Workload {

    private static final int SEED = 17;
    private static final long MB = 1_000_000;

    @Override
    public String name() {
        return "compaction";
    }

    @Override
    public String description() {
        return "Compacting a store of which half the rows were replaced, per MB of live items";
    }

    @Override
    public String unit() {
        return "MB";
    }

    @Override
    public Goal goal() {
        return new Goal(0, 1.3, 0.85, 0);
    }

    @Override
    public Start start() {
        return Start.LOADED;
    }

    @Override
    public boolean suits(PeerKind peer) {
        return peer.compacts();
    }

    @Override
    public long operations(DataSet dataSet) {
        return 1;
    }

    @Override
    public boolean settles() {
        return false;
    }

    @Override
    public void prepare(Subject subject) throws Exception {
        DataSet dataSet = subject.dataSet();
        Permutation order = new Permutation(dataSet.rows(), SEED);
        for (long position = 0; position < dataSet.rows() / 2; position++) {
            subject.peer().put(subject.rows().row(order.at(position)));
        }
    }

    @Override
    public boolean keepsAll() {
        return true;
    }

    @Override
    public Client client(Subject subject, int thread, int threads) {
        Peer peer = subject.peer();
        int megabytes = (int) Math.max(1, subject.dataSet().bytes() / MB);
        return new SingleOperation(() -> {
            peer.compact();
            return megabytes;
        });
    }

    @Override
    public void verify(Subject subject) throws Exception {
        Tally tally = new Tally();
        subject.peer().scan(tally);
        long rows = subject.dataSet().rows();
        tally.requireCount(rows, rows * (rows - 1) / 2);
    }
}
