package dev.dolmen.benchmarks.goal;

import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.peer.PeerKind;
import java.util.function.ToDoubleFunction;

/**
 * So many times as good as another peer.
 *
 * @param factor below 1 where Dolmen may be worse
 */
public record Advantage(Measure measure, PeerKind over, double factor) implements Goal {

    @Override
    public String words() {
        return Numbers.tick(factor) + " × " + over;
    }

    @Override
    public double reached(double own, ToDoubleFunction<PeerKind> others) {
        return others.applyAsDouble(over) / own / factor;
    }
}
