package dev.dolmen.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.Dolmen;
import dev.dolmen.DolmenOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expiry of items on the wire. */
class TimeToLiveTest {

    private static final String DESCRIBE = "{\"TableName\": \"Sessions\"}";
    private static final String ITEM = "{\"TableName\": \"Sessions\", \"Key\": {\"id\": {\"S\": \"a\"}}}";

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_800_000_000));
    private final HttpClient client = HttpClient.newHttpClient();
    private Dolmen dolmen;
    private DolmenServer server;

    @BeforeEach
    void start() throws Exception {
        dolmen = Dolmen.open(directory, DolmenOptions.DEFAULT.withClock(now::get));
        server = DolmenServer.start(dolmen, ServerOptions.DEFAULT);
        ok(
                "CreateTable",
                """
                {"TableName": "Sessions", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                 "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}
                """);
    }

    @AfterEach
    void stop() {
        server.close();
        dolmen.close();
    }

    private HttpResponse<String> call(String operation, String body) throws IOException, InterruptedException {
        HttpRequest request = SignedRequests.to(server.endpoint())
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String ok(String operation, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = call(operation, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String update(boolean enabled) {
        return "{\"TableName\": \"Sessions\", \"TimeToLiveSpecification\": {\"Enabled\": " + enabled
                + ", \"AttributeName\": \"expires\"}}";
    }

    @Test
    void isEnabledDescribedAndDisabled() throws Exception {
        String disabled = "{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"DISABLED\"}}";
        assertThat(ok("DescribeTimeToLive", DESCRIBE)).isEqualTo(disabled);
        assertThat(ok("UpdateTimeToLive", update(true)))
                .isEqualTo("{\"TimeToLiveSpecification\":{\"Enabled\":true,\"AttributeName\":\"expires\"}}");
        assertThat(ok("DescribeTimeToLive", DESCRIBE))
                .isEqualTo(
                        "{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"ENABLED\",\"AttributeName\":\"expires\"}}");
        HttpResponse<String> again = call("UpdateTimeToLive", update(true));
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body())
                .isEqualTo("{\"__type\":\"com.amazon.coral.validate#ValidationException\","
                        + "\"message\":\"TimeToLive is already enabled\"}");
        assertThat(ok("UpdateTimeToLive", update(false)))
                .isEqualTo("{\"TimeToLiveSpecification\":{\"Enabled\":false,\"AttributeName\":\"expires\"}}");
        assertThat(ok("DescribeTimeToLive", DESCRIBE)).isEqualTo(disabled);
    }

    @Test
    void expiredItemsAreDeleted() throws Exception {
        ok("UpdateTimeToLive", update(true));
        ok(
                "PutItem",
                """
                {"TableName": "Sessions", "Item": {"id": {"S": "a"}, "expires": {"N": "1800000060"}}}
                """);
        now.set(Instant.ofEpochSecond(1_800_000_060));
        dolmen.deleteExpired();
        assertThat(ok("GetItem", ITEM)).contains("1800000060");
        now.set(Instant.ofEpochSecond(1_800_000_061));
        dolmen.deleteExpired();
        assertThat(ok("GetItem", ITEM)).isEqualTo("{}");
    }
}
