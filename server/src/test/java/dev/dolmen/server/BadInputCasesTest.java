package dev.dolmen.server;

import static dev.dolmen.model.ScalarAttributeType.N;
import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.dolmen.Dolmen;
import dev.dolmen.item.Item;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests in {@code bad-input.txt}: each is refused with its type and text, and not a byte of the store changes. */
class BadInputCasesTest {

    private static final String CASES = "bad-input.txt";
    private static final Pattern REPEATED = Pattern.compile("\\$\\{(x|nested)\\*(\\d+)}");

    /** One case of the file. */
    record Case(String request, String answer) {
        @Override
        public String toString() {
            return request;
        }
    }

    @TempDir
    static Path directory;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Dolmen dolmen;
    private static DolmenServer server;

    @BeforeAll
    static void start() {
        dolmen = Dolmen.open(directory);
        dolmen.createTable("Users").partitionKey("user_id", S).run();
        dolmen.createTable("Orders")
                .partitionKey("customer", S)
                .sortKey("number", N)
                .localIndex("by-note", "note", S)
                .run();
        dolmen.table("Users")
                .put(Item.of("user_id", "001", "status", "inactive"))
                .run();
        dolmen.table("Orders")
                .put(Item.of("customer", "C1", "number", 7, "note", "fragile"))
                .run();
        server = DolmenServer.start(dolmen, ServerOptions.DEFAULT);
    }

    @AfterAll
    static void stop() {
        server.close();
        dolmen.close();
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        String request = null;
        boolean answered = false;
        for (String line : lines()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.equals("----")) {
                answered = true;
            } else if (answered) {
                cases.add(new Case(Objects.requireNonNull(request), line));
                answered = false;
            } else {
                request = line;
            }
        }
        return cases.stream();
    }

    private static List<String> lines() throws IOException {
        try (InputStream file = Objects.requireNonNull(BadInputCasesTest.class.getResourceAsStream(CASES))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefusedAndChangesNothing(Case refused) throws Exception {
        Map<String, Long> before = checksums();
        assertThat(answer(refused.request())).isEqualTo(refused.answer());
        assertThat(checksums()).isEqualTo(before);
        assertThat(dolmen.tableNames()).containsExactly("Orders", "Users");
        assertThat(dolmen.table("Users").scan().items())
                .containsExactly(Item.of("user_id", "001", "status", "inactive"));
        assertThat(dolmen.table("Orders").scan().items())
                .containsExactly(Item.of("customer", "C1", "number", 7, "note", "fragile"));
    }

    @Test
    @EnabledIfSystemProperty(named = "rewrite", matches = "true")
    void rewrite() throws Exception {
        List<String> rewritten = new ArrayList<>();
        String request = null;
        boolean answered = false;
        for (String line : lines()) {
            if (line.equals("----")) {
                rewritten.add(line);
                rewritten.add(answer(Objects.requireNonNull(request)));
                answered = true;
            } else if (!answered || line.isBlank()) {
                rewritten.add(line);
                answered = false;
                request = line;
            }
        }
        Files.write(Path.of("src", "test", "resources", "dev", "dolmen", "server", CASES), rewritten);
    }

    /** "Type: text" of the refusal. */
    private static String answer(String request) throws IOException, InterruptedException {
        int space = request.indexOf(' ');
        HttpResponse<String> response = CLIENT.send(
                SignedRequests.to(server.endpoint())
                        .header("X-Amz-Target", "DynamoDB_20120810." + request.substring(0, space))
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .POST(HttpRequest.BodyPublishers.ofString(expand(request.substring(space + 1))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        Map<String, String> members = members(response.body());
        String type = Objects.requireNonNull(members.get("__type"));
        return type.substring(type.indexOf('#') + 1) + ": " + members.getOrDefault("message", members.get("Message"));
    }

    private static String expand(String body) {
        Matcher matcher = REPEATED.matcher(body);
        return matcher.replaceAll(found -> {
            int times = Integer.parseInt(found.group(2));
            return found.group(1).equals("x") ? "x".repeat(times) : nested(times);
        });
    }

    /** A string so many maps deep. */
    private static String nested(int maps) {
        return "{\"M\": {\"m\": ".repeat(maps) + "{\"S\": \"x\"}" + "}}".repeat(maps);
    }

    /** The strings at the top level of a JSON object. */
    private static Map<String, String> members(String body) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    members.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }
        return members;
    }

    /** Of every file of the store. */
    private static Map<String, Long> checksums() throws IOException {
        Map<String, Long> checksums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CRC32 crc = new CRC32();
                crc.update(Files.readAllBytes(file));
                checksums.put(directory.relativize(file).toString(), crc.getValue());
            }
        }
        return checksums;
    }
}
