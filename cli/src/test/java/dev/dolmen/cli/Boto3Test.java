package dev.dolmen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real boto3 against {@code dolmen serve}, each in a process of its own: the scripts of the guide to deleting items, its
 * pitfalls, the API reference of DeleteItem, transactions, items that expire, users and what they may do, and HTTPS.
 *
 * <p>Without a Python that has boto3 the tests are skipped, unless {@code DOLMEN_REQUIRE_BOTO3} is set.
 */
class Boto3Test {

    private static @Nullable String python;

    @TempDir
    Path directory;

    @BeforeAll
    static void findPython() throws InterruptedException {
        for (String candidate : List.of("python3", "/usr/bin/python3")) {
            if (python == null && Scripts.succeeds(candidate, "-c", "import boto3")) {
                python = candidate;
            }
        }
        if (System.getenv("DOLMEN_REQUIRE_BOTO3") != null) {
            assertThat(python).as("a Python that has boto3").isNotNull();
        }
        assumeTrue(python != null, "no Python here has boto3");
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
                "delete_item_values",
                "transactions",
                "time_to_live",
                "update_table"
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

    @Test
    void usersMayDoWhatTheirPoliciesAllow() throws Exception {
        String users = resource("access.json");
        try (ServeProcess server = ServeProcess.start(directory, Map.of(), "--credentials", users)) {
            run(server.endpoint(), "access");
        }
    }

    @Test
    void httpsFromAKeystore(@TempDir Path files) throws Exception {
        SelfSigned certificate = SelfSigned.make(files);
        try (ServeProcess server = ServeProcess.start(
                directory,
                Map.of(TlsOptions.PASSWORD_VARIABLE, SelfSigned.PASSWORD),
                "--tls-keystore",
                certificate.keystore().toString())) {
            run(server.endpoint(), "https", certificate.certificate().toString());
        }
    }

    @Test
    void httpsFromPemWithCredentials(@TempDir Path files) throws Exception {
        SelfSigned certificate = SelfSigned.make(files);
        try (ServeProcess server = ServeProcess.start(
                directory,
                Map.of(),
                "--tls-certificate",
                certificate.certificate().toString(),
                "--tls-key",
                certificate.key().toString(),
                "--credentials",
                resource("access.json"))) {
            run(server.endpoint(), "https", certificate.certificate().toString());
        }
    }

    private static void run(String endpoint, String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Objects.requireNonNull(python),
                resource("boto3/run.py"),
                endpoint,
                resource("boto3/" + script + ".py")));
        command.addAll(List.of(arguments));
        Scripts.run(command.toArray(String[]::new));
    }

    private static String resource(String name) throws URISyntaxException {
        URL resource = Objects.requireNonNull(Boto3Test.class.getResource(name), name);
        return Path.of(resource.toURI()).toString();
    }
}
