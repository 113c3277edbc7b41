package dev.dolmen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real boto3 against {@code dolmen serve}, each in a process of its own: the scripts of the guide to deleting items, its
 * pitfalls, the API reference of DeleteItem, and transactions.
 *
 * <p>Without a Python that has boto3 the tests are skipped, unless {@code DOLMEN_REQUIRE_BOTO3} is set.
 */
class Boto3Test {

    private static final long LIMIT_SECONDS = 120;
    private static @Nullable String python;

    @TempDir
    Path directory;

    @BeforeAll
    static void findPython() throws IOException, InterruptedException {
        for (String candidate : List.of("python3", "/usr/bin/python3")) {
            if (python == null && succeeds(candidate, "-c", "import boto3")) {
                python = candidate;
            }
        }
        if (System.getenv("DOLMEN_REQUIRE_BOTO3") != null) {
            assertThat(python).as("a Python that has boto3").isNotNull();
        }
        assumeTrue(python != null, "no Python here has boto3");
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete_by_key",
                "delete_by_composite_key",
                "conditional_delete",
                "batch_delete",
                "scan_and_delete",
                "complete_example",
                "pitfalls",
                "delete_item_reference",
                "transactions"
            })
    void scriptRuns(String script) throws Exception {
        try (ServeProcess server = ServeProcess.start(directory)) {
            run(server.endpoint(), script);
        }
    }

    @Test
    void aRetryWhoseFirstAnswerWasLostGetsThatAnswer() throws Exception {
        try (ServeProcess server = ServeProcess.start(directory);
                AnswerLosingProxy proxy = AnswerLosingProxy.to(server.endpoint(), "DeleteItem")) {
            run(proxy.endpoint(), "lost_answer");
            assertThat(proxy.lost()).as("answers that were lost").isEqualTo(2);
        }
    }

    @Test
    void aTransactionWhoseFirstAnswerWasLostIsDoneOnce() throws Exception {
        try (ServeProcess server = ServeProcess.start(directory);
                AnswerLosingProxy proxy = AnswerLosingProxy.to(server.endpoint(), "TransactWriteItems")) {
            run(proxy.endpoint(), "lost_transaction");
            assertThat(proxy.lost()).as("answers that were lost").isEqualTo(2);
        }
    }

    private static void run(String endpoint, String script) throws Exception {
        Process process = new ProcessBuilder(
                        Objects.requireNonNull(python), resource("run.py"), endpoint, resource(script + ".py"))
                .redirectErrorStream(true)
                .start();
        String output = read(process.getInputStream());
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    private static String read(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String resource(String name) throws URISyntaxException {
        URL resource = Objects.requireNonNull(Boto3Test.class.getResource("boto3/" + name), name);
        return Path.of(resource.toURI()).toString();
    }

    /** {@code dolmen serve} in a process of its own, which is told to stop in the end as an operator would tell it. */
    private record ServeProcess(Process process, String endpoint) implements AutoCloseable {

        static ServeProcess start(Path directory) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            KillDrill.classPath(),
                            "-Xmx256m",
                            "dev.dolmen.cli.Main",
                            "serve",
                            "--dir",
                            directory.toString(),
                            "--port",
                            "0")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            String line = lines.readLine();
            assertThat(line).startsWith("Serving " + directory + " at http://127.0.0.1:");
            return new ServeProcess(process, line.substring(line.lastIndexOf(' ') + 1));
        }

        @Override
        public void close() {
            process.destroy();
            boolean stopped;
            try {
                stopped = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
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
}
