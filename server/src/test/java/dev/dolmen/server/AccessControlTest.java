package dev.dolmen.server;

import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.Dolmen;
import dev.dolmen.item.Item;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users may do what their policies allow; what they may not is refused in the service's words, and changes nothing. */
class AccessControlTest {

    private static final String KEY = "\"Key\": {\"user_id\": {\"S\": \"001\"}}";
    private static final String DELETE = "{\"TableName\": \"Users\", " + KEY + "}";
    private static final String TRANSACT_DELETE = "{\"TransactItems\": [{\"Delete\": " + DELETE + "}]}";
    private static final String BATCH_DELETE = "{\"RequestItems\": {\"Users\": [{\"DeleteRequest\": {" + KEY + "}}]}}";

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Dolmen dolmen;
    private DolmenServer server;

    @BeforeEach
    void start() throws IOException {
        Path file = Files.writeString(
                directory.resolve("access.json"),
                """
                {"Users": [
                  {"UserName": "admin", "AccessKeys": [{"AccessKeyId": "admin", "SecretAccessKey": "1"}]},
                  {"UserName": "keeper", "AccessKeys": [{"AccessKeyId": "keeper", "SecretAccessKey": "2"}],
                   "Policy": {"Version": "2012-10-17", "Statement": [
                     {"Sid": "All", "Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"},
                     {"Effect": "Deny", "Action": ["dynamodb:Delete*", "dynamodb:BatchWriteItem"],
                      "Resource": ["arn:aws:dynamodb:*:*:table/Users"]}]}},
                  {"UserName": "reader", "AccessKeys": [{"AccessKeyId": "reader", "SecretAccessKey": "3"}],
                   "Policy": {"Statement": {"Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"],
                     "Resource": "arn:aws:dynamodb:eu-west-3:123456789012:table/Users"}}},
                  {"UserName": "checker", "AccessKeys": [{"AccessKeyId": "checker", "SecretAccessKey": "4"}],
                   "Policy": {"Statement": {"Effect": "Deny", "Action": "dynamodb:DeleteItem", "Resource": "*"}}}]}
                """);
        dolmen = Dolmen.open(directory.resolve("store"));
        dolmen.createTable("Users").partitionKey("user_id", S).run();
        dolmen.createTable("Orders").partitionKey("user_id", S).run();
        dolmen.table("Users").put(Item.of("user_id", "001")).run();
        dolmen.table("Orders").put(Item.of("user_id", "001")).run();
        server = DolmenServer.start(
                dolmen,
                ServerOptions.DEFAULT.withCredentials(Credentials.read(file)),
                () -> Instant.parse("2026-01-01T12:00:00Z"));
    }

    @AfterEach
    void stop() {
        server.close();
        dolmen.close();
    }

