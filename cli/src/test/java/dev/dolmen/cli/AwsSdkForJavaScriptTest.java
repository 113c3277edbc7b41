package dev.dolmen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The AWS SDK for JavaScript, which knows the newest parameters, against {@code dolmen serve}, each in a process of its
 * own. The scripts are in {@code src/test/javascript}.
 *
 * <p>Where there is no Node.js, or {@code npm ci} has not been run there, the tests are skipped, unless
 * {@code DOLMEN_REQUIRE_NODE} is set.
 */
class AwsSdkForJavaScriptTest {

    private static final Path SCRIPTS = Path.of(System.getProperty("basedir", "."), "src", "test", "javascript");

    @TempDir
    Path directory;

    @BeforeAll
    static void findClient() throws InterruptedException {
        boolean installed = Files.isDirectory(SCRIPTS.resolve("node_modules/@aws-sdk/client-dynamodb"))
                && Scripts.succeeds("node", "--version");
        if (System.getenv("DOLMEN_REQUIRE_NODE") != null) {
            assertThat(installed)
                    .as("Node.js, and the packages that npm ci installs in " + SCRIPTS)
                    .isTrue();
        }
        assumeTrue(installed, "no Node.js here, or not the packages that npm ci installs in " + SCRIPTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tables", "items", "reads", "batches", "document_client", "changes", "every_operation"})
    void scriptRuns(String script) throws Exception {
        try (ServeProcess server = ServeProcess.start(directory)) {
            run(server.endpoint(), script);
        }
    }

    @Test
    void aRetryWhoseFirstAnswerWasLostGetsThatAnswer() throws Exception {
        try (ServeProcess server = ServeProcess.start(directory);
                AnswerLosingProxy proxy = AnswerLosingProxy.to(
                        server.endpoint(),
                        "PutItem",
                        "UpdateItem",
                        "DeleteItem",
                        "TransactWriteItems",
                        "BatchWriteItem")) {
            run(proxy.endpoint(), "lost_answers");
            assertThat(proxy.lost()).as("answers that were lost").isEqualTo(6);
        }
    }

    @Test
    void usersMayDoWhatTheirPoliciesAllow() throws Exception {
        Path users = Path.of(Objects.requireNonNull(AwsSdkForJavaScriptTest.class.getResource("access.json"))
                .toURI());
        try (ServeProcess server = ServeProcess.start(directory, Map.of(), "--credentials", users.toString())) {
            run(server.endpoint(), "access");
        }
    }

    private static void run(String endpoint, String script) throws Exception {
        Scripts.run("node", SCRIPTS.resolve(script + ".mjs").toString(), endpoint);
    }
}
