package dev.dolmen.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EmptyKeyException;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.BillingMode;
import dev.dolmen.model.ProjectionType;
import dev.dolmen.model.ReturnValue;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decisions in {@code decisions.txt}, whose first lines say how they are written. */
class DeciderCasesTest {

    private static final String CASES = "decisions.txt";
    private static final String SEPARATOR = "----";
    private static final KeyAttribute PARTITION = new KeyAttribute("p", AttributeType.S);

    /** What is given, line by line, and what is decided. */
    record Case(List<String> given, List<String> decided) {
        @Override
        public String toString() {
            return String.join("; ", given);
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream file = Objects.requireNonNull(DeciderCasesTest.class.getResourceAsStream(CASES))) {
            return Arrays.stream(new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n\n+"))
                    .map(block ->
                            block.lines().filter(line -> !line.startsWith("//")).toList())
                    .filter(lines -> !lines.isEmpty())
                    .map(lines -> new Case(
                            lines.subList(0, lines.indexOf(SEPARATOR)),
                            lines.subList(lines.indexOf(SEPARATOR) + 1, lines.size())));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decision(Case c) {
        assertThat(decide(c.given())).isEqualTo(c.decided());
    }

    /** With {@code -Drewrite=true}, writes the file anew with what is decided now. */
    @Test
    void rewrite() throws IOException {
        if (!Boolean.getBoolean("rewrite")) {
            return;
        }
        Path file = Path.of("src/test/resources/dev/dolmen/table", CASES);
        List<String> written = new ArrayList<>();
        List<String> given = new ArrayList<>();
        boolean old = false;
        for (String line : Files.readAllLines(file)) {
            if (line.equals(SEPARATOR)) {
                written.add(line);
                written.addAll(decide(given));
                old = true;
            } else if (line.isBlank() || line.startsWith("//")) {
                written.add(line);
                given.clear();
                old = false;
            } else if (!old) {
                written.add(line);
                given.add(line);
            }
        }
        Files.write(file, written);
    }

    private static List<String> decide(List<String> given) {
        Given all = new Given();
        given.forEach(all::read);
        EncodedItem old = all.old == null ? EncodedItem.EMPTY : EncodedItem.of(all.old);
        TableDefinition table = all.table();
        Operation operation = all.operation();
        if (operation instanceof Operation.Update update) {
            try {
                UpdatedItem.requireIndexKeys(table, update.update().compiled());
            } catch (ValidationException | EmptyKeyException e) {
                return List.of("refused unseen: " + e.getMessage());
            }
        }
        List<String> decided = show(Decider.decide(table, old, operation, all.environment()));
        assertThat(show(Decider.decide(table, old, decoded(operation), all.environment())))
                .as("from its bytes")
                .isEqualTo(decided);
        return decided;
    }

    private static Operation decoded(Operation operation) {
        byte[] bytes = OperationCodec.encode(operation);
        return OperationCodec.decode(bytes, 0, bytes.length);
    }

    /** What the lines of a case say. */
    private static final class Given {
        private final List<IndexDefinition> indexes = new ArrayList<>();
        private @Nullable TimeToLive timeToLive;
        private @Nullable Item old;
        private String kind = "delete";
        private String argument = "";
        private @Nullable String condition;
        private @Nullable Map<String, AttributeValue> values;
        private ReturnValue returning = ReturnValue.NONE;
        private boolean oldOnFailure;
        private boolean capacity;
        private Limits limits = Limits.DYNAMODB;
        private long collectionBytes;
        private @Nullable IndexDefinition unfilled;

        void read(String line) {
            String[] words = line.split(" ", 2);
            String rest = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "local", "global" -> indexes.add(index(words[0], rest.split(" ")));
                case "expires" -> timeToLive = new TimeToLive(rest, 9, TimeToLive.State.ENABLED);
                case "old" -> old = ItemNotation.item(rest);
                case "put", "update", "delete", "check" -> {
                    kind = words[0];
                    argument = rest;
                }
                case "if" -> condition = rest;
                case "values" -> values = ItemNotation.members(rest);
                case "returning" -> returning = ReturnValue.valueOf(rest);
                case "old-on-failure" -> oldOnFailure = true;
                case "capacity" -> capacity = true;
                case "item-limit" -> limits = limits(Integer.parseInt(rest), limits.collectionBytes());
                case "collection-limit" -> limits = limits(limits.itemBytes(), Long.parseLong(rest));
                case "collection" -> collectionBytes = Long.parseLong(rest);
                case "unfilled" ->
                    unfilled = indexes.stream()
                            .filter(index -> index.name().equals(rest))
                            .findFirst()
                            .orElseThrow();
                default -> throw new IllegalArgumentException("not a line of a case: " + line);
            }
        }

        private static Limits limits(int itemBytes, long collectionBytes) {
            Limits usual = Limits.DYNAMODB;
            return new Limits(
                    itemBytes, collectionBytes, usual.pageBytes(), usual.batchGetBytes(), usual.transactionBytes());
        }

        /** Name, partition attributes (of a global index), sort attributes, projection, projected attributes. */
        private IndexDefinition index(String scope, String[] words) {
            boolean local = scope.equals("local");
            int next = 1;
            List<KeyAttribute> partition = local ? List.of(PARTITION) : attributes(words[next++]);
            List<KeyAttribute> sort = attributes(words[next++]);
            return new IndexDefinition(
                    indexes.size(),
                    local ? IndexDefinition.Scope.LOCAL : IndexDefinition.Scope.GLOBAL,
                    words[0],
                    new IndexKey(partition, sort),
                    ProjectionType.valueOf(words[next]),
                    words.length > next + 1 ? List.of(words[next + 1].split(",")) : List.of(),
                    ThroughputSettings.NONE,
                    IndexDefinition.State.ACTIVE);
        }

        private static List<KeyAttribute> attributes(String words) {
            if (words.equals("-")) {
                return List.of();
            }
            return Arrays.stream(words.split(","))
                    .map(word -> word.split(":"))
                    .map(sides -> new KeyAttribute(sides[0], AttributeType.valueOf(sides[1])))
                    .toList();
        }

        TableDefinition table() {
            return new TableDefinition(
                    1,
                    "Cases",
                    "00000000-0000-0000-0000-000000000000",
                    new KeySchema(PARTITION, new KeyAttribute("s", AttributeType.N)),
                    List.of(new AttributeDefinition("p", "S"), new AttributeDefinition("s", "N")),
                    indexes,
                    new Billing(BillingMode.PAY_PER_REQUEST, Instant.EPOCH),
                    ThroughputSettings.NONE,
                    null,
                    null,
                    false,
                    Instant.EPOCH,
                    Map.of(),
                    timeToLive);
        }

        Operation operation() {
            ConditionSource source =
                    condition == null ? null : ConditionSource.Expression.compile(condition, null, own(condition));
            Operation.Answers answers = new Operation.Answers(returning, oldOnFailure, capacity);
            return switch (kind) {
                case "put" -> new Operation.Put(EncodedItem.of(ItemNotation.item(argument)), source, answers);
                case "update" ->
                    new Operation.Update(
                            Item.of("p", "a", "s", 1),
                            UpdateSource.Expression.compile(argument, null, own(argument)),
                            source,
                            answers);
                case "check" -> new Operation.Check(Objects.requireNonNull(source), answers);
                default -> new Operation.Delete(source, answers);
            };
        }

        /** Those of the values that an expression uses. */
        private @Nullable Map<String, AttributeValue> own(String expression) {
            if (values == null) {
                return null;
            }
            Map<String, AttributeValue> used = values.entrySet().stream()
                    .filter(value -> expression.contains(value.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            return used.isEmpty() ? null : used;
        }

        Environment environment() {
            return new Environment(limits, collectionBytes, unfilled);
        }
    }

    private static List<String> show(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        EncodedItem stored = outcome.newItem();
        lines.add(outcome.effect() + (stored == null ? "" : " " + ItemNotation.show(stored.decode())));
        Outcome.Refusal refusal = outcome.refusal();
        if (refusal != null) {
            lines.add("refused " + refusal.reason() + ": " + refusal.message());
        }
        EncodedItem image = outcome.image();
        if (image != null) {
            lines.add("shows " + ItemNotation.show(image.decode()));
        }
        outcome.indexChanges().forEach(change -> lines.add(show(change)));
        lines.add("units " + outcome.capacity().table()
                + outcome.capacity().indexes().stream()
                        .map(units -> " " + units.index() + " " + units.units())
                        .collect(Collectors.joining()));
        if (outcome.collectionGrowth() != 0) {
            lines.add("collection grows by " + outcome.collectionGrowth());
        }
        if (outcome.collectionBytes() != 0) {
            lines.add("collection " + outcome.collectionBytes());
        }
        if (!outcome.expiry().equals(ExpiryChange.NONE)) {
            lines.add("expiry " + outcome.expiry().removed() + " -> "
                    + outcome.expiry().added());
        }
        return lines;
    }

    private static String show(IndexChange change) {
        IndexKey.Values key = Objects.requireNonNull(change.entry().index());
        String place = change.index().name() + " " + values(key.partition()) + values(key.sort()) + " of ["
                + ItemNotation.show(change.entry().base().partition()) + " "
                + ItemNotation.show(Objects.requireNonNull(change.entry().base().sort())) + "]";
        EncodedItem projected = change.projected();
        return projected == null
                ? "index - " + place
                : "index + " + place + " " + ItemNotation.show(projected.decode());
    }

    private static String values(List<AttributeValue> values) {
        return values.stream().map(ItemNotation::show).collect(Collectors.joining(" ", "[", "]"));
    }
}
