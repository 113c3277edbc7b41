package dev.dolmen.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Values to positions on a line.
 *
 * @param isLogarithmic whether equal ratios take equal room; both bounds are positive then
 * @param low the value at {@code start}
 * @param high the value at {@code end}
 */
record Scale(boolean isLogarithmic, double low, double high, double start, double end) {

    /** At most this many labels on a line. */
    private static final int MOST_TICKS = 12;

    /** Over a wider range than this only powers of ten are labelled. */
    private static final double MOST_DECADES_IN_STEPS = 2.7;

    private static final double[] STEPS = {1, 2, 5};
    private static final double ROUNDING = 1e-9;

    static Scale linear(double low, double high, double start, double end) {
        return new Scale(false, low, high > low ? high : low + 1, start, end);
    }

    /** From a round value below the one bound to one above the other: 1, 2 or 5 of some power of ten. */
    static Scale logarithmic(double low, double high, double start, double end) {
        double from = decade(low);
        for (double step : STEPS) {
            if (step * decade(low) <= low * (1 + ROUNDING)) {
                from = step * decade(low);
            }
        }
        double to = 10 * decade(high);
        for (int i = STEPS.length - 1; i >= 0; i--) {
            if (STEPS[i] * decade(high) >= high * (1 - ROUNDING)) {
                to = STEPS[i] * decade(high);
            }
        }
        return new Scale(true, from, to > from ? to : 10 * from, start, end);
    }

    private static double decade(double value) {
        return Math.pow(10, Math.floor(Math.log10(value) + ROUNDING));
    }

    /** What lies outside is moved to the border. */
    double position(double value) {
        double inside = Math.max(low, Math.min(high, value));
        double share = isLogarithmic ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
        return start + share * (end - start);
    }

    /** Round values for labels, ascending. */
    List<Double> ticks() {
        return isLogarithmic ? logarithmicTicks() : linearTicks();
    }

    private List<Double> logarithmicTicks() {
        boolean wide = Math.log10(high / low) > MOST_DECADES_IN_STEPS;
        List<Double> ticks = new ArrayList<>();
        for (double decade = decade(low); decade <= high * (1 + ROUNDING); decade *= 10) {
            for (double step : wide ? new double[] {1} : STEPS) {
                double tick = step * decade;
                if (tick >= low * (1 - ROUNDING) && tick <= high * (1 + ROUNDING)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private List<Double> linearTicks() {
        List<Double> ticks = new ArrayList<>();
        double step = step();
        for (double i = Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private double step() {
        double decade = Math.pow(10, Math.floor(Math.log10((high - low) / MOST_TICKS)));
        while (true) {
            for (double step : STEPS) {
                if ((high - low) / (step * decade) <= MOST_TICKS) {
                    return step * decade;
                }
            }
            decade *= 10;
        }
    }
}
