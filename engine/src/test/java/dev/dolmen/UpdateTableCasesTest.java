package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateGlobalSecondaryIndexAction;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.DeleteGlobalSecondaryIndexAction;
import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.Durability;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.GlobalSecondaryIndexUpdate;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.SSESpecification;
import dev.dolmen.model.ServiceException;
import dev.dolmen.model.StreamSpecification;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.UpdateGlobalSecondaryIndexAction;
import dev.dolmen.model.UpdateTableRequest;
import dev.dolmen.model.ValidationException;
import dev.dolmen.model.WarmThroughput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The changes of tables in {@code table/update-table.txt}: what becomes of them, to the letter. */
class UpdateTableCasesTest {

    private static final String CASES = "table/update-table.txt";
    private static final String ON_DEMAND = "OnDemand";
    private static final String PROVISIONED = "Provisioned";

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

    @BeforeEach
    void createTables() {
        dolmen.createTable(table(ON_DEMAND, "PAY_PER_REQUEST", null));
        dolmen.createTable(table(PROVISIONED, "PROVISIONED", new ProvisionedThroughput(5L, 6L)));
    }

    @AfterEach
    void deleteTables() {
        for (String name : dolmen.tableNames()) {
            if (describe(name).deletionProtectionEnabled()) {
                dolmen.updateTable(name).deletionProtection(false).run();
            }
            dolmen.awaitIndexes(name);
            dolmen.deleteTable(name);
        }
    }

    private static CreateTableRequest table(String name, String billing, @Nullable ProvisionedThroughput units) {
        return CreateTableRequest.builder()
                .tableName(name)
                .attributeDefinitions(Stream.of("p", "s", "l", "g", "h")
                        .map(attribute -> new AttributeDefinition(attribute, "S"))
                        .toList())
                .keySchema(List.of(KeySchemaElement.hash("p"), KeySchemaElement.range("s")))
                .localSecondaryIndexes(List.of(new LocalSecondaryIndex(
                        "local", List.of(KeySchemaElement.hash("p"), KeySchemaElement.range("l")), Projection.all())))
                .globalSecondaryIndexes(List.of(index("gsi", "g", units), index("hsi", "h", units)))
                .billingMode(billing)
                .provisionedThroughput(units)
                .build();
    }

    private static GlobalSecondaryIndex index(String name, String key, @Nullable ProvisionedThroughput units) {
        return new GlobalSecondaryIndex(name, List.of(KeySchemaElement.hash(key)), Projection.all(), units, null, null);
    }

    private static TableDescription describe(String name) {
        return dolmen.describeTable(new DescribeTableRequest(name)).table();
    }

    static Stream<TableCases.Case> cases() throws IOException {
        return TableCases.read(CASES);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void update(TableCases.Case update) {
        List<TableDescription> before = List.of(describe(ON_DEMAND), describe(PROVISIONED));
        String outcome;
        try {
            dolmen.updateTable(request(update));
            outcome = "ok";
        } catch (ValidationException e) {
            outcome = e.getMessage();
        } catch (ServiceException e) {
            outcome = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        assertThat(outcome).isEqualTo(update.outcome());
        if (!outcome.equals("ok")) {
            assertThat(List.of(describe(ON_DEMAND), describe(PROVISIONED))).isEqualTo(before);
        }
    }

    private static UpdateTableRequest request(TableCases.Case update) {
        UpdateTableRequest.Builder request = UpdateTableRequest.builder().tableName(ON_DEMAND);
        List<GlobalSecondaryIndexUpdate> updates = new ArrayList<>();
        for (String member : update.members()) {
            List<String> words = List.of(member.split(" "));
            List<String> rest = words.subList(1, words.size());
            String first = TableCases.text(rest, 0);
            String second = TableCases.text(rest, 1);
            switch (words.get(0)) {
                case "table" -> request.tableName(first);
                case "attributes" -> request.attributeDefinitions(TableCases.attributes(rest));
                case "billing" -> request.billingMode(first);
                case "class" -> request.tableClass(first);
                case "throughput" ->
                    request.provisionedThroughput(
                            new ProvisionedThroughput(TableCases.units(first), TableCases.units(second)));
                case "ondemand" ->
                    request.onDemandThroughput(
                            new OnDemandThroughput(TableCases.units(first), TableCases.units(second)));
                case "warm" ->
                    request.warmThroughput(new WarmThroughput(TableCases.units(first), TableCases.units(second)));
                case "protect" -> request.deletionProtectionEnabled(TableCases.flag(first));
                case "stream" -> request.streamSpecification(new StreamSpecification(TableCases.flag(first), second));
                case "sse" ->
                    request.sseSpecification(
                            new SSESpecification(TableCases.flag(first), second, TableCases.text(rest, 2)));
                case "other" -> request.otherParameters(Set.copyOf(rest));
                default -> {
                    indexUpdate(words.get(0), rest, updates);
                    request.globalSecondaryIndexUpdates(updates);
                }
            }
        }
        return request.build();
    }

    private static void indexUpdate(String action, List<String> words, List<GlobalSecondaryIndexUpdate> updates) {
        String name = TableCases.text(words, 0);
        TableCases.Settings settings = TableCases.Settings.of(words);
        UpdateGlobalSecondaryIndexAction change = new UpdateGlobalSecondaryIndexAction(
                name, settings.provisioned(), settings.onDemand(), settings.warm());
        DeleteGlobalSecondaryIndexAction delete = new DeleteGlobalSecondaryIndexAction(name);
        switch (action) {
            case "updates" -> assertThat(words).containsExactly("[]");
            case "update" -> updates.add(GlobalSecondaryIndexUpdate.of(change));
            case "delete" -> updates.add(GlobalSecondaryIndexUpdate.of(delete));
            case "create" -> updates.add(GlobalSecondaryIndexUpdate.of(create(TableCases.globalIndex(words))));
            case "update-and-delete" -> updates.add(new GlobalSecondaryIndexUpdate(change, null, delete));
            case "nothing" -> updates.add(new GlobalSecondaryIndexUpdate(null, null, null));
            default -> throw new AssertionError("no such member: " + action);
        }
    }

    private static CreateGlobalSecondaryIndexAction create(GlobalSecondaryIndex index) {
        return new CreateGlobalSecondaryIndexAction(
                index.indexName(),
                index.keySchema(),
                index.projection(),
                index.provisionedThroughput(),
                index.onDemandThroughput(),
                index.warmThroughput());
    }
}
