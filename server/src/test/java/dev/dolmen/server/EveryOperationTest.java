package dev.dolmen.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.Dolmen;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation that the service has is performed or refused by name, and every member of a request that is performed is
 * read or refused by name: nothing is passed over.
 */
class EveryOperationTest {

    /** What else requests need that ask for something that is not there. */
    private static final Map<String, String> REQUESTS = Map.of(
            "CreateTable",
            "{\"TableName\": \"Users\", \"BillingMode\": \"PAY_PER_REQUEST\","
                    + " \"AttributeDefinitions\": [{\"AttributeName\": \"id\", \"AttributeType\": \"S\"}],"
                    + " \"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}]",
            "UpdateTable",
            "{\"TableName\": \"Users\"");

    @TempDir
    static Path directory;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Dolmen dolmen;
    private static DolmenServer server;

    @BeforeAll
    static void start() {
        dolmen = Dolmen.open(directory);
        server = DolmenServer.start(dolmen, ServerOptions.DEFAULT);
    }

    @AfterAll
    static void stop() {
        server.close();
        dolmen.close();
    }

    private static HttpResponse<String> call(String target, String body) throws IOException, InterruptedException {
        HttpRequest request = SignedRequests.to(server.endpoint())
                .header("X-Amz-Target", target)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(EveryOperationTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    static List<String> operations() throws IOException {
        return lines("operations.txt");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationIsPerformedOrRefusedByName(String line) throws Exception {
        String[] parts = line.split(" \\| ");
        String operation = parts[0].substring(parts[0].indexOf('.') + 1);
        HttpResponse<String> answer = call(parts[0], "{}");
        if (parts.length == 1) {
            assertThat(answer.body()).doesNotContain("UnknownOperationException");
        } else {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"__type\":\"com.amazon.coral.service#UnknownOperationException\",\"Message\":\"This"
                            + " release of Dolmen does not support " + operation + ": it has no " + parts[1]
                            + ". Nothing was done\"}");
        }
    }

    static List<String> members() throws IOException {
        return lines("request-members.txt");
    }

    /** A value of the wrong type must be noticed, for then the right one is read. */
    @ParameterizedTest
    @MethodSource("members")
    void aMemberIsReadOrRefusedByName(String line) throws Exception {
        String[] parts = line.split(" ");
        String operation = parts[0].substring(0, parts[0].indexOf('.'));
        String member = parts[0].substring(operation.length());
        String target = "DynamoDB_20120810." + operation;
        if (line.endsWith(" refused")) {
            String given = within(member, parts[1].equals("array") ? "[]" : parts[1].equals("object") ? "{}" : "\"x\"");
            HttpResponse<String> answer = call(target, REQUESTS.get(operation) + ", " + given.substring(1));
            assertThat(answer.body()).contains("does not support").contains("[" + member.substring(1) + "]");
        } else {
            HttpResponse<String> answer = call(target, within(member, parts[1].equals("object") ? "[]" : "{}"));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("#SerializationException");
        }
        assertThat(dolmen.tableNames()).isEmpty();
    }

    /** A value at the end of a path. */
    private static String within(String path, String value) {
        if (path.isEmpty()) {
            return value;
        }
        if (path.startsWith("[]")) {
            return "[" + within(path.substring(2), value) + "]";
        }
        if (path.startsWith("{}")) {
            return "{\"k\": " + within(path.substring(2), value) + "}";
        }
        int end = 1;
        while (end < path.length() && Character.isLetter(path.charAt(end))) {
            end++;
        }
        return "{\"" + path.substring(1, end) + "\": " + within(path.substring(end), value) + "}";
    }
}
