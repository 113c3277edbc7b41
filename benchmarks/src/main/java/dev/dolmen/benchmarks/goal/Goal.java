package dev.dolmen.benchmarks.goal;

import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.peer.PeerKind;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What Dolmen is to reach in a workload, by one measure. */
public sealed interface Goal permits Advantage, Limit, Parity {

    Measure measure();

    /** What it is held against: "6 × rocksdb", say. */
    String words();

    /**
     * How far it was reached: 1 is just so, more is better; NaN when something is missing to tell, or nothing is asked.
     *
     * @param own Dolmen's figure
     * @param others the same figure of another peer; NaN when there is none
     */
    double reached(double own, ToDoubleFunction<PeerKind> others);

    /** Who is to reach it: its ordered store as well as its tables, as both are reported. */
    Set<PeerKind> OWN = Set.of(PeerKind.STORE, PeerKind.DOLMEN);

    /** How many times as fast as Amazon's emulator everything is to be. */
    double FASTER_THAN_EMULATOR = 100;

    /** So many times as good as RocksDB at its defaults, by the median latency. */
    static Goal p50(double factor) {
        return new Advantage(Measure.P50, PeerKind.ROCKSDB, factor);
    }

    /** So many times as good as RocksDB at its defaults, by processor time. */
    static Goal cpu(double factor) {
        return new Advantage(Measure.CPU, PeerKind.ROCKSDB, factor);
    }

    /** So many times as good as RocksDB at its defaults. */
    static Goal times(double factor, Measure measure) {
        return new Advantage(measure, PeerKind.ROCKSDB, factor);
    }

    /** What is asked in everything that is compared with RocksDB. */
    static List<Goal> besideOthers(Measure measure) {
        return List.of(
                new Parity(measure, PeerKind.LMDB),
                new Parity(measure, PeerKind.MVSTORE),
                new Advantage(measure, PeerKind.DYNAMODB_LOCAL, FASTER_THAN_EMULATOR));
    }

    /** Not more than that. */
    static Goal atMost(double most, Measure measure) {
        return new Limit(measure, most);
    }
}
