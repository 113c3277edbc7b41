package dev.dolmen.server;

import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.Dolmen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose request it is: signatures that are right, and each way in which they are not, in the service's order and words. */
class AuthenticationTest {

    private static final String NOW = "20260101T120000Z";
    private static final SigV4Signer ANA = new SigV4Signer("ANA1", "ana's secret", NOW, "eu-west-3");
    private static final SigV4Signer SESSION = new SigV4Signer("SESSION1", "a secret", NOW, "us-east-1");
    private static final String LIST = "DynamoDB_20120810.ListTables";

    @TempDir
    static Path directory;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Dolmen dolmen;
    private static DolmenServer server;

    @BeforeAll
    static void start() throws IOException {
        Path file = Files.writeString(
                directory.resolve("access.json"),
                """
                {"Users": [
                  {"UserName": "ana", "AccessKeys": [{"AccessKeyId": "ANA1", "SecretAccessKey": "ana's secret"}]},
                  {"UserName": "visitor", "AccessKeys": [
                    {"AccessKeyId": "SESSION1", "SecretAccessKey": "a secret", "SessionToken": "token=="}]}]}
                """);
        dolmen = Dolmen.open(directory.resolve("store"));
        dolmen.createTable("Users").partitionKey("user_id", S).run();
        server = DolmenServer.start(
                dolmen,
                ServerOptions.DEFAULT.withCredentials(Credentials.read(file)),
                () -> Instant.parse("2026-01-01T12:00:00.5Z"));
    }

    @AfterAll
    static void stop() {
        server.close();
        dolmen.close();
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        boolean done = answer.body().startsWith("{\"TableNames\"");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(done ? 200 : 400);
        return answer.body();
    }

