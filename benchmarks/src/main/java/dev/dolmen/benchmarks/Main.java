package dev.dolmen.benchmarks;

import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.report.EconomyReport;
import dev.dolmen.benchmarks.report.HtmlReport;
import dev.dolmen.benchmarks.report.View;
import dev.dolmen.benchmarks.trial.Memory;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Workload;
import dev.dolmen.benchmarks.workload.Workloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code java -jar benchmarks.jar}: compares peers, and writes down what it finds. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs the same workloads on Dolmen and on its peers, interleaved in one sitting.")
public final class Main implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "WORKLOAD",
            description = "Which workloads; all that have a goal if none is named.")
    private List<String> workloads = List.of();

    @Option(
            names = "--economy",
            split = ",",
            paramLabel = "AXIS",
            description =
                    "Instead of that: how costs grow with ${COMPLETION-CANDIDATES}; --rows is then the most items.")
    private List<Economy> economies = List.of();

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "PEER",
            defaultValue = "rocksdb,store,dolmen",
            description = "Which peers, in the order in which they take turns (${DEFAULT-VALUE}).")
    private List<String> peers = List.of();

    @Option(
            names = "--bytes",
            split = ",",
            paramLabel = "BYTES",
            defaultValue = "200",
            description = "Sizes of items (${DEFAULT-VALUE}).")
    private List<Integer> bytes = List.of();

    @Option(
            names = "--memory",
            split = ",",
            paramLabel = "MEMORY",
            defaultValue = "beyond",
            description = "fits: the cache holds all data; beyond: it holds a quarter (${DEFAULT-VALUE}).")
    private List<String> memories = List.of();

    @Option(names = "--rows", paramLabel = "ROWS", description = "How many rows; as many as make 100 MB if not given.")
    private @Nullable Long rows;

    @Option(
            names = "--rows-per-partition",
            paramLabel = "ROWS",
            defaultValue = "100",
            description = "Rows of a partition (${DEFAULT-VALUE}).")
    private int rowsPerPartition;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description =
                    "How long a workload without an end is measured; warming up takes as long (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "ROUNDS",
            defaultValue = "1",
            description = "How often everything is repeated; figures are medians (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "Where stores are made, and deleted in the end; a temporary directory if not given.")
    private @Nullable Path directory;

    @Option(
            names = "--output",
            paramLabel = "DIRECTORY",
            defaultValue = "benchmarks/target/bench",
            description = "Where the results go (${DEFAULT-VALUE}).")
    private Path output = Path.of("");

    @Option(names = "--jvm", paramLabel = "ARGUMENT", description = "An argument for the measured processes.")
    private List<String> jvmArguments = List.of();

    @Option(
            names = "--profiler",
            paramLabel = "PROFILER",
            description = "One of JMH's profilers, as in --profiler jfr:dir=/tmp/jfr or --profiler stack.")
    private List<String> profilers = List.of();

    private static final long LARGEST_ROWS = 10_000_000;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Sitting sitting = economies.isEmpty() ? comparison() : economy();
        return sitting.run() ? 0 : 1;
    }

    private Sitting comparison() {
        List<Workload> chosen = workloads.isEmpty()
                ? Workloads.compared()
                : workloads.stream().map(Workloads::named).toList();
        List<Memory> chosenMemories = memories.stream().map(Memory::of).toList();
        Plan plan = new Plan(chosen, peerKinds(), bytes, chosenMemories, rows, rowsPerPartition);
        return sitting(plan.trials(), HtmlReport::write);
    }

    private Sitting economy() {
        long largest = rows == null ? LARGEST_ROWS : rows;
        List<View> views = economies.stream()
                .flatMap(economy -> economy.views(largest).stream())
                .toList();
        List<Trial> trials = new ArrayList<>();
        for (View view : views) {
            for (View.Point point : view.points()) {
                peerKinds().stream()
                        .filter(point.workload()::suits)
                        .forEach(peer -> trials.add(new Trial(point.workload(), peer, point.dataSet(), Memory.BEYOND)));
            }
        }
        return sitting(
                trials, (results, surroundings) -> EconomyReport.write(results, views, Memory.BEYOND, surroundings));
    }

    private List<PeerKind> peerKinds() {
        return peers.stream().map(PeerKind::of).toList();
    }

    private Sitting sitting(List<Trial> trials, Sitting.PageWriter pages) {
        return new Sitting(trials, rounds, pages, seconds, directory, output, jvmArguments, profilers);
    }
}
