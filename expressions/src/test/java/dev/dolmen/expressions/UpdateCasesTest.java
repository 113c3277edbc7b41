package dev.dolmen.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Binary;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of {@code updates.txt} and {@code legacy-updates.txt}, on one item. */
class UpdateCasesTest {

    private static final Item ITEM = Item.builder()
            .put("n", AttributeValue.n(5))
            .put("s", AttributeValue.s("str"))
            .put("l", AttributeValue.l(AttributeValue.n(0), AttributeValue.n(1), AttributeValue.n(2)))
            .put(
                    "m",
                    AttributeValue.m(Map.of(
                            "x", AttributeValue.n(1), "y", AttributeValue.m(Map.of("z", AttributeValue.s("q"))))))
            .put("ss", AttributeValue.ss("a", "b"))
            .put("ns", AttributeValue.ns("1", "2"))
            .put("bs", AttributeValue.bs(Binary.of((byte) 1)))
            .put("nested", AttributeValue.l(AttributeValue.l(AttributeValue.n(7)), AttributeValue.ss("a")))
            .put("b", AttributeValue.bool(true))
            .build();

    private static final Map<String, AttributeValue> VALUES = Map.ofEntries(
            Map.entry(":n", AttributeValue.n(1)),
            Map.entry(":s", AttributeValue.s("v")),
            Map.entry(":l", AttributeValue.l(AttributeValue.n(9))),
            Map.entry(":m", AttributeValue.m(Map.of())),
            Map.entry(":ss", AttributeValue.ss("b", "c")),
            Map.entry(":ab", AttributeValue.ss("a", "b")),
            Map.entry(":ns", AttributeValue.ns("2", "3")),
            Map.entry(":bs", AttributeValue.bs(Binary.of((byte) 1))),
            Map.entry(":nul", AttributeValue.nul()),
            Map.entry(":n2", AttributeValue.ns("1.0", "2")),
            Map.entry(":n13", AttributeValue.ns("1", "3")),
            Map.entry(":b12", AttributeValue.bs(Binary.of((byte) 1), Binary.of((byte) 2))),
            Map.entry(":a", AttributeValue.ss("a")),
            Map.entry(":e", AttributeValue.l()),
            Map.entry(":neg", AttributeValue.n("-5.0")),
            Map.entry(":tenth", AttributeValue.n("0.1")),
            Map.entry(":fifth", AttributeValue.n("0.2")),
            Map.entry(":max", AttributeValue.n("9.9999999999999999999999999999999999999E125")),
            Map.entry(":ulp", AttributeValue.n("1E88")),
            Map.entry(":nines", AttributeValue.n("99999999999999999999999999999999999999")),
            Map.entry(":half", AttributeValue.n("0.5")),
            Map.entry(":least", AttributeValue.n("1.1E-130")),
            Map.entry(":big", AttributeValue.n("9.9E125")),
            Map.entry(":tiny", AttributeValue.n("1E-130")),
            Map.entry(":digits", AttributeValue.n("0.1234567890123456789012345678901234567")));

    private static final Pattern PLACEHOLDER = Pattern.compile(":\\w+");

    record Case(String expression, String outcome) {}

    static Stream<Case> cases() throws IOException {
        return cases("updates.txt");
    }

    private static Stream<Case> cases(String file) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(UpdateCasesTest.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("//"))
                    .map(line -> line.split(" => ", 2))
                    .map(parts -> new Case(parts[0].substring(1, parts[0].length() - 1), parts[1]))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outcome(Case c) {
        assertThat(outcome(c.expression())).isEqualTo(c.outcome());
    }

    static Stream<Case> legacyCases() throws IOException {
        return cases("legacy-updates.txt");
    }

    @ParameterizedTest
    @MethodSource("legacyCases")
    void legacyOutcome(Case c) {
        String outcome;
        try {
            outcome = changes(updated(LegacyUpdates.of(legacyUpdates(c.expression()))));
        } catch (InvalidExpressionException e) {
            outcome = "! " + e.getMessage();
        } catch (InapplicableUpdateException | InvalidItemException e) {
            outcome = "!! " + e.getMessage();
        }
        assertThat(outcome).isEqualTo(c.outcome());
    }

    /** {@code name ACTION :value, …}; a dash stands for no action. */
    private static Map<String, AttributeValueUpdate> legacyUpdates(String updates) {
        Map<String, AttributeValueUpdate> byName = new LinkedHashMap<>();
        for (String update : updates.split(", ")) {
            String[] words = update.split(" ");
            String action = words[1].equals("-") ? null : words[1];
            AttributeValue value = words.length > 2 ? Objects.requireNonNull(VALUES.get(words[2]), words[2]) : null;
            byName.put(words[0], new AttributeValueUpdate(action, value));
        }
        return byName;
    }

    private static String outcome(String expression) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        Matcher placeholders = PLACEHOLDER.matcher(expression);
        while (placeholders.find()) {
            AttributeValue value = VALUES.get(placeholders.group());
            if (value != null) {
                values.put(placeholders.group(), value);
            }
        }
        try {
            Placeholders given = new Placeholders(null, values.isEmpty() ? null : values);
            Update update = Update.parse(ExpressionFixture.unseen(expression), given);
            given.requireAllUsed();
            return changes(updated(update));
        } catch (InvalidExpressionException e) {
            return "! " + ExpressionFixture.seen(e.getMessage()).replaceFirst("^Invalid UpdateExpression: ", "");
        } catch (InapplicableUpdateException | InvalidItemException e) {
            return "!! " + e.getMessage();
        }
    }

    /** What is other than before, by name. */
    private static String changes(Item after) {
        Map<String, String> changes = new TreeMap<>();
        after.attributes().forEach((name, value) -> {
            if (!value.equals(ITEM.get(name))) {
                changes.put(name, name + " = " + show(value));
            }
        });
        ITEM.names().forEach(name -> {
            if (!after.has(name)) {
                changes.put(name, "no " + name);
            }
        });
        return changes.isEmpty() ? "nothing" : String.join(", ", changes.values());
    }

    private static String show(AttributeValue value) {
        if (value instanceof AttributeValue.S s) {
            return s.value();
        } else if (value instanceof AttributeValue.N n) {
            return n.value().toString();
        } else if (value instanceof AttributeValue.L l) {
            return l.value().stream().map(UpdateCasesTest::show).collect(Collectors.joining(" ", "[", "]"));
        } else if (value instanceof AttributeValue.M m) {
            Map<String, String> members = new TreeMap<>();
            m.value().forEach((name, member) -> members.put(name, show(member)));
            return members.toString();
        } else if (value instanceof AttributeValue.SS ss) {
            return "set" + new TreeSet<>(ss.value());
        } else if (value instanceof AttributeValue.NS ns) {
            return "set" + new TreeSet<>(ns.value());
        } else if (value instanceof AttributeValue.BS bs) {
            return "set" + new TreeSet<>(bs.value());
        }
        return value.toString();
    }

    private static Item updated(Update update) {
        EncodedItem before = EncodedItem.of(ITEM);
        return before.with(update.changes(before)).decode();
    }
}
