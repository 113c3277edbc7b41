package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.workload.Subject;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How much of the heap an answer takes as long as its caller keeps it, by keeping very many. */
final class Retention {

    private static final int MOST_ANSWERS = 50_000;

    /** So that the answers have room on the heap. */
    private static final int MOST_BYTES = 50 << 20;

    private static final int ROWS = 1000;

    private Retention() {}

    /** In bytes, to within one or so. */
    static double bytesOfAnAnswer(Subject subject) throws Exception {
        int answers = Math.min(MOST_ANSWERS, MOST_BYTES / subject.dataSet().itemBytes());
        @Nullable Object[] kept = new Object[answers];
        // Once for nothing: whatever the first calls leave behind in the store is none of the answers'.
        fill(kept, subject);
        Arrays.fill(kept, null);
        System.gc();
        long before = HeapWatch.usedBytes();
        fill(kept, subject);
        System.gc();
        long after = HeapWatch.usedBytes();
        Reference.reachabilityFence(kept);
        return Math.max(0, (double) (after - before) / answers);
    }

    private static void fill(@Nullable Object[] kept, Subject subject) throws Exception {
        long rows = Math.min(ROWS, subject.dataSet().rows());
        for (int i = 0; i < kept.length; i++) {
            kept[i] = subject.peer().answer(subject.rows().place(i % rows));
        }
    }
}
