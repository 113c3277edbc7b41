package dev.dolmen;

import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.WarmThroughput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of cases about tables. A case is lines of members, "----", and the outcome; members are words, "-" stands for
 * what is absent, "[]" for an empty list.
 */
final class TableCases {

    private TableCases() {}

    /** One case of a file. */
    record Case(List<String> members, String outcome) {
        @Override
        public String toString() {
            return String.join("; ", members) + " -> " + outcome;
        }
    }

    static Stream<Case> read(String resource) throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(TableCases.class.getResourceAsStream(resource))) {
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

    /** Words such as a:S. */
    static @Nullable List<AttributeDefinition> attributes(List<String> words) {
        return list(words, word -> new AttributeDefinition(side(word, 0), side(word, 1)));
    }

    static LocalSecondaryIndex index(List<String> words) {
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

    /** A name, a key schema, a projection and its attributes; settings of throughput as pt=1,1, ondemand=1,1, warm=1,1. */
    static GlobalSecondaryIndex globalIndex(List<String> words) {
        LocalSecondaryIndex index =
                index(words.stream().filter(word -> !word.contains("=")).toList());
        Settings settings = Settings.of(words);
        return new GlobalSecondaryIndex(
                index.indexName(),
                index.keySchema(),
                index.projection(),
                settings.provisioned(),
                settings.onDemand(),
                settings.warm());
    }

    /** The settings of throughput among the words about an index. */
    record Settings(
            @Nullable ProvisionedThroughput provisioned,
            @Nullable OnDemandThroughput onDemand,
            @Nullable WarmThroughput warm) {

        static Settings of(List<String> words) {
            Map<String, List<String>> pairs = new HashMap<>();
            words.stream().filter(word -> word.contains("=")).forEach(word -> {
                List<String> sides = List.of(word.split("="));
                pairs.put(sides.get(0), List.of(sides.get(1).split(",")));
            });
            List<String> pt = pairs.get("pt");
            List<String> onDemand = pairs.get("ondemand");
            List<String> warm = pairs.get("warm");
            return new Settings(
                    pt == null ? null : new ProvisionedThroughput(units(text(pt, 0)), units(text(pt, 1))),
                    onDemand == null
                            ? null
                            : new OnDemandThroughput(units(text(onDemand, 0)), units(text(onDemand, 1))),
                    warm == null ? null : new WarmThroughput(units(text(warm, 0)), units(text(warm, 1))));
        }
    }

    static @Nullable List<KeySchemaElement> key(List<String> words) {
        return list(words, word -> new KeySchemaElement(side(word, 0), side(word, 1)));
    }

    static <T> @Nullable List<T> list(List<String> words, Function<String, T> element) {
        if (words.equals(List.of("-"))) {
            return null;
        }
        return words.equals(List.of("[]"))
                ? List.of()
                : words.stream().map(element).toList();
    }

    static @Nullable String side(String word, int side) {
        return text(Arrays.asList(word.split(":")), side);
    }

    static @Nullable String text(List<String> words, int i) {
        return i >= words.size() || words.get(i).equals("-") ? null : words.get(i);
    }

    static @Nullable Boolean flag(@Nullable String text) {
        return text == null ? null : Boolean.valueOf(text);
    }

    static @Nullable Long units(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }
}
