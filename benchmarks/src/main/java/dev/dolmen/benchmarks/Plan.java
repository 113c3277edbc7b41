package dev.dolmen.benchmarks;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.report.Section;
import dev.dolmen.benchmarks.trial.Memory;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * What is compared: every workload on every peer, with items of every size and memory of either kind.
 *
 * @param topic what the report says above it
 * @param reference whom the report compares the others with
 * @param size of the data sets
 */
record Plan(
        String topic,
        List<Workload> workloads,
        List<PeerKind> peers,
        PeerKind reference,
        List<Integer> itemBytes,
        List<Memory> memories,
        Size size,
        int rowsPerPartition) {

    /** How many rows there are. */
    @FunctionalInterface
    interface Size {

        long USUAL_BYTES = 100_000_000;

        long rows(Workload workload, int itemBytes);

        /** What the workload wants, or what is usual. */
        static Size wanted() {
            return (workload, itemBytes) ->
                    (workload.wantedBytes() == 0 ? USUAL_BYTES : workload.wantedBytes()) / itemBytes;
        }

        /** As many whatever the workload. */
        static Size of(long rows) {
            return (workload, itemBytes) -> rows;
        }
    }

    static final int USUAL_PARTITION = 100;

    /** The same with so many times the data. */
    Plan scaled(double factor) {
        Size scaled = (workload, bytes) -> Math.max(1, Math.round(factor * size.rows(workload, bytes)));
        return new Plan(topic, workloads, peers, reference, itemBytes, memories, scaled, rowsPerPartition);
    }

    /** With the trials of each in the order in which they are to run: peers take turns, so that what else goes on meets all. */
    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        for (int bytes : itemBytes) {
            for (Memory memory : memories) {
                List<Trial> trials = new ArrayList<>();
                for (Workload workload : workloads) {
                    DataSet dataSet = new DataSet(size.rows(workload, bytes), bytes, rowsPerPartition);
                    peers.stream()
                            .filter(workload::suits)
                            .forEach(peer -> trials.add(new Trial(workload, peer, dataSet, memory)));
                }
                sections.add(new Section(title(bytes, memory), reference, trials));
            }
        }
        return sections;
    }

    private String title(int bytes, Memory memory) {
        return topic + ": items of " + Numbers.tick(bytes) + " bytes, "
                + (memory == Memory.FITS ? "a cache for all of them" : "a cache for a quarter of them");
    }
}
