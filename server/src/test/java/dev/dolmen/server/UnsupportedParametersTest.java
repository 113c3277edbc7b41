package dev.dolmen.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.Dolmen;
import dev.dolmen.model.ScalarAttributeType;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request asks for and the store has not is refused by name: nothing is accepted and then ignored. */
class UnsupportedParametersTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GlobalTableSettingsReplicationMode | \"ENABLED\"",
                "GlobalTableSourceArn               | \"arn:aws:dynamodb:us-east-1:000000000000:table/Other\"",
                "ResourcePolicy                     | \"{}\"",
                "SSESpecification                   | {\"Enabled\": true}",
                "StreamSpecification                | {\"StreamEnabled\": true, \"StreamViewType\": \"NEW_IMAGE\"}",
                "VectorIndexes                      | [{\"IndexName\": \"by-likeness\"}]"
            })
    void createTable(String parameter, String value) throws Exception {
        refused(parameter, "\"" + parameter + "\": " + value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GlobalTableSettingsReplicationMode | \"ENABLED\"",
                "GlobalTableWitnessUpdates          | [{\"Create\": {\"RegionName\": \"us-east-2\"}}]",
                "MultiRegionConsistency             | \"STRONG\"",
                "ReplicaUpdates                     | [{\"Create\": {\"RegionName\": \"us-east-2\"}}]",
                "SSESpecification                   | {\"Enabled\": true}",
                "StreamSpecification                | {\"StreamEnabled\": true, \"StreamViewType\": \"NEW_IMAGE\"}",
                "VectorIndexUpdates                 | [{\"Delete\": {\"IndexName\": \"by-likeness\"}}]"
            })
    void updateTable(String parameter, String value) throws Exception {
        try (Dolmen dolmen = Dolmen.open(directory);
                DolmenServer server = DolmenServer.start(dolmen, ServerOptions.DEFAULT)) {
            dolmen.createTable("Users")
                    .partitionKey("id", ScalarAttributeType.S)
                    .run();
            HttpResponse<String> answer =
                    send(server, "UpdateTable", "{\"TableName\": \"Users\", \"" + parameter + "\": " + value + "}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("ValidationException")
                    .contains("does not support these parameters of UpdateTable: [" + parameter + "]");
        }
    }

    private static HttpResponse<String> send(DolmenServer server, String operation, String body) throws Exception {
        HttpRequest request = SignedRequests.to(server.endpoint())
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void refused(String parameter, String members) throws Exception {
        String body =
                """
                {"TableName": "Users", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                 "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], %s}
                """
                        .formatted(members);
        try (Dolmen dolmen = Dolmen.open(directory);
                DolmenServer server = DolmenServer.start(dolmen, ServerOptions.DEFAULT)) {
            HttpResponse<String> answer = send(server, "CreateTable", body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("ValidationException")
                    .contains("does not support these parameters of CreateTable: [" + parameter + "]");
            assertThat(dolmen.tableNames()).isEmpty();
        }
    }
}
