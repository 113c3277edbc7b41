package dev.dolmen.benchmarks.goal;

import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.peer.PeerKind;
import java.util.function.ToDoubleFunction;

/** At least as good as another peer where that one leads RocksDB; nothing is asked where it does not. */
public record Parity(Measure measure, PeerKind with) implements Goal {

    @Override
    public String words() {
        return "as good as " + with;
    }

    @Override
    public double reached(double own, ToDoubleFunction<PeerKind> others) {
        double theirs = others.applyAsDouble(with);
        return theirs < others.applyAsDouble(PeerKind.ROCKSDB) ? theirs / own : Double.NaN;
    }
}
