package dev.dolmen.benchmarks;

import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.report.EconomyReport;
import dev.dolmen.benchmarks.report.HtmlReport;
import dev.dolmen.benchmarks.report.Section;
import dev.dolmen.benchmarks.report.View;
import dev.dolmen.benchmarks.trial.Memory;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Workloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
            names = "--quick",
            description = "Instead of that: all that has a goal, with less data. Takes some minutes.")
    private boolean quick;

    @Option(names = "--full", description = "Instead of that: all that has a goal, as the goal has it. Takes hours.")
    private boolean full;

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

    @Option(
            names = "--rows",
            paramLabel = "ROWS",
            description = "How many rows; if not given, as many as the workload wants, most as many as make 100 MB.")
    private @Nullable Long rows;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "How many times as many as that (${DEFAULT-VALUE}).")
    private double scale;

    @Option(
            names = "--rows-per-partition",
            paramLabel = "ROWS",
            defaultValue = "100",
            description = "Rows of a partition (${DEFAULT-VALUE}).")
    private int rowsPerPartition;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "How long a workload without an end is measured; warming up takes twice as long"
                    + " (5; with --quick 1).")
    private @Nullable Integer seconds;

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

    /** What a program chooses by itself. */
    private static final List<String> CHOSEN_BY_PROGRAM =
            List.of("--peers", "--bytes", "--memory", "--rows", "--rows-per-partition", "--economy");

    private static final List<String> CHOSEN_BY_ECONOMY =
            List.of("--bytes", "--memory", "--rows-per-partition", "--scale");

    @Spec
    private @Nullable CommandSpec command;

    private static final long LARGEST_ROWS = 10_000_000;
    private static final int USUAL_SECONDS = 5;

    Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        return sitting().run() ? 0 : 1;
    }

    private Sitting sitting() {
        if (quick || full) {
            refuse(quick && full, "--full", "--quick");
            refuseBeside(quick ? "--quick" : "--full", CHOSEN_BY_PROGRAM);
            Program program = full ? Program.FULL : Program.QUICK;
            return comparison(program.sections(scale), program.seconds());
        }
        if (!economies.isEmpty()) {
            refuseBeside("--economy", CHOSEN_BY_ECONOMY);
            return economy();
        }
        return comparison(chosen().scaled(scale).sections(), USUAL_SECONDS);
    }

    private void refuseBeside(String option, List<String> others) {
        refuse(!workloads.isEmpty(), "WORKLOAD", option);
        CommandLine.ParseResult given =
                Objects.requireNonNull(command).commandLine().getParseResult();
        others.forEach(other -> refuse(given.hasMatchedOption(other), other, option));
    }

    private void refuse(boolean isGiven, String what, String beside) {
        if (isGiven) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), what + " makes no sense beside " + beside);
        }
    }

    private Plan chosen() {
        return new Plan(
                "Beside RocksDB",
                workloads.isEmpty()
                        ? Workloads.compared()
                        : workloads.stream().map(Workloads::named).toList(),
                peerKinds(),
                PeerKind.ROCKSDB,
                bytes,
                memories.stream().map(Memory::of).toList(),
                rows == null ? Plan.Size.wanted() : Plan.Size.of(rows),
                rowsPerPartition);
    }

    private Sitting comparison(List<Section> sections, int usualSeconds) {
        List<Trial> trials =
                sections.stream().flatMap(section -> section.trials().stream()).toList();
        return sitting(
                trials, (results, surroundings) -> HtmlReport.write(results, sections, surroundings), usualSeconds);
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
                trials,
                (results, surroundings) -> EconomyReport.write(results, views, Memory.BEYOND, surroundings),
                USUAL_SECONDS);
    }

    private List<PeerKind> peerKinds() {
        return peers.stream().map(PeerKind::of).toList();
    }

    private Sitting sitting(List<Trial> trials, Sitting.PageWriter pages, int usualSeconds) {
        int measured = seconds == null ? usualSeconds : seconds;
        return new Sitting(trials, rounds, pages, measured, directory, output, jvmArguments, profilers);
    }
}
