package dev.dolmen.benchmarks.goal;

import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.peer.PeerKind;
import java.util.function.ToDoubleFunction;

/** Not more than so much, in the units of the measure. */
public record Limit(Measure measure, double most) implements Goal {

    @Override
    public String words() {
        return "at most " + measure.text(most);
    }

    @Override
    public double reached(double own, ToDoubleFunction<PeerKind> others) {
        return own > 0 ? most / own : own <= 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
}
