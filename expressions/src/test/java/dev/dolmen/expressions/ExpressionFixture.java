package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names, values and item that the case files in the resources speak of. */
final class ExpressionFixture {
    static final Map<String, String> NAMES = Map.of("#a", "a", "#b", "b", "#st", "status", "#d", "a.b");

    static final Map<String, AttributeValue> VALUES = Map.ofEntries(
            Map.entry(":n", AttributeValue.n(1)),
            Map.entry(":n5", AttributeValue.n(5)),
            Map.entry(":n10", AttributeValue.n(10)),
            Map.entry(":s", AttributeValue.s("x")),
            Map.entry(":e", AttributeValue.s("")),
            Map.entry(":t", AttributeValue.s("N")),
            Map.entry(":bad", AttributeValue.s("ZZ")),
            Map.entry(":b", AttributeValue.b((byte) 'a', (byte) 'b')),
            Map.entry(":bool", AttributeValue.bool(true)),
            Map.entry(":null", AttributeValue.nul()),
            Map.entry(":ss", AttributeValue.ss("a", "b")),
            Map.entry(":ns", AttributeValue.ns("1", "2")),
            Map.entry(":l", AttributeValue.l(AttributeValue.n(1), AttributeValue.s("x"))),
            Map.entry(":m", AttributeValue.m(Map.of("k", AttributeValue.n(1)))));

    static final EncodedItem ITEM = EncodedItem.of(Item.builder()
            .put("n", AttributeValue.n(3))
            .put("s", AttributeValue.s("hello"))
            .put("b", AttributeValue.b((byte) 'a', (byte) 'b', (byte) 'c'))
            .put("bool", AttributeValue.bool(true))
            .put("nul", AttributeValue.nul())
            .put("ss", AttributeValue.ss("a", "b"))
            .put("ns", AttributeValue.ns("1", "2"))
            .put("l", AttributeValue.l(AttributeValue.n(1), AttributeValue.s("x"), AttributeValue.l()))
            .put("m", AttributeValue.m(Map.of("k", AttributeValue.n(1), "z", AttributeValue.s("y"))))
            .put("u", AttributeValue.s("é𝄞"))
            .build());

    private ExpressionFixture() {}

    /** The names and values whose placeholders occur in an expression. */
    static Placeholders placeholders(String expression) {
        return new Placeholders(occurring(NAMES, expression), occurring(VALUES, expression));
    }

    private static <T> @Nullable Map<String, T> occurring(Map<String, T> all, String expression) {
        Map<String, T> found = new LinkedHashMap<>();
        all.forEach((placeholder, meaning) -> {
            if (Pattern.compile(Pattern.quote(placeholder) + "(?![A-Za-z0-9_])")
                    .matcher(expression)
                    .find()) {
                found.put(placeholder, meaning);
            }
        });
        return found.isEmpty() ? null : found;
    }

    /** A case: what stands between the bars, and the outcomes after it. */
    record Case(String expression, List<String> outcomes) {
        @Override
        public String toString() {
            return "|" + expression + "|";
        }
    }

    /** The cases of a file beside this class. */
    static Stream<Case> cases(String file) throws IOException {
        try (InputStream in = ExpressionFixture.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("no " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(ExpressionFixture::readCase)
                            .toList()
                            .stream();
        }
    }

    private static Case readCase(String line) {
        int end = line.indexOf("| => ");
        if (!line.startsWith("|") || end < 0) {
            throw new IllegalArgumentException("not a case: " + line);
        }
        return new Case(
                line.substring(1, end).replace("\\n", "\n"),
                List.of(line.substring(end + "| => ".length()).split(" => ")));
    }
}