    private static HttpRequest.Builder list(SigV4Signer signer, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("x-amz-target", LIST);
        return signer.request(server.endpoint(), headers, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static String told(String type, String message) {
        return "{\"__type\":\"com.amazon.coral.service#" + type + "\",\"message\":\"" + message + "\"}";
    }

    @Test
    void aRightSignatureIsLetIn() throws Exception {
        assertThat(send(list(ANA, Map.of()))).contains("Users");
        assertThat(send(list(ANA, Map.of("content-type", "application/x-amz-json-1.0", "amz-sdk-invocation-id", "7"))))
                .contains("Users");
        assertThat(send(list(
                        ANA,
                        Map.of("x-amz-content-sha256", SigV4Signer.sha256("{}".getBytes(StandardCharsets.UTF_8))))))
                .contains("Users");
    }

    @Test
    void theHashThatARequestTellsMustBeThatOfItsBody() throws Exception {
        assertThat(send(list(ANA, Map.of("x-amz-content-sha256", "UNSIGNED-PAYLOAD"))))
                .contains("#InvalidSignatureException", "The request signature we calculated does not match");
    }

    @ParameterizedTest
    @CsvSource({
        "20260101T115500Z, ",
        "20260101T120500Z, ",
        "20260101T115459Z, Signature expired: 20260101T115459Z is now earlier than 20260101T115500Z (20260101T120000Z - 5 min.)",
        "20260101T120501Z, Signature not yet current: 20260101T120501Z is still later than 20260101T120500Z (20260101T120000Z + 5 min.)",
    })
    void aSignatureIsGoodForFiveMinutes(String time, @Nullable String refusal) throws Exception {
        String answer = send(list(ANA.at(time), Map.of()));
        if (refusal == null) {
            assertThat(answer).contains("Users");
        } else {
            assertThat(answer).isEqualTo(told("InvalidSignatureException", refusal));
        }
    }

    /** Each line has the faults of all lines after it too, but for the last: the first fault is the one that is told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2026-01-01       | AWS4-HMAC-SHA1   | x        | NOBODY/20260102//s3/aws5_request                     | IncompleteSignatureException | Date must be in ISO-8601 'basic format'. Got '2026-01-01'. See http://en.wikipedia.org/wiki/ISO_8601
            20251231T120000Z | AWS4-HMAC-SHA1   | x        | NOBODY/20260102//s3/aws5_request                     | InvalidSignatureException    | Signature expired: 20251231T120000Z is now earlier than 20260101T115500Z (20260101T120000Z - 5 min.)
            20260101T120000Z | AWS4-HMAC-SHA1   | x        | NOBODY/20260102/s3/aws5_request                      | InvalidSignatureException    | 'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.
            20260101T120000Z | AWS4-HMAC-SHA1   | Host     | NOBODY/20260102/s3/aws5_request                      | IncompleteSignatureException | Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1' (only AWS4-HMAC-SHA256 for now).
            20260101T120000Z | AWS4-HMAC-SHA256 | host     | NOBODY/20260102/s3/aws5_request                      | IncompleteSignatureException | Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'NOBODY/20260102/s3/aws5_request'
            20260101T120000Z | AWS4-HMAC-SHA256 | host     | NOBODY/20260102//s3/aws5_request                     | InvalidSignatureException    | Credential should be scoped to a valid region, not ''. Credential should be scoped to correct service: 'dynamodb'. Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260102' != '20260101', from '20260101T120000Z'.
            20260101T120000Z | AWS4-HMAC-SHA256 | host     | NOBODY/20260101/eu-west-3/dynamodb/aws4_request      | UnrecognizedClientException  | The security token included in the request is invalid.
            20260101T120000Z | AWS4-HMAC-SHA256 | host     | SESSION1/20260101/eu-west-3/dynamodb/aws4_request    | UnrecognizedClientException  | The security token included in the request is invalid.
            20260101T120000Z | AWS4-HMAC-SHA256 | host     | ANA1/20260101/eu-west-3/dynamodb/aws4_request        | InvalidSignatureException    | 'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.
            """)
    void faultsAreToldInTheServicesOrder(
            String date, String algorithm, String signedHeaders, String credential, String type, String message)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.endpoint())
                .header("X-Amz-Target", LIST)
                .header("X-Amz-Date", date)
                .header(
                        "Authorization",
                        algorithm + " Credential=" + credential + ", SignedHeaders=" + signedHeaders + ", Signature=00")
                .POST(HttpRequest.BodyPublishers.ofString("{\"Limit\": \"no number\"}"));
        String space = message.endsWith("now).") ? " " : "";
        assertThat(send(request)).isEqualTo(told(type, message + space));
    }

    @Test
    void whatShouldHaveBeenSignedIsTold() throws Exception {
        SigV4Signer wrong = new SigV4Signer("ANA1", "another secret", NOW, "eu-west-3");
        assertThat(send(list(wrong, Map.of())))
                .isEqualTo(told(
                        "InvalidSignatureException",
                        "The request signature we calculated does not match the signature you provided. Check your AWS"
                                + " Secret Access Key and signing method. Consult the service documentation for details."
                                + "\\n\\nThe Canonical String for this request should have been\\n'POST\\n/\\n\\nhost:"
                                + server.endpoint().getAuthority() + "\\nx-amz-date:" + NOW + "\\nx-amz-target:" + LIST
                                + "\\n\\nhost;x-amz-date;x-amz-target\\n"
                                + SigV4Signer.sha256("{}".getBytes(StandardCharsets.UTF_8))
                                + "'\\n\\nThe String-to-Sign should have been\\n'AWS4-HMAC-SHA256\\n" + NOW
                                + "\\n20260101/eu-west-3/dynamodb/aws4_request\\n" + canonicalHash() + "'\\n"));
    }

    private static String canonicalHash() {
        return SigV4Signer.sha256(("POST\n/\n\nhost:" + server.endpoint().getAuthority() + "\nx-amz-date:" + NOW
                        + "\nx-amz-target:" + LIST + "\n\nhost;x-amz-date;x-amz-target\n"
                        + SigV4Signer.sha256("{}".getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aKeyOfASessionNeedsItsToken() throws Exception {
        assertThat(send(list(SESSION, Map.of("x-amz-security-token", "token=="))))
                .contains("Users");
        String refused = "The security token included in the request is invalid";
        assertThat(send(list(SESSION, Map.of("x-amz-security-token", "token=="))
                        .setHeader("X-Amz-Security-Token", "token=")))
                .contains("#InvalidSignatureException");
        assertThat(send(list(SESSION, Map.of("x-amz-security-token", "token="))))
                .isEqualTo(told("UnrecognizedClientException", refused));
        assertThat(send(list(ANA, Map.of("x-amz-security-token", "token=="))))
                .isEqualTo(told("UnrecognizedClientException", refused));
        assertThat(send(list(SESSION, Map.of()))).isEqualTo(told("UnrecognizedClientException", refused + "."));
    }

    /** A body that is no JSON is told first and one of the wrong shape last, as the service does. */
    @Test
    void authenticationComesBeforeTheRequestIsUnderstood() throws Exception {
        SigV4Signer wrong = new SigV4Signer("ANA1", "another secret", NOW, "eu-west-3");
        Map<String, String> target = Map.of("x-amz-target", LIST);
        byte[] noJson = "hi".getBytes(StandardCharsets.UTF_8);
        byte[] wrongType = "{\"Limit\": \"7\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(send(wrong.request(server.endpoint(), target, noJson))).contains("#SerializationException");
        assertThat(send(wrong.request(server.endpoint(), target, wrongType))).contains("#InvalidSignatureException");
        assertThat(send(ANA.request(server.endpoint(), target, wrongType))).contains("#SerializationException");
        assertThat(send(HttpRequest.newBuilder(server.endpoint())
                        .header("X-Amz-Target", LIST)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(wrongType))))
                .contains("#MissingAuthenticationTokenException");
        assertThat(send(wrong.request(
                        server.endpoint(), Map.of("x-amz-target", "DynamoDB_20120810.DropTable"), wrongType)))
                .contains("#UnknownOperationException");
    }

    @Test
    void theBodyIsSignedAsItIsSent() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("{}".getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> headers = Map.of("x-amz-target", LIST, "content-encoding", "gzip");
        assertThat(send(ANA.request(server.endpoint(), headers, compressed.toByteArray())))
                .contains("Users");
        assertThat(send(ANA.request(server.endpoint(), headers, "{}".getBytes(StandardCharsets.UTF_8))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(compressed.toByteArray()))))
                .contains("#InvalidSignatureException");
    }

