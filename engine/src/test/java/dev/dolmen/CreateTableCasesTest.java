package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.Durability;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.SSESpecification;
import dev.dolmen.model.StreamSpecification;
import dev.dolmen.model.ValidationException;
import dev.dolmen.model.WarmThroughput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions of tables in {@code table/create-table.txt}: what becomes of them, to the letter. */
class CreateTableCasesTest {

    private static final String CASES = "table/create-table.txt";

    @TempDir
    static Path directory;

    private static Dolmen dolmen;

    /** One case of the file. */
    record Case(List<String> members, String outcome) {
        @Override
        public String toString() {
            return String.join("; ", members) + " -> " + outcome;
        }
    }

    @BeforeAll
    static void open() {
        dolmen = Dolmen.open(directory, DolmenOptions.DEFAULT.withDurability(Durability.OS));
    }

    @AfterAll
    static void close() {
        dolmen.close();
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(CreateTableCasesTest.class.getResourceAsStream(CASES))) {
            List<String> members = new ArrayList<>();
            boolean outcome = false;
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (outcome) {
                    cases.add(new Case(List.copyOf(members), line));
                    members.clear();
                    outcome = false;
                } else if (line.equals("----")) {
                    outcome = true;
                } else {
                    members.add(line);
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void definition(Case definition) {
        String outcome;
        try {
            dolmen.createTable(request(definition));
            outcome = "ok";
        } catch (ValidationException e) {
            outcome = e.getMessage();
        }
        boolean created = !dolmen.tableNames().isEmpty();
        dolmen.tableNames().forEach(dolmen::deleteTable);
        assertThat(outcome).isEqualTo(definition.outcome());
        assertThat(created).isEqualTo(outcome.equals("ok"));
    }

    private static CreateTableRequest request(Case definition) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName("Orders")
                .attributeDefinitions(List.of(new AttributeDefinition("a", "S")))
                .keySchema(List.of(KeySchemaElement.hash("a")))
                .billingMode("PAY_PER_REQUEST");
        List<LocalSecondaryIndex> indexes = new ArrayList<>();
        List<GlobalSecondaryIndex> globalIndexes = new ArrayList<>();
        for (String member : definition.members()) {
            List<String> words = List.of(member.split(" "));
            List<String> rest = words.subList(1, words.size());
            String first = text(rest, 0);
            switch (words.get(0)) {
                case "table" -> request.tableName(first);
                case "attributes" ->
                    request.attributeDefinitions(
                            list(rest, word -> new AttributeDefinition(side(word, 0), side(word, 1))));
                case "key" -> request.keySchema(key(rest));
                case "billing" -> request.billingMode(first);
                case "class" -> request.tableClass(first);
                case "throughput" ->
                    request.provisionedThroughput(new ProvisionedThroughput(units(first), units(text(rest, 1))));
                case "ondemand" ->
                    request.onDemandThroughput(new OnDemandThroughput(units(first), units(text(rest, 1))));
                case "warm" -> request.warmThroughput(new WarmThroughput(units(first), units(text(rest, 1))));
                case "stream" -> request.streamSpecification(new StreamSpecification(flag(first), text(rest, 1)));
                case "sse" -> request.sseSpecification(new SSESpecification(flag(first), text(rest, 1), text(rest, 2)));
                case "other" -> request.otherParameters(Set.copyOf(rest));
                case "local" -> {
                    if (!rest.equals(List.of("[]"))) {
                        indexes.add(index(rest));
                    }
                    request.localSecondaryIndexes(indexes);
                }
                case "global" -> {
                    if (!rest.equals(List.of("[]"))) {
                        globalIndexes.add(globalIndex(rest));
                    }
                    request.globalSecondaryIndexes(globalIndexes);
                }
                default -> throw new AssertionError("no such member: " + member);
            }
        }
        return request.build();
    }

    private static LocalSecondaryIndex index(List<String> words) {
        String schema = text(words, 1);
        String attributes = text(words, 3);
        Projection projection = words.size() == 3 && schema == null
                ? null
                : new Projection(
                        text(words, 2),
                        attributes == null ? null : list(List.of(attributes.split(",")), Function.identity()));
        return new LocalSecondaryIndex(
                text(words, 0), schema == null ? null : key(List.of(schema.split(","))), projection);
    }

    private static GlobalSecondaryIndex globalIndex(List<String> words) {
        Map<String, List<String>> settings = new HashMap<>();
        words.stream().filter(word -> word.contains("=")).forEach(word -> {
            List<String> sides = List.of(word.split("="));
            settings.put(sides.get(0), List.of(sides.get(1).split(",")));
        });
        LocalSecondaryIndex index =
                index(words.stream().filter(word -> !word.contains("=")).toList());
        List<String> pt = settings.get("pt");
        List<String> onDemand = settings.get("ondemand");
        List<String> warm = settings.get("warm");
        return new GlobalSecondaryIndex(
                index.indexName(),
                index.keySchema(),
                index.projection(),
                pt == null ? null : new ProvisionedThroughput(units(text(pt, 0)), units(text(pt, 1))),
                onDemand == null ? null : new OnDemandThroughput(units(text(onDemand, 0)), units(text(onDemand, 1))),
                warm == null ? null : new WarmThroughput(units(text(warm, 0)), units(text(warm, 1))));
    }

    private static @Nullable List<KeySchemaElement> key(List<String> words) {
        return list(words, word -> new KeySchemaElement(side(word, 0), side(word, 1)));
    }

    private static <T> @Nullable List<T> list(List<String> words, Function<String, T> element) {
        if (words.equals(List.of("-"))) {
            return null;
        }
        return words.equals(List.of("[]"))
                ? List.of()
                : words.stream().map(element).toList();
    }

    private static @Nullable String side(String word, int side) {
        return text(Arrays.asList(word.split(":")), side);
    }

    private static @Nullable String text(List<String> words, int i) {
        return i >= words.size() || words.get(i).equals("-") ? null : words.get(i);
    }

    private static @Nullable Boolean flag(@Nullable String text) {
        return text == null ? null : Boolean.valueOf(text);
    }

    private static @Nullable Long units(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }
}
