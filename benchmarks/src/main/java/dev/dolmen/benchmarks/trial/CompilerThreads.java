package dev.dolmen.benchmarks.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processor time of the JVM's own compilers. They work hard in the first seconds of a process and then stop; how much of
 * it falls into a short measurement says nothing about a store. Told by Linux alone: elsewhere it is 0.
 */
final class CompilerThreads {

    private static final Path TASKS = Path.of("/proc/self/task");

    private CompilerThreads() {}

    static long cpuNanos() throws IOException {
        if (!Files.isDirectory(TASKS)) {
            return 0;
        }
        long nanos = 0;
        for (Path task : tasks()) {
            try {
                if (isCompiler(Files.readString(task.resolve("comm")))) {
                    String onProcessor =
                            Files.readString(task.resolve("schedstat")).split(" ", 2)[0];
                    nanos += Long.parseLong(onProcessor);
                }
            } catch (IOException ended) {
                // A thread that ended in between is none of the compilers: those stay
                // (-UseDynamicNumberOfCompilerThreads).
                continue;
            }
        }
        return nanos;
    }

    private static List<Path> tasks() throws IOException {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.toList();
        }
    }

    private static boolean isCompiler(String name) {
        return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
    }
}
