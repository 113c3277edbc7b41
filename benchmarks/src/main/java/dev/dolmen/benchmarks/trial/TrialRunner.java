package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.outcome.Outcome;
import dev.dolmen.benchmarks.workload.Workload;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs trials through JMH, each in a new process: an iteration or more to warm up, one that is measured.
 *
 * @param seconds how long a workload without an end is measured; it is warmed up for as long, and longer
 *     where much else wants to run
 * @param stores where loaded stores are kept from one trial to the next
 * @param log where JMH reports on the last trial
 * @param jvmArguments more arguments for the processes
 * @param profilers of JMH's, by name, each perhaps followed by a colon and its options
 */
public record TrialRunner(int seconds, Path stores, Path log, List<String> jvmArguments, List<String> profilers) {

    /** One heap for all; LMDB's buffers need the openings. */
    static final List<String> JVM_ARGUMENTS = List.of(
            "-Xmx1g",
            "-XX:-UseDynamicNumberOfCompilerThreads",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");

    private static final int MOST_WARM_UPS = 20;

    /** Reads may have tables merged, and the code that then reads what came of it has to be compiled, too. */
    private static final int ENDLESS_WARM_UPS = 2;

    private static final double MOST_CROWDING = 4;
    private static final TimeValue TIMEOUT = TimeValue.minutes(30);

    /** @throws RunnerException when the process failed: the log says how */
    public Outcome run(Trial trial) throws RunnerException {
        Workload workload = trial.workload();
        DataSet dataSet = trial.dataSet();
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + WorkloadBenchmark.class.getName().replace(".", "\\.") + "\\.operation$")
                .param("workload", workload.name())
                .param("peer", trial.peer().label())
                .param("rows", Long.toString(dataSet.rows()))
                .param("bytes", Integer.toString(dataSet.itemBytes()))
                .param("rowsPerPartition", Integer.toString(dataSet.rowsPerPartition()))
                .param("memory", trial.memory().label())
                .param("seconds", Integer.toString(seconds))
                .param("directory", stores.toAbsolutePath().toString())
                .forks(1)
                .threads(workload.threads())
                .jvmArgsAppend(JVM_ARGUMENTS.toArray(String[]::new))
                .addProfiler(OutcomeProfiler.class)
                .verbosity(VerboseMode.EXTRA)
                .output(log.toString())
                .shouldFailOnError(true)
                .timeout(TIMEOUT)
                .warmupIterations(warmUps(workload, dataSet))
                .measurementIterations(1);
        limit(options, workload.operations(dataSet), workload.threads());
        if (!jvmArguments.isEmpty()) {
            options.jvmArgsPrepend(jvmArguments.toArray(String[]::new));
        }
        for (String profiler : profilers) {
            String[] parts = profiler.split(":", 2);
            options.addProfiler(parts[0], parts.length > 1 ? parts[1] : "");
        }
        // JMH would refuse while another one runs on this machine: a build's tests and a sitting may well meet.
        System.setProperty("jmh.ignoreLock", "true");
        return outcome(new Runner(options.build()).runSingle());
    }

    /** As many as may be needed where one may be short: {@link Ground} skips what is too much. */
    private static int warmUps(Workload workload, DataSet dataSet) {
        if (workload.has(Workload.Trait.COLD)) {
            return 0;
        }
        return workload.operations(dataSet) == Workload.ENDLESS ? ENDLESS_WARM_UPS : MOST_WARM_UPS;
    }

    private void limit(ChainedOptionsBuilder options, long operations, int threads) {
        if (operations == Workload.ENDLESS) {
            options.mode(Mode.Throughput)
                    .warmupTime(TimeValue.milliseconds(Math.round(1000 * seconds * crowding())))
                    .measurementTime(TimeValue.seconds(seconds));
        } else {
            int batch = Math.toIntExact((operations + threads - 1) / threads);
            options.mode(Mode.SingleShotTime).warmupBatchSize(batch).measurementBatchSize(batch);
        }
    }

    /**
     * How many times as long as usual things take where more threads want to run than there are processors. The compiler
     * needs its share before anything is measured.
     */
    private static double crowding() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        double wanting = system.getSystemLoadAverage() / system.getAvailableProcessors();
        return Math.max(1, Math.min(MOST_CROWDING, wanting));
    }

    private static Outcome outcome(RunResult result) {
        return ((OutcomeResult) result.getSecondaryResults().get(OutcomeResult.LABEL)).outcome();
    }
}
