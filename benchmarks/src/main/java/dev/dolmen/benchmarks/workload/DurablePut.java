package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.peer.Peer;
import dev.dolmen.benchmarks.peer.PeerKind;

/** Puts new rows, each of which is on stable storage before its call returns. */
final class DurablePut implements Workload {

    private final Goal goal;
    private final int threads;

    DurablePut(Goal goal, int threads) {
        this.goal = goal;
        this.threads = threads;
    }

    @Override
    public String name() {
        return "put-sync-" + threads;
    }

    @Override
    public String description() {
        return "Puts that return when they are on stable storage; " + threads
                + (threads == 1 ? " thread" : " threads that may share a sync");
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
    public boolean suits(PeerKind peer) {
        return peer.syncs();
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public boolean sync() {
        return true;
    }

    @Override
    public boolean puts() {
        return true;
    }

    @Override
    public Client client(Subject subject, int thread, int ofThreads) {
        Peer peer = subject.peer();
        return new Client() {
            private long number = thread;

            @Override
            public Operation next() {
                Row row = subject.rows().row(number);
                number += ofThreads;
                return () -> {
                    peer.put(row);
                    return 1;
                };
            }
        };
    }
}
