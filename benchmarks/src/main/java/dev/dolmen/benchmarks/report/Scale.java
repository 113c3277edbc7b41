package dev.dolmen.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Values to positions on a line.
 *
 * @param logarithmic whether equal ratios take equal room; both bounds are positive then
 * @param low the value at {@code start}
 * @param high the value at {@code end}
 */
record Scale(boolean logarithmic, double low, double high, double start, double end) {

    /** At most this many labels on a line. */
    private static final int MOST_TICKS = 12;

    private static final double[] STEPS = {1, 2, 5};

    static Scale linear(double low, double high, double start, double end) {
        return new Scale(false, low, high > low ? high : low + 1, start, end);
    }

    /** From the power of ten below the one bound to that above the other. */
    static Scale decades(double low, double high, double start, double end) {
        double from = Math.pow(10, Math.floor(Math.log10(low)));
        double to = Math.pow(10, Math.ceil(Math.log10(high)));
        return new Scale(true, from, to > from ? to : from * 10, start, end);
    }

    /** What lies outside is moved to the border. */
    double position(double value) {
        double inside = Math.max(low, Math.min(high, value));
        double share = logarithmic ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
        return start + share * (end - start);
    }

    /** Round values for labels, ascending. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = low; tick <= high * 1.001; tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double step = step();
        for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
            ticks.add(tick);
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
