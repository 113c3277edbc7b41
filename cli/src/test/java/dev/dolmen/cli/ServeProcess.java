package dev.dolmen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code dolmen serve} in a process of its own, which is told to stop in the end as an operator would tell it. */
record ServeProcess(Process process, String endpoint) implements AutoCloseable {

    private static final long STOP_SECONDS = 120;

    static ServeProcess start(Path directory) throws IOException {
        return start(directory, Map.of());
    }

    /**
     * @param environment what the process has in its environment besides
     * @param options of the command, besides directory and port
     */
    static ServeProcess start(Path directory, Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                KillDrill.classPath(),
                "-Xmx256m",
                "dev.dolmen.cli.Main",
                "serve",
                "--dir",
                directory.toString(),
                "--port",
                "0"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        assertThat(line)
                .matches("Serving " + Pattern.quote(directory.toString()) + " at https?://127\\.0\\.0\\.1:\\d+");
        return new ServeProcess(process, line.substring(line.lastIndexOf(' ') + 1));
    }

    @Override
    public void close() {
        process.destroy();
        boolean stopped;
        try {
            stopped = process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.toHandle().destroyForcibly();
            throw new AssertionError("interrupted while the server stopped", e);
        }
        if (!stopped) {
            process.toHandle().destroyForcibly();
        }
        assertThat(stopped).as("stops when told to").isTrue();
    }
}
