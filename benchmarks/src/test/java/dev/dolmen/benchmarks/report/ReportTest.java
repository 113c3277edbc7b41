package dev.dolmen.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.goal.Parity;
import dev.dolmen.benchmarks.outcome.Figures;
import dev.dolmen.benchmarks.outcome.Footprint;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.outcome.Outcome;
import dev.dolmen.benchmarks.outcome.Space;
import dev.dolmen.benchmarks.outcome.Timeline;
import dev.dolmen.benchmarks.outcome.Use;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.trial.Memory;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Workload;
import dev.dolmen.benchmarks.workload.Workloads;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {

    private static final DataSet DATA_SET = new DataSet(1_000, 200, 100);
    private static final Surroundings SURROUNDINGS =
            new Surroundings(Instant.EPOCH, "a <fast> one", 2, "an os", "a vm", 1.5, 3);

    private static Trial trial(String workload, PeerKind peer) {
        return new Trial(Workloads.named(workload), peer, DATA_SET, Memory.BEYOND);
    }

    /** A hundred units of so many microseconds each, by the clock and by the processor. */
    private static Outcome outcome(long micros) {
        Histogram latencies = new Histogram(3);
        latencies.recordValueWithCount(micros * 1000, 100);
        Figures figures = new Figures(
                100,
                new Use(1_000_000_000, 100_000 * micros, 6_400, 5_000, 700),
                new Space(8_000, 4_000, 2_500, 2_000),
                new Footprint(1 << 19, 1 << 18, 1 << 20, 64, 60));
        Timeline timeline = new Timeline();
        timeline.record(0, micros * 1000, 1);
        timeline.record(3 * Timeline.BUCKET_NANOS, micros * 1000, 99);
        return new Outcome(figures, latencies, timeline);
    }

    private static String page(Results results) {
        return HtmlReport.write(
                results, List.of(new Section("A title", PeerKind.ROCKSDB, results.trials())), SURROUNDINGS);
    }

    private static Results results() {
        Results results = new Results();
        for (long micros : new long[] {30, 10, 20}) {
            results.add(trial("get-hot", PeerKind.ROCKSDB), outcome(micros));
        }
        for (long micros : new long[] {4, 6}) {
            results.add(trial("get-hot", PeerKind.STORE), outcome(micros));
        }
        return results;
    }

    @Test
    void figuresAreMediansOfAllRounds() {
        Results results = results();
        Trial rocks = trial("get-hot", PeerKind.ROCKSDB);
        Trial store = trial("get-hot", PeerKind.STORE);
        assertThat(results.median(rocks, outcome -> outcome.figures().cpuMicros()))
                .isEqualTo(20);
        assertThat(results.median(store, outcome -> outcome.figures().cpuMicros()))
                .isEqualTo(5);
        assertThat(results.advantage(store, PeerKind.ROCKSDB, Measure.CPU)).isEqualTo(4);
        assertThat(results.advantage(trial("query", PeerKind.STORE), PeerKind.ROCKSDB, Measure.P50))
                .isNaN();
    }

    @Test
    void theCsvHasALineForEachRoundAndNothingWhereAFigureMeansNothing() {
        List<String> lines = CsvReport.write(results()).lines().toList();
        assertThat(lines).hasSize(1 + 3 + 2);
        int columns = lines.get(0).split(",").length;
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
        assertThat(lines.get(1)).startsWith("get-hot,rocksdb,1000,200,100,beyond,get,100,100.000,30.0");
        assertThat(lines.get(1)).contains(",30.000,64.000,64.000,60.000,5000,2.000,7.000,8000,4000,2.000,");
        assertThat(lines.get(3)).endsWith(",3");
        assertThat(CsvReport.write(new Results()).lines()).hasSize(1);
    }

    @Test
    void thePageHasEveryWorkloadWithWellFormedPlots() throws Exception {
        Results results = results();
        for (Workload workload : Workloads.compared()) {
            results.add(trial(workload.name(), PeerKind.ROCKSDB), outcome(1_000));
            results.add(trial(workload.name(), PeerKind.STORE), outcome(1));
        }
        results.fail(trial("long-load", PeerKind.LMDB), "no <room>");
        String page = page(results);
        assertThat(page).doesNotContain("NaN", "Infinity", "null").contains("no &lt;room&gt;", "a &lt;fast&gt; one");
        for (Workload workload : Workloads.compared()) {
            assertThat(page).contains("<summary><b>" + workload.name() + "</b>");
        }
        Matcher plots = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (plots.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(plots.group())));
            count++;
        }
        long lasting = Workloads.compared().stream()
                .filter(workload -> workload.operations(DATA_SET) != 1)
                .count();
        // A mark for each peer in the legend, two of advantages, the latencies and the course of what is more than one
        // call.
        assertThat((long) count).isEqualTo(2 + 2 + 3 * lasting);
    }

    @Test
    void costsAreDrawnBesideTheLabelsOfTheirPoints() {
        Workload workload = Workloads.named("get-hot");
        DataSet larger = new DataSet(2_000, 200, 100);
        View view = new View(
                "gets",
                "items",
                true,
                List.of(
                        new View.Point("a few", 1_000, workload, DATA_SET),
                        new View.Point("some more", 2_000, workload, larger)));
        Results results = new Results();
        results.add(new Trial(workload, PeerKind.STORE, DATA_SET, Memory.BEYOND), outcome(3));
        results.add(new Trial(workload, PeerKind.STORE, larger, Memory.BEYOND), outcome(5));
        String page = EconomyReport.write(results, List.of(view), Memory.BEYOND, SURROUNDINGS);
        assertThat(page)
                .contains("<h3>gets, by items</h3>", ">a few</text>", ">some more</text>", "store: 3.0", "store: 5.0");
        assertThat(EconomyReport.write(new Results(), List.of(view), Memory.BEYOND, SURROUNDINGS))
                .doesNotContain("<svg");
    }

    @Test
    void goalsThatAreMetStandOut() {
        Results results = new Results();
        results.add(trial("get-hot", PeerKind.ROCKSDB), outcome(70));
        results.add(trial("get-hot", PeerKind.STORE), outcome(10));
        results.add(trial("get-hot", PeerKind.DOLMEN), outcome(20));
        String page = page(results);
        assertThat(page).contains("class=\"met\">7.00 ✓<", "class=\"missed\">3.50 ✗<");
        // What is allocated beyond the answer: a limit, which has no chart.
        assertThat(page).contains("<td>garbage<td>at most 15.0 B<td class=\"met\">4.00 B ✓<td class=\"met\">4.00 B ✓");
    }

    @Test
    void whoLeadsRocksDbIsToBeKeptUpWith() {
        Results results = new Results();
        results.add(trial("get-hot", PeerKind.ROCKSDB), outcome(70));
        results.add(trial("get-hot", PeerKind.LMDB), outcome(20));
        results.add(trial("get-hot", PeerKind.MVSTORE), outcome(90));
        results.add(trial("get-hot", PeerKind.STORE), outcome(10));
        results.add(trial("get-hot", PeerKind.DOLMEN), outcome(40));
        List<Verdict> verdicts = Verdict.all(results).stream()
                .filter(verdict -> verdict.goal() instanceof Parity)
                .toList();
        assertThat(verdicts)
                .extracting(verdict -> verdict.trial().peer(), Verdict::value, Verdict::isMet)
                .containsExactly(tuple(PeerKind.STORE, "2.00 ×", true), tuple(PeerKind.DOLMEN, "0.500 ×", false));
        assertThat(page(results)).contains("as good as lmdb").doesNotContain("as good as mvstore");
    }

    @Test
    void theTextTellsAdvantagesBesideGoals() {
        assertThat(TextReport.goals(results())).containsPattern("✗ get-hot .* CPU +4.00 ×  \\(6 × rocksdb\\)");
        Results results = new Results();
        results.add(trial("compaction", PeerKind.ROCKSDB), outcome(10));
        results.add(trial("compaction", PeerKind.STORE), outcome(10));
        assertThat(TextReport.goals(results))
                .containsPattern("✓ compaction .* disk +1.00 ×  \\(0.85 × rocksdb\\)")
                .containsPattern("✗ compaction .* CPU +1.00 ×  \\(1.3 × rocksdb\\)")
                .endsWith("1 of 2 goals reached.");
    }

    @Test
    void numbersHaveThreeDigitsThatMatter() {
        assertThat(Numbers.plain(0.12345)).isEqualTo("0.123");
        assertThat(Numbers.plain(1234.5)).isEqualTo("1,235");
        assertThat(Numbers.plain(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.scaled(12_345_678)).isEqualTo("12.3 M");
        assertThat(Numbers.micros(0.5)).isEqualTo("0.500 µs");
        assertThat(Numbers.micros(2_500)).isEqualTo("2.50 ms");
        assertThat(Numbers.micros(2_500_000)).isEqualTo("2.50 s");
        assertThat(Numbers.tick(10_000)).isEqualTo("10,000");
        assertThat(Numbers.tick(0.01)).isEqualTo("0.01");
    }

    @Test
    void scalesCoverWhatTheyShow() {
        Scale wide = Scale.logarithmic(0.3, 4_000, 0, 100);
        assertThat(wide.ticks()).containsExactly(1.0, 10.0, 100.0, 1_000.0);
        assertThat(wide.position(0.2)).isZero();
        assertThat(wide.position(5_000)).isEqualTo(100);
        Scale narrow = Scale.logarithmic(0.4, 6, 0, 100);
        assertThat(narrow.ticks()).containsExactly(0.2, 0.5, 1.0, 2.0, 5.0, 10.0);
        assertThat(Scale.logarithmic(1, 1, 0, 100).high()).isEqualTo(10);
        Scale linear = Scale.linear(0, 7, 0, 70);
        assertThat(linear.position(3.5)).isEqualTo(35);
        assertThat(linear.ticks()).hasSizeBetween(5, 13).contains(0.0);
    }
}
