package dev.dolmen.benchmarks;

import dev.dolmen.benchmarks.outcome.Outcome;
import dev.dolmen.benchmarks.report.CsvReport;
import dev.dolmen.benchmarks.report.Results;
import dev.dolmen.benchmarks.report.Surroundings;
import dev.dolmen.benchmarks.report.TextReport;
import dev.dolmen.benchmarks.trial.Directories;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.trial.TrialRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** Runs trials from first to last, as many rounds as wanted, tells of each when it is done, and writes the reports. */
final class Sitting {

    /** Makes the page of what is known so far. */
    @FunctionalInterface
    interface PageWriter {
        String write(Results results, Surroundings surroundings);
    }

    private static final String PAGE = "report.html";
    private static final String FIGURES = "results.csv";

    private final List<Trial> trials;
    private final int rounds;
    private final PageWriter pages;
    private final int seconds;
    private final @Nullable Path directory;
    private final Path output;
    private final List<String> jvmArguments;
    private final List<String> profilers;

    /** @param trials of one round; what is in it twice is run once */
    Sitting(
            Collection<Trial> trials,
            int rounds,
            PageWriter pages,
            int seconds,
            @Nullable Path directory,
            Path output,
            List<String> jvmArguments,
            List<String> profilers) {
        this.trials = trials.stream().distinct().toList();
        this.rounds = rounds;
        this.pages = pages;
        this.seconds = seconds;
        this.directory = directory;
        this.output = output;
        this.jvmArguments = jvmArguments;
        this.profilers = profilers;
    }

    /** @return whether every trial succeeded */
    boolean run() throws Exception {
        Files.createDirectories(output);
        Path stores = directory == null ? Files.createTempDirectory("dolmen-benchmarks") : directory.resolve("stores");
        Path log = output.resolve("last-trial.log");
        TrialRunner runner = new TrialRunner(seconds, stores, log, jvmArguments, profilers);
        Surroundings surroundings = Surroundings.now(rounds);
        Results results = new Results();
        try {
            System.out.println(TextReport.header());
            for (int round = 0; round < rounds; round++) {
                for (Trial trial : trials) {
                    run(runner, trial, results);
                    // Each time: a sitting that is cut short has its report all the same.
                    write(results, surroundings);
                }
            }
        } finally {
            Directories.delete(stores);
        }
        System.out.println();
        System.out.println(TextReport.goals(results));
        System.out.println("See " + output.resolve(PAGE) + " and " + FIGURES + " beside it.");
        return results.failures().isEmpty();
    }

    private void write(Results results, Surroundings surroundings) throws IOException {
        Files.writeString(output.resolve(FIGURES), CsvReport.write(results));
        Files.writeString(output.resolve(PAGE), pages.write(results, surroundings));
    }

    private static void run(TrialRunner runner, Trial trial, Results results) {
        try {
            Outcome outcome = runner.run(trial);
            results.add(trial, outcome);
            System.out.println(TextReport.line(trial, outcome));
        } catch (RunnerException failure) {
            results.fail(trial, String.valueOf(failure.getMessage()));
            System.out.println(TextReport.failure(trial, failure, runner.log()));
        }
    }
}
