package dev.dolmen.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.Dolmen;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs that manage tables ask of every table is answered truthfully. */
class AbsentFeaturesTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path directory;

    private static Dolmen dolmen;
    private static DolmenServer server;

    @BeforeAll
    static void start() throws Exception {
        dolmen = Dolmen.open(directory);
        server = DolmenServer.start(dolmen, ServerOptions.DEFAULT);
        call(
                "CreateTable",
                """
                {"TableName": "Users", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                 "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                 "GlobalSecondaryIndexes": [{"IndexName": "by-id", "Projection": {"ProjectionType": "ALL"},
                   "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}]}
                """);
    }

    @AfterAll
    static void stop() {
        server.close();
        dolmen.close();
    }

    private static HttpResponse<String> call(String operation, String body) throws Exception {
        HttpRequest request = SignedRequests.to(server.endpoint())
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            DescribeContinuousBackups | {"TableName":"Users"} | {"ContinuousBackupsDescription":{"ContinuousBackupsStatus":"DISABLED","PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"DISABLED"}}}
            DescribeContributorInsights | {"TableName":"Users"} | {"TableName":"Users","ContributorInsightsStatus":"DISABLED"}
            DescribeContributorInsights | {"TableName":"Users","IndexName":"by-id"} | {"TableName":"Users","IndexName":"by-id","ContributorInsightsStatus":"DISABLED"}
            DescribeKinesisStreamingDestination | {"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/Users"} | {"TableName":"Users","KinesisDataStreamDestinations":[]}
            ListBackups | {"TableName":"Users","Limit":10} | {"BackupSummaries":[]}
            ListContributorInsights | {} | {"ContributorInsightsSummaries":[]}
            ListExports | {"MaxResults":1} | {"ExportSummaries":[]}
            ListGlobalTables | {} | {"GlobalTables":[]}
            ListImports | {"PageSize":1} | {"ImportSummaryList":[]}
            """)
    void tellsThatNothingIsThere(String operation, String request, String answer) throws Exception {
        HttpResponse<String> answered = call(operation, request);
        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(answered.body()).isEqualTo(answer);
    }
}
