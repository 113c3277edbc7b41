package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.trial.Trial;
import java.util.List;

/**
 * Trials that are looked at together.
 *
 * @param title what they have in common
 * @param reference whom the others are compared with
 */
public record Section(String title, PeerKind reference, List<Trial> trials) {

    public Section {
        trials = List.copyOf(trials);
    }
}
