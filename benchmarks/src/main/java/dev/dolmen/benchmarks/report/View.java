package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.workload.Workload;
import java.util.List;

/**
 * How the cost of something grows with something else.
 *
 * @param title what is done
 * @param axis what grows
 * @param logarithmic whether equal ratios of it take equal room
 * @param points in ascending order
 */
public record View(String title, String axis, boolean logarithmic, List<Point> points) {

    /**
     * One step.
     *
     * @param label beside the axis
     * @param value on the axis
     */
    public record Point(String label, double value, Workload workload, DataSet dataSet) {}
}
