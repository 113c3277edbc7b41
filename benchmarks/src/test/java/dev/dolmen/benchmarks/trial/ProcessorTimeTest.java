package dev.dolmen.benchmarks.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    private static final long MS = 1_000_000;

    @Test
    void threadsAreBelievedAsFarAsTheProcessAllows() {
        ProcessorTime start = new ProcessorTime(100 * MS, 95 * MS, 0);
        assertThat(new ProcessorTime(110 * MS, 99 * MS, 0).since(start)).isEqualTo(4 * MS);
        // A thread that had used 50 ms has ended.
        assertThat(new ProcessorTime(180 * MS, 120 * MS, 0).since(start)).isEqualTo(70 * MS);
        assertThat(new ProcessorTime(100 * MS, 145 * MS, 0).since(start)).isEqualTo(10 * MS);
    }

    @Test
    void compilersDoNotCount() {
        ProcessorTime start = new ProcessorTime(100 * MS, 100 * MS, 20 * MS);
        assertThat(new ProcessorTime(200 * MS, 200 * MS, 50 * MS).since(start)).isEqualTo(70 * MS);
        assertThat(new ProcessorTime(110 * MS, 110 * MS, 50 * MS).since(start)).isZero();
    }
}
