package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.outcome.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * When and on what a sitting took place.
 *
 * @param processor its model, or its architecture where the system does not tell more
 * @param load how many threads wanted to run when the sitting began, on the average of a minute; negative when unknown
 */
public record Surroundings(
        Instant begun, String processor, int processors, String system, String jvm, double load, int rounds) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public static Surroundings now(int rounds) throws IOException {
        return new Surroundings(
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                processorModel(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage(),
                rounds);
    }

    private static String processorModel() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    String text() {
        return begun + "; " + processor + ", " + processors + " processors, load " + Numbers.plain(load)
                + " at the start; " + system + "; " + jvm + "; figures are medians of " + rounds
                + (rounds == 1 ? " round." : " rounds.");
    }
}