    @Test
    void headersAndQueriesAreSignedByteByByte() throws Exception {
        URI query = server.endpoint().resolve("/?a=%C3%A9%20%2F&b=");
        assertThat(send(ANA.request(
                        query,
                        Map.of("x-amz-target", LIST, "x-note", "a  b".replace("  ", " ")),
                        "{}".getBytes(StandardCharsets.UTF_8))))
                .contains("Users");
        assertThat(send(list(ANA, Map.of("x-note", "one")).header("x-note", "two")))
                .contains("#InvalidSignatureException");
    }

    @ParameterizedTest
    @CsvSource({
        "20260101T115500Z, , ",
        "20260101T115459Z, , (20260101T120000Z - 5 min.)",
        "20260101T110000Z, 3600, ",
        "20260101T105959Z, 3600, (20260101T120000Z - 60 min.)",
        "20260101T115959Z, 1, ",
        "20260101T115958Z, 1, 20260101T115958Z is now earlier than 20260101T115959Z (20260101T120000Z - 1 sec.)",
        "20260101T120000Z, 604801, X-Amz-Expires must be a number of seconds from 1 to 604800. Got '604801'",
        "20260101T120000Z, 0, X-Amz-Expires must be a number of seconds from 1 to 604800. Got '0'",
    })
    void aSignatureMayBeInTheQuery(String time, @Nullable String expires, @Nullable String refusal) throws Exception {
        String query =
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ANA1%2F20260101%2Feu-west-3%2Fdynamodb%2Faws4_request"
                        + "&X-Amz-Date=" + time + (expires == null ? "" : "&X-Amz-Expires=" + expires)
                        + "&X-Amz-SignedHeaders=host%3Bx-amz-target";
        URI unsigned = server.endpoint().resolve("/?" + query);
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String signature = ANA.at(time).signatureInQuery(unsigned, Map.of("x-amz-target", LIST), body);
        String answer = send(HttpRequest.newBuilder(URI.create(unsigned + "&X-Amz-Signature=" + signature))
                .header("X-Amz-Target", LIST)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        assertThat(answer).contains(refusal == null ? "Users" : refusal);
        String other = send(HttpRequest.newBuilder(URI.create(unsigned + "&X-Amz-Signature=" + signature))
                .header("X-Amz-Target", LIST)
                .POST(HttpRequest.BodyPublishers.ofString("{ }")));
        assertThat(other).contains(refusal == null ? "#InvalidSignatureException" : refusal);
    }

    @Test
    void whatNeedsNoSignatureNeedsNoneHere() throws Exception {
        HttpResponse<String> health =
                CLIENT.send(HttpRequest.newBuilder(server.endpoint()).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(health.body()).startsWith("healthy: ");
    }
}
