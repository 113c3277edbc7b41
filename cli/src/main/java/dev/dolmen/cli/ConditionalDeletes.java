package dev.dolmen.cli;

import dev.dolmen.Dolmen;
import dev.dolmen.model.ConditionalCheckFailedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process that the {@link KillDrill} kills: deletes users conditionally and says each answer when it has it. */
@Command(name = "conditional-deletes", hidden = true, description = "The process that the quickstart kills.")
final class ConditionalDeletes implements Callable<Integer> {

    static final String DELETED = "deleted";
    static final String REFUSED = "refused";

    @Option(names = "--dir", required = true)
    private Path directory;

    @Option(names = "--round", required = true)
    private int round;

    @Option(names = "--count", required = true)
    private int count;

    @Option(names = "--threads", required = true)
    private int threads;

    @Override
    public Integer call() {
        AtomicInteger next = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (Dolmen dolmen = Dolmen.open(directory);
                FileOutputStream answers = new FileOutputStream(FileDescriptor.out)) {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(CompletableFuture.runAsync(() -> delete(dolmen, next, answers), executor));
            }
            running.forEach(CompletableFuture::join);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            executor.shutdown();
        }
        return 0;
    }

    private void delete(Dolmen dolmen, AtomicInteger next, FileOutputStream answers) {
        for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
            String answer;
            try {
                Users.deleteIfInactive(dolmen, round, number).run();
                answer = DELETED;
            } catch (ConditionalCheckFailedException e) {
                answer = REFUSED;
            }
            try {
                // One write of a few bytes into a pipe: either all of the line arrives or none of it.
                answers.write((answer + " " + number + "\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
