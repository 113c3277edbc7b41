package dev.dolmen.benchmarks;

import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.trial.Memory;
import dev.dolmen.benchmarks.workload.Workload;
import dev.dolmen.benchmarks.workload.Workloads;
import java.nio.file.Path;
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

    @Option(names = "--rows", paramLabel = "ROWS", description = "How many rows; 100 MB of items if not given.")
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

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Workload> chosen = workloads.isEmpty()
                ? Workloads.compared()
                : workloads.stream().map(Workloads::named).toList();
        Plan plan = new Plan(
                chosen,
                peers.stream().map(PeerKind::of).toList(),
                bytes,
                memories.stream().map(Memory::of).toList(),
                rows,
                rowsPerPartition,
                rounds);
        return new Sitting(plan, seconds, directory, output, jvmArguments, profilers).run() ? 0 : 1;
    }
}
