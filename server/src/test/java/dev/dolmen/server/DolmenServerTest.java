package dev.dolmen.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.Dolmen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol, byte by byte, as a client without any library would speak it. */
class DolmenServerTest {

    private static final String USERS =
            """
            {"TableName": "Users", "BillingMode": "PAY_PER_REQUEST",
             "AttributeDefinitions": [{"AttributeName": "user_id", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "user_id", "KeyType": "HASH"}]}
            """;
    private static final String ANA =
            """
            {"TableName": "Users", "Item": {"user_id": {"S": "001"}, "status": {"S": "inactive"}, "n": {"N": "1.50"}}}
            """;
    private static final String DELETE_IF_INACTIVE =
            """
            {"TableName": "Users", "Key": {"user_id": {"S": "001"}}, "ReturnValues": "ALL_OLD",
             "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
             "ConditionExpression": "#s = :i", "ExpressionAttributeNames": {"#s": "status"},
             "ExpressionAttributeValues": {":i": {"S": "inactive"}}}
            """;

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Dolmen dolmen;
    private DolmenServer server;

    @BeforeEach
    void start() throws Exception {
        dolmen = Dolmen.open(directory);
        server = DolmenServer.start(dolmen, ServerOptions.DEFAULT);
        assertThat(call("CreateTable", USERS).statusCode()).isEqualTo(200);
        assertThat(call("PutItem", ANA).body()).isEqualTo("{}");
    }

    @AfterEach
    void stop() {
        server.close();
        dolmen.close();
    }

    private HttpResponse<String> call(String operation, String body) throws IOException, InterruptedException {
        return call(operation, body, null);
    }