    private HttpResponse<String> call(String user, String operation, String body) throws Exception {
        String secret = Map.of("admin", "1", "keeper", "2", "reader", "3", "checker", "4")
                .get(user);
        SigV4Signer signer = new SigV4Signer(user, secret, "20260101T120000Z", "us-east-1");
        return client.send(
                signer.request(
                                server.endpoint(),
                                Map.of("x-amz-target", "DynamoDB_20120810." + operation),
                                body.getBytes(StandardCharsets.UTF_8))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void denied(String user, String operation, String body, String action, String resource, String why)
            throws Exception {
        HttpResponse<String> answer = call(user, operation, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"User:"
                        + " arn:aws:iam::000000000000:user/" + user + " is not authorized to perform: dynamodb:"
                        + action
                        + " on resource: " + resource + why + "\"}");
        assertThat(dolmen.table("Users").scan().count()).isEqualTo(1);
    }

    private static String users(String more) {
        return "arn:aws:dynamodb:dolmen:000000000000:table/Users" + more;
    }

    @Test
    void everyFormOfDeleteCanBeDenied() throws Exception {
        String why = " with an explicit deny in an identity-based policy";
        denied("keeper", "DeleteItem", DELETE, "DeleteItem", users(""), why);
        denied("keeper", "DeleteItem", DELETE.replace("Users", users("")), "DeleteItem", users(""), why);
        denied(
                "keeper",
                "DeleteItem",
                DELETE.replace("Users", "arn:aws:dynamodb:x:7:table/Users"),
                "DeleteItem",
                users(""),
                why);
        denied("keeper", "BatchWriteItem", BATCH_DELETE, "BatchWriteItem", users(""), why);
        denied("keeper", "TransactWriteItems", TRANSACT_DELETE, "DeleteItem", users(""), why);
        denied("keeper", "DeleteTable", "{\"TableName\": \"Users\"}", "DeleteTable", users(""), why);
        for (String delete : new String[] {"DeleteItem", "BatchWriteItem", "TransactWriteItems"}) {
            String body =
                    Map.of("DeleteItem", DELETE, "BatchWriteItem", BATCH_DELETE).getOrDefault(delete, TRANSACT_DELETE);
            assertThat(call("keeper", delete, body.replace("Users", "Orders")).statusCode())
                    .isEqualTo(200);
            assertThat(call("admin", delete, body).statusCode()).isEqualTo(200);
        }
        assertThat(dolmen.table("Users").scan().count()).isZero();
    }

    /** A batch has one permission of its own, and does not ask for those of the writes in it. */
    @Test
    void whoMayNotDeleteAnItemMayDoSoInABatchThatIsAllowed() throws Exception {
        String why = " because no identity-based policy allows the dynamodb:BatchWriteItem action";
        denied("checker", "BatchWriteItem", BATCH_DELETE, "BatchWriteItem", users(""), why);
        denied(
                "checker",
                "DeleteItem",
                DELETE,
                "DeleteItem",
                users(""),
                " with an explicit deny in an identity-based policy");
        String mixed = BATCH_DELETE.replace("{\"Users\"", "{\"Orders\": [], \"Users\"");
        denied(
                "keeper",
                "BatchWriteItem",
                mixed,
                "BatchWriteItem",
                users(""),
                " with an explicit deny in an identity-based policy");
        assertThat(call("admin", "BatchWriteItem", BATCH_DELETE).body()).isEqualTo("{\"UnprocessedItems\":{}}");
    }

    @Test
    void whatIsNotAllowedIsRefused() throws Exception {
        String why = " because no identity-based policy allows the dynamodb:%s action";
        assertThat(call("reader", "GetItem", DELETE).body()).contains("001");
        denied("reader", "DeleteItem", DELETE, "DeleteItem", users(""), why.formatted("DeleteItem"));
        denied("reader", "PutItem", "{}", "PutItem", users("").replace("Users", ""), why.formatted("PutItem"));
        denied("reader", "ListTables", "{}", "ListTables", "*", why.formatted("ListTables"));
        denied("reader", "TransactWriteItems", TRANSACT_DELETE, "DeleteItem", users(""), why.formatted("DeleteItem"));
        denied(
                "reader",
                "Query",
                "{\"TableName\": \"Users\", \"IndexName\": \"by-mail\"}",
                "Query",
                users("/index/by-mail"),
                why.formatted("Query"));
        denied(
                "reader",
                "GetItem",
                DELETE.replace("Users", "Nobody"),
                "GetItem",
                users("").replace("Users", "Nobody"),
                why.formatted("GetItem"));
        denied(
                "reader",
                "TagResource",
                "{\"ResourceArn\": \"Users\"}",
                "TagResource",
                "Users",
                why.formatted("TagResource"));
        assertThat(call("reader", "TransactGetItems", "{\"TransactItems\": [{\"Get\": " + DELETE + "}]}")
                        .body())
                .contains("001");
    }

    /** One who may not do a thing learns neither what is wrong with the request nor what there is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            DeleteItem         | {"TableName": "Users", "Key": {}}                                                  | ValidationException
            DeleteItem         | {"TableName": "Users", "Key": {"user_id": {"S": "1"}}, "ConditionExpression": "="} | ValidationException
            DeleteItem         | {"TableName": "No", "Key": {"user_id": {"S": "1"}}}                                | ValidationException
            DeleteItem         | {"TableName": "Nobody", "Key": {"user_id": {"S": "1"}}}                            | ResourceNotFoundException
            TransactWriteItems | {"TransactItems": [{"Delete": {"TableName": "Users"}}]}                            | ValidationException
            """)
    void authorisationComesBeforeValidation(String operation, String body, String allowed) throws Exception {
        assertThat(call("checker", operation, body).body()).contains("#AccessDeniedException");
        assertThat(call("admin", operation, body).body()).contains("#" + allowed);
    }

    @Test
    void theShapeOfARequestIsToldBeforeAuthorisation() throws Exception {
        assertThat(call("checker", "DeleteItem", "{\"TableName\": 7}").body()).contains("#SerializationException");
    }
}
