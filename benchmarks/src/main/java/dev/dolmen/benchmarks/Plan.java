package dev.dolmen.benchmarks;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.trial.Memory;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sitting compares.
 *
 * @param rows of the data set; null for as many as make 100 MB, or as the workload wants
 */
record Plan(
        List<Workload> workloads,
        List<PeerKind> peers,
        List<Integer> itemBytes,
        List<Memory> memories,
        @Nullable Long rows,
        int rowsPerPartition) {

    private static final long USUAL_BYTES = 100_000_000;

    /** Those of one round, in the order in which they are to run: peers take turns, so that what else goes on meets all. */
    List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int size : itemBytes) {
            for (Memory memory : memories) {
                for (Workload workload : workloads) {
                    DataSet dataSet = dataSet(workload, size);
                    peers.stream()
                            .filter(workload::suits)
                            .forEach(peer -> trials.add(new Trial(workload, peer, dataSet, memory)));
                }
            }
        }
        return trials;
    }

    private DataSet dataSet(Workload workload, int size) {
        long count = rows != null ? rows : workload.rows(size, USUAL_BYTES / size);
        return new DataSet(count, size, rowsPerPartition);
    }
}