    private HttpResponse<String> call(String operation, String body, @Nullable String invocationId)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = SignedRequests.to(server.endpoint())
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (invocationId != null) {
            request.header("amz-sdk-invocation-id", invocationId);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersWithChecksumTypeAndId() throws Exception {
        HttpResponse<String> answer =
                call("GetItem", "{\"TableName\": \"Users\", \"Key\": {\"user_id\": {\"S\": \"001\"}}}");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"Item\":{\"n\":{\"N\":\"1.5\"},\"status\":{\"S\":\"inactive\"},\"user_id\":{\"S\":\"001\"}}}");
        CRC32 checksum = new CRC32();
        checksum.update(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(answer.headers().firstValueAsLong("x-amz-crc32")).hasValue(checksum.getValue());
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/x-amz-json-1.0");
        assertThat(answer.headers().firstValue("x-amzn-RequestId").orElseThrow())
                .matches("[0-9A-Z]{52}")
                .isNotEqualTo(call("GetItem", "{}")
                        .headers()
                        .firstValue("x-amzn-RequestId")
                        .orElseThrow());
        assertThat(answer.headers().firstValue("Server")).hasValue("Server");
    }

    @Test
    void aFailedConditionTellsTheItem() throws Exception {
        call("DeleteItem", DELETE_IF_INACTIVE.replace("inactive", "gone"));
        HttpResponse<String> answer = call("DeleteItem", DELETE_IF_INACTIVE.replace("inactive", "gone"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\","
                        + "\"message\":\"The conditional request failed\",\"Item\":{");
    }

    @Test
    void aRetryGetsTheFirstAnswerAlsoAfterARestart() throws Exception {
        String first = call("DeleteItem", DELETE_IF_INACTIVE, "invocation-1").body();
        assertThat(first).contains("inactive");
        assertThat(call("DeleteItem", DELETE_IF_INACTIVE, "invocation-1").body())
                .isEqualTo(first);
        server.close();
        dolmen.close();
        dolmen = Dolmen.open(directory);
        server = DolmenServer.start(dolmen, ServerOptions.DEFAULT);
        assertThat(call("DeleteItem", DELETE_IF_INACTIVE, "invocation-1").body())
                .isEqualTo(first);
        assertThat(call("DeleteItem", DELETE_IF_INACTIVE, "invocation-2").statusCode())
                .isEqualTo(400);
    }

    @Test
    void oneInvocationIdForTwoDifferentCallsIsTwoCalls() throws Exception {
        call("DeleteItem", DELETE_IF_INACTIVE, "same");
        assertThat(call("PutItem", ANA, "same").statusCode()).isEqualTo(200);
        assertThat(call("GetItem", "{\"TableName\": \"Users\", \"Key\": {\"user_id\": {\"S\": \"001\"}}}")
                        .body())
                .contains("inactive");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            PutItem      | not json                                   | SerializationException |
            PutItem      | []                                         | SerializationException |
            PutItem      | {} {}                                      | SerializationException |
            PutItem      | {"TableName": 1}                           | SerializationException | NUMBER_VALUE cannot be converted to String
            PutItem      | {"TableName": true}                        | SerializationException | TRUE_VALUE cannot be converted to String
            PutItem      | {"TableName": {}}                          | SerializationException | Start of structure or map found where not expected
            PutItem      | {"Item": {"a": {"S": 1}}}                  | SerializationException | NUMBER_VALUE cannot be converted to String
            PutItem      | {"Item": {"a": "b"}}                       | SerializationException | Unexpected value type in payload
            PutItem      | {"Item": {"a": {"B": "abc"}}}              | SerializationException | Base64 encoded length is expected a multiple of 4 bytes but found: 3
            Query        | {"Limit": "1"}                             | SerializationException | STRING_VALUE cannot be converted to Integer
            PutItem      | {"TableName": "Users", "Item": {"a": {}}}  | ValidationException    | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            PutItem      | {"TableName": "Users", "Item": {"a": {"S": "x", "N": "1"}}} | ValidationException | Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes
            PutItem      | {"TableName": "Users", "Item": {"a": {"NULL": false}}} | ValidationException | 1 validation error detected: One or more parameter values were invalid: Null attribute value types must have the value of true
            PutItem      | {"TableName": "Users", "Item": {"a": {"L": [{"N": "x"}]}}} | ValidationException | 1 validation error detected: The parameter cannot be converted to a numeric value: x
            GetItem      | {"TableName": "Nobody", "Key": {"a": {"S": "x"}}} | ResourceNotFoundException | Requested resource not found
            DropTable    | {}                                         | UnknownOperationException |
            """)
    void refusesMalformedRequests(String operation, String body, String type, @Nullable String message)
            throws Exception {
        HttpResponse<String> answer = call(operation, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("#" + type + "\"");
        if (message == null) {
            assertThat(answer.body()).doesNotContainIgnoringCase("\"message\"");
        } else {
            assertThat(answer.body()).containsIgnoringCase("\"message\":\"" + message + "\"");
        }
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        server.close();
        server = DolmenServer.start(dolmen, ServerOptions.DEFAULT.withMaxRequestBytes(1000));
        assertThat(call("PutItem", " ".repeat(1001)).statusCode()).isEqualTo(413);
        assertThat(call("PutItem", ANA + " ".repeat(1000 - ANA.length())).statusCode())
                .isEqualTo(200);
    }

    @Test
    void readsAndWritesCompressedBodies() throws Exception {
        String big = "x".repeat(5000);
        HttpResponse<String> put = send(
                "PutItem",
                compressed("{\"TableName\": \"Users\", \"Item\": {\"user_id\": {\"S\": \"002\"}, \"a\": {\"S\": \""
                        + big + "\"}}}"),
                HttpResponse.BodyHandlers.ofString(),
                "Content-Encoding",
                "gzip");
        assertThat(put.body()).isEqualTo("{}");
        byte[] get =
                "{\"TableName\": \"Users\", \"Key\": {\"user_id\": {\"S\": \"002\"}}}".getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> answer =
                send("GetItem", get, HttpResponse.BodyHandlers.ofByteArray(), "Accept-Encoding", "br, gzip");
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.body().length).isLessThan(1000);
        CRC32 checksum = new CRC32();
        checksum.update(answer.body());
        assertThat(answer.headers().firstValueAsLong("x-amz-crc32")).hasValue(checksum.getValue());
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).contains(big);
        }
        HttpResponse<byte[]> plain =
                send("GetItem", get, HttpResponse.BodyHandlers.ofByteArray(), "Accept-Encoding", "gzip;q=0");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        HttpResponse<String> broken =
                send("GetItem", get, HttpResponse.BodyHandlers.ofString(), "Content-Encoding", "gzip");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body()).contains("SerializationException");
    }

    @Test
    void readsBodiesHoweverTheyAreCoded() throws Exception {
        byte[] list = "{\"Limit\": 7}".getBytes(StandardCharsets.UTF_8);
        assertThat(listed(deflated(list), "deflate")).isEqualTo(200);
        assertThat(listed(deflated(compressed("{}")), "gzip, deflate")).isEqualTo(200);
        assertThat(listed(compressed("{}"), "X-Gzip")).isEqualTo(200);
        assertThat(listed(list, "identity")).isEqualTo(200);
        assertThat(listed(list, "deflate")).isEqualTo(400);
        assertThat(listed(new byte[] {deflated(list)[0], deflated(list)[1]}, "deflate"))
                .isEqualTo(400);
        HttpResponse<String> unknown =
                send("ListTables", list, HttpResponse.BodyHandlers.ofString(), "Content-Encoding", "br");
        assertThat(unknown.statusCode()).isEqualTo(415);
        assertThat(unknown.headers().firstValue("Accept-Encoding")).hasValue("gzip, deflate");
    }

    private int listed(byte[] body, String encoding) throws Exception {
        return send("ListTables", body, HttpResponse.BodyHandlers.ofString(), "Content-Encoding", encoding)
                .statusCode();
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(deflated)) {
            deflater.write(bytes);
        }
        return deflated.toByteArray();
    }

    @Test
    void takesLongHeadersAndRefusesTooLongOnes() throws Exception {
        assertThat(listedWithToken(32 << 10).body()).contains("TableNames");
        HttpResponse<String> refused = listedWithToken(65 << 10);
        assertThat(refused.statusCode()).isEqualTo(431);
        assertThat(refused.body()).isEmpty();
    }

    private HttpResponse<String> listedWithToken(int length) throws Exception {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        return send(
                "ListTables", body, HttpResponse.BodyHandlers.ofString(), "X-Amz-Security-Token", "t".repeat(length));
    }

    private static byte[] compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private <T> HttpResponse<T> send(
            String operation, byte[] body, HttpResponse.BodyHandler<T> handler, String... headers)
            throws IOException, InterruptedException {
        return client.send(
                SignedRequests.to(server.endpoint())
                        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                        .headers(headers)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                handler);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            http://localhost:3000,   -,                   http://localhost:3000
            http://127.0.0.1,        -,                   http://127.0.0.1
            https://app.example.org, -,                   -
            null,                    -,                   -
            https://app.example.org, https://app.example.org, https://app.example.org
            https://app.example.org, *,                   *
            http://localhost.example.org:8000, -,         -
            """)
    void onlyPagesThatMayUseItAreAnswered(String origin, @Nullable String allowed, @Nullable String told)
            throws Exception {
        server.close();
        server = DolmenServer.start(
                dolmen, ServerOptions.DEFAULT.withAllowedOrigins(allowed == null ? Set.of() : Set.of(allowed)));
        HttpResponse<String> preflight = client.send(
                HttpRequest.newBuilder(server.endpoint())
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .headers("Origin", origin, "Access-Control-Request-Headers", "x-amz-target")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .isEqualTo(Optional.ofNullable(told));
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .isEqualTo(told == null ? Optional.empty() : Optional.of("x-amz-target"));
        HttpResponse<String> post = send(
                "ListTables",
                "{}".getBytes(StandardCharsets.UTF_8),
                HttpResponse.BodyHandlers.ofString(),
                "Origin",
                origin);
        assertThat(post.headers().firstValue("Access-Control-Allow-Origin")).isEqualTo(Optional.ofNullable(told));
        if (told == null) {
            assertThat(post.statusCode()).isEqualTo(403);
            assertThat(post.body()).doesNotContain("Users");
        } else {
            assertThat(post.body()).contains("Users");
        }
    }

    @Test
    void anIdThatIsGivenToTwoOperationsIsNoRetry() throws Exception {
        String key = "{\"TableName\": \"Users\", \"Key\": {\"user_id\": {\"S\": \"002\"}}}";
        assertThat(call("UpdateItem", key, "one-id").body()).isEqualTo("{}");
        assertThat(call("DeleteItem", key, "one-id").body()).isEqualTo("{}");
        assertThat(call("GetItem", key).body()).isEqualTo("{}");
    }

    @Test
    void tellsThatItIsHealthy() throws Exception {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(server.endpoint()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("healthy: ");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "GET,  /abc, null, 404",
                "PUT,  /, application/json, 404",
                "POST, /abc, application/x-amz-json-1.0, 404",
                "POST, /, application/x-amz-json-1.1, 404",
                "POST, /, text/plain, 404",
                "POST, /, application/json, 200",
                "POST, /, application/json; charset=utf-8, 200",
                "POST, /, null, 200"
            })
    void knowsOnePlaceAndOneKindOfContent(String method, String path, @Nullable String type, int status)
            throws Exception {
        HttpRequest.Builder request = SignedRequests.to(server.endpoint().resolve(path))
                .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                .method(method, HttpRequest.BodyPublishers.ofString("{}"));
        if (type != null) {
            request.header("Content-Type", type);
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith(status == 404 ? "<UnknownOperationException/>" : "{\"TableNames\":");
        if (status == 200) {
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue(type == null ? "application/x-amz-json-1.0" : "application/json");
        }
    }

    @Test
    void whatIsNoJsonIsToldBeforeAnUnknownOperation() throws Exception {
        assertThat(call("DropTable", "hi").body()).contains("#SerializationException");
        assertThat(call("DropTable", "").body()).contains("#UnknownOperationException");
    }

    @Test
    void aDeletedTableIsToldWithoutItsKeys() throws Exception {
        String deleted = call("DeleteTable", "{\"TableName\": \"Users\"}").body();
        assertThat(deleted)
                .contains(
                        "\"TableStatus\":\"DELETING\"", "\"TableId\":", "\"ProvisionedThroughput\":", "\"ItemCount\":1")
                .doesNotContain("KeySchema", "AttributeDefinitions", "CreationDateTime", "WarmThroughput");
    }

    @Test
    void refusesAPortThatIsTaken() {
        assertThatThrownBy(() -> DolmenServer.start(dolmen, ServerOptions.DEFAULT.withPort(server.port())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            -  | -     | -                                   | MissingAuthenticationTokenException","message":"Request is missing Authentication Token"
            -  | Basic | -                                   | MissingAuthenticationTokenException"
            -  | AWS4- | -                                   | IncompleteSignatureException","message":"Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-"
            -  | AWS4- Signature=b, Credential=a | 20260101T000000Z | IncompleteSignatureException","message":"Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4- Signature=b, Credential=a"
            ?X-Amz-Algorithm | AWS4- | -                     | InvalidSignatureException","message":"Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
            ?X-Amz-Algorithm | - | -                         | IncompleteSignatureException","message":"AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters."
            ?X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-SignedHeaders=d&X-Amz-Date=e | - | - | "TableNames":["Users"]
            """)
    void wantsRequestsToBeSigned(
            @Nullable String query, @Nullable String authorization, @Nullable String date, String answer)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.endpoint().resolve("/" + Objects.requireNonNullElse(query, "")))
                .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (date != null) {
            request.header("X-Amz-Date", date);
        }
        assertThat(client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains(answer);
    }

    @Test
    void aRequestWithoutBodyIsToldThatItIsNotSigned() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.endpoint())
                .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .contains("#MissingAuthenticationTokenException");
        assertThat(call("ListTables", "").body()).contains("#SerializationException");
    }
}
