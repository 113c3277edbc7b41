package dev.dolmen.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.benchmarks.report.View;
import dev.dolmen.benchmarks.workload.Workloads;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EconomyTest {

    @ParameterizedTest
    @EnumSource
    void everyPointCanBeRunByTheNameOfItsWorkload(Economy economy) {
        List<View> views = economy.views(1_000_000);
        assertThat(views).isNotEmpty();
        for (View view : views) {
            assertThat(view.points()).hasSizeGreaterThan(1);
            assertThat(view.points()).isSortedAccordingTo(Comparator.comparingDouble(View.Point::value));
            assertThat(view.points()).allSatisfy(point -> {
                String name = point.workload().name();
                assertThat(Workloads.named(name).name()).isEqualTo(name);
                assertThat(Workloads.named(name).threads())
                        .isEqualTo(point.workload().threads());
            });
        }
    }

    @Test
    void noDataSetIsLargerThanAllowed() {
        for (Economy economy : Economy.values()) {
            for (View view : economy.views(200_000)) {
                assertThat(view.points())
                        .allSatisfy(point -> assertThat(point.dataSet().bytes()).isLessThanOrEqualTo(200_000 * 200));
            }
        }
    }

    @Test
    void threadsAndSharesAreThoseOfTheName() {
        assertThat(Workloads.named("get-uniform-4-threads").threads()).isEqualTo(4);
        assertThat(Workloads.named("fill-random-2-threads").threads()).isEqualTo(2);
        assertThat(Workloads.named("put-sync-16").threads()).isEqualTo(16);
        assertThat(Workloads.named("scan-95-percent-deleted").threads()).isEqualTo(1);
    }
}
