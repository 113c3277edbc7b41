package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.Durability;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.SSESpecification;
import dev.dolmen.model.StreamSpecification;
import dev.dolmen.model.ValidationException;
import dev.dolmen.model.WarmThroughput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

    @BeforeAll
    static void open() {
        dolmen = Dolmen.open(directory, DolmenOptions.DEFAULT.withDurability(Durability.OS));
    }

    @AfterAll
    static void close() {
        dolmen.close();
    }

    static Stream<TableCases.Case> cases() throws IOException {
        return TableCases.read(CASES);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void definition(TableCases.Case definition) {
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

    private static CreateTableRequest request(TableCases.Case definition) {
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
            String first = TableCases.text(rest, 0);
            switch (words.get(0)) {
                case "table" -> request.tableName(first);
                case "attributes" -> request.attributeDefinitions(TableCases.attributes(rest));
                case "key" -> request.keySchema(TableCases.key(rest));
                case "billing" -> request.billingMode(first);
                case "class" -> request.tableClass(first);
                case "throughput" ->
                    request.provisionedThroughput(new ProvisionedThroughput(
                            TableCases.units(first), TableCases.units(TableCases.text(rest, 1))));
                case "ondemand" ->
                    request.onDemandThroughput(new OnDemandThroughput(
                            TableCases.units(first), TableCases.units(TableCases.text(rest, 1))));
                case "warm" ->
                    request.warmThroughput(
                            new WarmThroughput(TableCases.units(first), TableCases.units(TableCases.text(rest, 1))));
                case "stream" ->
                    request.streamSpecification(
                            new StreamSpecification(TableCases.flag(first), TableCases.text(rest, 1)));
                case "sse" ->
                    request.sseSpecification(new SSESpecification(
                            TableCases.flag(first), TableCases.text(rest, 1), TableCases.text(rest, 2)));
                case "other" -> request.otherParameters(Set.copyOf(rest));
                case "local" -> {
                    if (!rest.equals(List.of("[]"))) {
                        indexes.add(TableCases.index(rest));
                    }
                    request.localSecondaryIndexes(indexes);
                }
                case "global" -> {
                    if (!rest.equals(List.of("[]"))) {
                        globalIndexes.add(TableCases.globalIndex(rest));
                    }
                    request.globalSecondaryIndexes(globalIndexes);
                }
                default -> throw new AssertionError("no such member: " + member);
            }
        }
        return request.build();
    }
}
