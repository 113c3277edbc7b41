package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.workload.Workload;

/** What is to be measured in a process of its own. */
public record Trial(Workload workload, PeerKind peer, DataSet dataSet, Memory memory) {

    /** The data set, in words. */
    public String data() {
        return Numbers.tick(dataSet.rows()) + " × " + Numbers.bytes(dataSet.itemBytes()) + ", cache "
                + (memory == Memory.FITS ? "for all" : "for a quarter");
    }

    /** The same of another peer. */
    public Trial of(PeerKind other) {
        return new Trial(workload, other, dataSet, memory);
    }
}
