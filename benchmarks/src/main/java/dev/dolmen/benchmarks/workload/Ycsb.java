package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.benchmarks.data.Zipf;
import dev.dolmen.benchmarks.peer.Peer;
import java.util.SplittableRandom;

/** The mixes of the Yahoo! Cloud Serving Benchmark: rows by Zipf's law, reads or short scans among updates or inserts. */
final class Ycsb implements Workload {

    private static final int LONGEST_SCAN = 100;

    private final String name;
    private final String description;
    private final Goal goal;
    private final double readShare;
    private final boolean scans;

    /** @param scans whether reads are scans of 1 to 100 rows, and the other operations inserts instead of updates */
    Ycsb(String name, String description, Goal goal, double readShare, boolean scans) {
        this.name = name;
        this.description = description;
        this.goal = goal;
        this.readShare = readShare;
        this.scans = scans;
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
    public Goal goal() {
        return goal;
    }

    @Override
    public Start start() {
        return Start.LOADED;
    }

    @Override
    public Client client(Subject subject, int thread, int threads) {
        DataSet dataSet = subject.dataSet();
        SplittableRandom random = new SplittableRandom(thread);
        Zipf zipf = new Zipf(Math.max(2, dataSet.rows()), random);
        Tally tally = new Tally();
        return new Client() {
            // New rows begin new partitions: those of the data set stay as long as they are.
            private long nextInsert = dataSet.firstOf(dataSet.partitions()) + thread;

            @Override
            public Operation next() {
                boolean reads = random.nextDouble() < readShare;
                long number = Math.min(zipf.next(), dataSet.rows() - 1);
                if (reads) {
                    return scans
                            ? scan(subject, number, random.nextInt(1, LONGEST_SCAN + 1), tally)
                            : get(subject, number);
                }
                if (scans) {
                    number = nextInsert;
                    nextInsert += threads;
                }
                return put(subject.peer(), subject.rows().row(number));
            }
        };
    }

    private static Operation get(Subject subject, long number) {
        Peer peer = subject.peer();
        Row place = subject.rows().place(number);
        return () -> {
            Checks.same(peer.get(place), number, "row got");
            return 1;
        };
    }

    private static Operation scan(Subject subject, long number, int limit, Tally tally) {
        Peer peer = subject.peer();
        Rows rows = subject.rows();
        DataSet dataSet = subject.dataSet();
        Row from = rows.place(number);
        long inPartition = dataSet.rowsIn(dataSet.partitionOf(number)) - dataSet.sortOf(number);
        long expected = Math.min(limit, inPartition);
        return () -> {
            tally.clear();
            peer.query(from, limit, tally);
            tally.requireRange(number, expected);
            return 1;
        };
    }

    private static Operation put(Peer peer, Row row) {
        return () -> {
            peer.put(row);
            return 1;
        };
    }
}
