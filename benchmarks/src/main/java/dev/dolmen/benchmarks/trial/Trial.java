package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.workload.Workload;

/** What is to be measured in a process of its own. */
public record Trial(Workload workload, PeerKind peer, DataSet dataSet, Memory memory) {}
