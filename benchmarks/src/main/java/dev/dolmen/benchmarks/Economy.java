package dev.dolmen.benchmarks;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.report.View;
import dev.dolmen.benchmarks.workload.Workload;
import dev.dolmen.benchmarks.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** What costs may grow with. The names are those of the command line, in capitals. */
enum Economy {

    /** The number of items. */
    ITEMS {
        @Override
        List<View> views(long largest) {
            return eachOf(List.of("fill-random", "get-uniform", "query"), workload -> {
                List<View.Point> points = new ArrayList<>();
                for (long rows = LEAST_ROWS; rows <= largest; rows *= 10) {
                    points.add(point(rows, workload, new DataSet(rows, USUAL_BYTES, USUAL_PARTITION)));
                }
                return new View(workload.name(), "items", true, points);
            });
        }
    },

    /** The size of an item, to the largest there can be; the data set stays as large. */
    SIZE {
        @Override
        List<View> views(long largest) {
            long total = Math.min(USUAL_TOTAL_BYTES, largest * USUAL_BYTES);
            return eachOf(List.of("fill-random", "get-uniform"), workload -> {
                List<View.Point> points = new ArrayList<>();
                for (int bytes : new int[] {100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 400_000}) {
                    points.add(point(bytes, workload, new DataSet(total / bytes, bytes, USUAL_PARTITION)));
                }
                return new View(workload.name(), "bytes of an item", true, points);
            });
        }
    },

    /** The number of threads. */
    THREADS {
        @Override
        List<View> views(long largest) {
            return List.of(
                    numbered("gets of any row", "get-uniform-%d-threads", "threads", largest, 1, 2, 4, 8),
                    numbered("puts in random order", "fill-random-%d-threads", "threads", largest, 1, 2, 4, 8),
                    numbered("half gets, half updates", "ycsb-a-%d-threads", "threads", largest, 1, 2, 4, 8),
                    numbered("deletes on a condition", "cond-delete-%d-threads", "threads", largest, 1, 2, 4, 8),
                    numbered("durable puts", "put-sync-%d", "threads", largest, 1, 2, 4, 8));
        }
    },

    /** The share of deleted rows that a scan passes. */
    TOMBSTONES {
        @Override
        List<View> views(long largest) {
            return List.of(numbered("full scans", "scan-%d-percent-deleted", "% deleted", largest, 0, 25, 50, 75, 95));
        }
    },

    /** How rows are spread over partitions, and in which order they come. */
    SHAPE {
        @Override
        List<View> views(long largest) {
            int rows = (int) Math.min(USUAL_ROWS, largest);
            DataSet single = new DataSet(rows, USUAL_BYTES, 1);
            DataSet usual = new DataSet(rows, USUAL_BYTES, USUAL_PARTITION);
            DataSet whole = new DataSet(rows, USUAL_BYTES, rows);
            return List.of(
                    new View(
                            "puts",
                            "shape of the data",
                            false,
                            List.of(
                                    named(1, "1 a partition", "fill-random", single),
                                    named(2, "100", "fill-random", usual),
                                    named(3, "one, forwards", "fill-seq", whole),
                                    named(4, "backwards", "fill-backward", whole),
                                    named(5, "at random", "fill-random", whole))),
                    new View(
                            "gets",
                            "shape of the data",
                            false,
                            List.of(
                                    named(1, "1 a partition", "get-uniform", single),
                                    named(2, "100", "get-uniform", usual),
                                    named(3, "one partition", "get-uniform", whole))),
                    new View(
                            "scans of up to 100 rows",
                            "shape of the data",
                            false,
                            List.of(
                                    named(1, "1 a partition", "ycsb-e", single),
                                    named(2, "100", "ycsb-e", usual),
                                    named(3, "one partition", "ycsb-e", whole))));
        }
    };

    private static final long LEAST_ROWS = 100_000;
    private static final int USUAL_ROWS = 1_000_000;
    private static final int USUAL_BYTES = 200;
    private static final int USUAL_PARTITION = 100;
    private static final long USUAL_TOTAL_BYTES = 100_000_000;

    /** Makes a view of a workload. */
    @FunctionalInterface
    private interface Viewing {
        View of(Workload workload);
    }

    /** @param largest the most items of a data set */
    abstract List<View> views(long largest);

    private static List<View> eachOf(List<String> workloads, Viewing viewing) {
        return workloads.stream().map(Workloads::named).map(viewing::of).toList();
    }

    private static View numbered(String title, String pattern, String axis, long largest, long... numbers) {
        DataSet dataSet = new DataSet(Math.min(USUAL_ROWS / 2, largest), USUAL_BYTES, USUAL_PARTITION);
        List<View.Point> points = LongStream.of(numbers)
                .mapToObj(number -> point(number, Workloads.named(String.format(pattern, number)), dataSet))
                .toList();
        return new View(title, axis, false, points);
    }

    private static View.Point point(double value, Workload workload, DataSet dataSet) {
        return new View.Point(String.format(Locale.ROOT, "%,.0f", value), value, workload, dataSet);
    }

    private static View.Point named(double value, String label, String workload, DataSet dataSet) {
        return new View.Point(label, value, Workloads.named(workload), dataSet);
    }
}
