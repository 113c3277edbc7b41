package dev.dolmen.benchmarks.trial;

import com.sun.management.ThreadMXBean;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.workload.Subject;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much of the heap the answers of a store take, and how much of that as long as their callers keep them; by keeping very
 * many.
 *
 * @param answerBytes what the calling thread allocates for an answer that nobody looks at
 * @param keptBytes what is left of that while the answer is kept, to within one or so
 */
record Retention(double answerBytes, double keptBytes) {

    static final Retention UNKNOWN = new Retention(Double.NaN, Double.NaN);

    private static final int MOST_ANSWERS = 50_000;

    /** So that the answers have room on the heap. */
    private static final int MOST_BYTES = 50 << 20;

    private static final int ROWS = 1000;

    static Retention of(Subject subject) throws Exception {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        Row[] places = new Row[(int) Math.min(ROWS, subject.dataSet().rows())];
        Arrays.setAll(places, subject.rows()::place);
        int answers = Math.min(MOST_ANSWERS, MOST_BYTES / subject.dataSet().itemBytes());
        @Nullable Object[] kept = new Object[answers];
        // Once for nothing: whatever the first calls leave behind in the store is none of the answers'.
        fill(kept, subject, places);
        Arrays.fill(kept, null);
        System.gc();
        long before = HeapWatch.usedBytes();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        fill(kept, subject, places);
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        System.gc();
        long after = HeapWatch.usedBytes();
        Reference.reachabilityFence(kept);
        return new Retention((double) allocated / answers, Math.max(0, (double) (after - before) / answers));
    }

    private static void fill(@Nullable Object[] kept, Subject subject, Row[] places) throws Exception {
        for (int i = 0; i < kept.length; i++) {
            kept[i] = subject.peer().answer(places[i % places.length]);
        }
    }
}
