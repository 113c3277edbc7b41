package dev.dolmen.benchmarks;

import static dev.dolmen.benchmarks.peer.PeerKind.DOLMEN;
import static dev.dolmen.benchmarks.peer.PeerKind.DYNAMODB_LOCAL;
import static dev.dolmen.benchmarks.peer.PeerKind.LMDB;
import static dev.dolmen.benchmarks.peer.PeerKind.MVSTORE;
import static dev.dolmen.benchmarks.peer.PeerKind.ROCKSDB;
import static dev.dolmen.benchmarks.peer.PeerKind.ROCKSDB_TUNED;
import static dev.dolmen.benchmarks.peer.PeerKind.STORE;

import dev.dolmen.benchmarks.Plan.Size;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.report.Section;
import dev.dolmen.benchmarks.trial.Memory;
import dev.dolmen.benchmarks.workload.Workloads;
import java.util.List;
import java.util.stream.Stream;

/** All that has a goal, in one sitting. */
enum Program {

    /** Smaller data sets, small items, caches for a quarter of the data: within some minutes. */
    QUICK(1) {
        @Override
        Stream<Plan> plans() {
            return Stream.of(
                    besideRocksDb(
                                    List.of(ROCKSDB, STORE, DOLMEN, LMDB, MVSTORE),
                                    List.of(SMALL_ITEM),
                                    List.of(Memory.BEYOND))
                            .scaled(0.3),
                    besideEmulator(1_000),
                    large(List.of(STORE, DOLMEN)).scaled(0.25));
        }
    },

    /** Data sets as the goals have them; items of both sizes, caches of both kinds. Takes some hours. */
    FULL(5) {
        @Override
        Stream<Plan> plans() {
            return Stream.of(
                    besideRocksDb(
                            List.of(ROCKSDB, ROCKSDB_TUNED, STORE, DOLMEN, LMDB, MVSTORE),
                            List.of(SMALL_ITEM, LARGE_ITEM),
                            List.of(Memory.BEYOND, Memory.FITS)),
                    besideEmulator(10_000),
                    large(List.of(ROCKSDB, STORE, DOLMEN)));
        }
    };

    private static final int SMALL_ITEM = 200;
    private static final int LARGE_ITEM = 1_000;

    private final int seconds;

    Program(int seconds) {
        this.seconds = seconds;
    }

    abstract Stream<Plan> plans();

    /** @param scale of all data sets */
    List<Section> sections(double scale) {
        return plans().flatMap(plan -> plan.scaled(scale).sections().stream()).toList();
    }

    /** How long a workload without an end is measured if nothing else is said. */
    int seconds() {
        return seconds;
    }

    private static Plan besideRocksDb(List<PeerKind> peers, List<Integer> itemBytes, List<Memory> memories) {
        return new Plan(
                "Beside RocksDB",
                Workloads.compared(),
                peers,
                ROCKSDB,
                itemBytes,
                memories,
                Size.wanted(),
                Plan.USUAL_PARTITION);
    }

    /** @param rows few: it does some hundred operations in a second */
    private static Plan besideEmulator(long rows) {
        return new Plan(
                "Beside DynamoDB Local",
                Workloads.operations(),
                List.of(DYNAMODB_LOCAL, DOLMEN),
                DYNAMODB_LOCAL,
                List.of(LARGE_ITEM),
                List.of(Memory.FITS),
                Size.of(rows),
                Plan.USUAL_PARTITION);
    }

    private static Plan large(List<PeerKind> peers) {
        return new Plan(
                "Much data",
                Workloads.large(),
                peers,
                ROCKSDB,
                List.of(SMALL_ITEM),
                List.of(Memory.BEYOND),
                Size.wanted(),
                Plan.USUAL_PARTITION);
    }
}
