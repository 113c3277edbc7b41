package dev.dolmen.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.Dolmen;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions, tags, limits and endpoints on the wire. */
class TransactionsAndTagsTest {

    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/Users";

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Dolmen dolmen;
    private DolmenServer server;

    @BeforeEach
    void start() throws Exception {
        dolmen = Dolmen.open(directory);
        server = DolmenServer.start(dolmen, ServerOptions.DEFAULT);
        ok(
                "CreateTable",
                """
                {"TableName": "Users", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                 "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                 "Tags": [{"Key": "stage", "Value": "test"}]}
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
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String ok(String operation, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = call(operation, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String put(String id, String more) {
        return "{\"Put\": {\"TableName\": \"Users\", \"Item\": {\"id\": {\"S\": \"" + id + "\"}}" + more + "}}";
    }

    private static String transaction(String... items) {
        return "{\"ReturnConsumedCapacity\": \"TOTAL\", \"TransactItems\": [" + String.join(", ", items) + "]}";
    }

    @Test
    void aTransactionIsWrittenAndRead() throws Exception {
        String delete =
                """
                {"Delete": {"TableName": "Users", "Key": {"id": {"S": "bo"}},
                 "ConditionExpression": "#i <> :b", "ExpressionAttributeNames": {"#i": "id"},
                 "ExpressionAttributeValues": {":b": {"S": "bo"}}}}
                """;
        String check =
                """
                {"ConditionCheck": {"TableName": "Users", "Key": {"id": {"S": "cy"}},
                 "ConditionExpression": "attribute_not_exists(id)"}}
                """;
        assertThat(ok("TransactWriteItems", transaction(put("ana", ""), delete, check)))
                .isEqualTo("{\"ConsumedCapacity\":[{\"TableName\":\"Users\",\"CapacityUnits\":6.0,"
                        + "\"WriteCapacityUnits\":6.0}]}");
        String gets =
                """
                {"ReturnConsumedCapacity": "INDEXES",
                 "TransactItems": [{"Get": {"TableName": "Users", "Key": {"id": {"S": "ana"}}}},
                                   {"Get": {"TableName": "Users", "Key": {"id": {"S": "bo"}},
                                            "ProjectionExpression": "#i", "ExpressionAttributeNames": {"#i": "id"}}}]}
                """;
        assertThat(ok("TransactGetItems", gets))
                .isEqualTo("{\"Responses\":[{\"Item\":{\"id\":{\"S\":\"ana\"}}},{}],"
                        + "\"ConsumedCapacity\":[{\"TableName\":\"Users\",\"CapacityUnits\":4.0,"
                        + "\"ReadCapacityUnits\":4.0,\"Table\":{\"CapacityUnits\":4.0,\"ReadCapacityUnits\":4.0}}]}");
    }

    @Test
    void aCancelledTransactionTellsItsReasons() throws Exception {
        ok("TransactWriteItems", transaction(put("bo", "")));
        HttpResponse<String> answer = call(
                "TransactWriteItems",
                transaction(
                        put("ana", ""),
                        put(
                                "bo",
                                ", \"ConditionExpression\": \"attribute_not_exists(id)\","
                                        + " \"ReturnValuesOnConditionCheckFailure\": \"ALL_OLD\"")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
                        + "\"Message\":\"Transaction cancelled, please refer cancellation reasons for specific reasons"
                        + " [None, ConditionalCheckFailed]\",\"CancellationReasons\":[{\"Code\":\"None\"},"
                        + "{\"Code\":\"ConditionalCheckFailed\",\"Item\":{\"id\":{\"S\":\"bo\"}},"
                        + "\"Message\":\"The conditional request failed\"}]}");
    }

    @Test
    void aClientTokenBelongsToOneTransaction() throws Exception {
        String token = "{\"ClientRequestToken\": \"t-1\", \"TransactItems\": [";
        ok("TransactWriteItems", token + put("ana", "") + "]}");
        ok("TransactWriteItems", token + put("ana", "") + "]}");
        assertThat(call("TransactWriteItems", token + put("bo", "") + "]}").body())
                .startsWith("{\"__type\":\"com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException\"");
    }

    @Test
    void tagsArePutOnListedAndTakenOff() throws Exception {
        String resource = "{\"ResourceArn\": \"" + ARN + "\"";
        assertThat(ok("TagResource", resource + ", \"Tags\": [{\"Key\": \"owner\", \"Value\": \"ana\"}]}"))
                .isEmpty();
        assertThat(ok("ListTagsOfResource", resource + "}"))
                .isEqualTo("{\"Tags\":[{\"Key\":\"owner\",\"Value\":\"ana\"},{\"Key\":\"stage\",\"Value\":\"test\"}]}");
        assertThat(ok("UntagResource", resource + ", \"TagKeys\": [\"owner\", \"stage\"]}"))
                .isEmpty();
        assertThat(ok("ListTagsOfResource", resource + "}")).isEqualTo("{\"Tags\":[]}");
    }

    @Test
    void limitsAndEndpointsAreTold() throws Exception {
        assertThat(ok("DescribeLimits", "{}"))
                .isEqualTo("{\"AccountMaxReadCapacityUnits\":80000,\"AccountMaxWriteCapacityUnits\":80000,"
                        + "\"TableMaxReadCapacityUnits\":40000,\"TableMaxWriteCapacityUnits\":40000}");
        assertThat(ok("DescribeEndpoints", "{}"))
                .isEqualTo("{\"Endpoints\":[{\"Address\":\"" + server.endpoint().getAuthority()
                        + "\",\"CachePeriodInMinutes\":1440}]}");
    }
}
