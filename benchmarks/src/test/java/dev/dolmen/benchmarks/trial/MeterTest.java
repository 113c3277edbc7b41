package dev.dolmen.benchmarks.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final int MB = 1 << 20;

    /** Kept, so that the allocation is not optimized away. */
    private byte[] kept = new byte[0];

    @Test
    void whatIsExcludedDoesNotCount() throws IOException {
        Meter meter = new Meter();
        meter.start();
        meter.exclude(() -> kept = new byte[64 * MB]);
        assertThat(meter.stop().allocatedBytes()).isLessThan(32 * MB);
        meter.start();
        kept = new byte[64 * MB];
        assertThat(meter.stop().allocatedBytes()).isGreaterThanOrEqualTo(64 * MB);
        assertThat(kept).hasSize(64 * MB);
    }
}
