package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Binary;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
            Map.entry(":he", AttributeValue.s("he")),
            Map.entry(":ll", AttributeValue.s("ll")),
            Map.entry(":llo", AttributeValue.s("llo")),
            Map.entry(":lloo", AttributeValue.s("lloo")),
            Map.entry(":accent", AttributeValue.s("é")),
            Map.entry(":bc", AttributeValue.b((byte) 'b', (byte) 'c')),
            Map.entry(":bd", AttributeValue.b((byte) 'b', (byte) 'd')),
            Map.entry(":high", AttributeValue.b((byte) 0xff)),
            Map.entry(":n1", AttributeValue.n("1.00")),
            Map.entry(":neg", AttributeValue.n("-1")),
            Map.entry(":sb", AttributeValue.ss("b", "a")),
            Map.entry(":ns1", AttributeValue.ns("2.0", "1")),
            Map.entry(":ba", AttributeValue.bs(Binary.of((byte) 2), Binary.of((byte) 1))),
            Map.entry(":byte", AttributeValue.b((byte) 2)),
            Map.entry(":false", AttributeValue.bool(false)),
            Map.entry(":l0", AttributeValue.l(AttributeValue.n("1.0"), AttributeValue.s("x"), AttributeValue.l())),
            Map.entry(":lr", AttributeValue.l(AttributeValue.s("x"), AttributeValue.n(1), AttributeValue.l())),
            Map.entry(":empty", AttributeValue.l()),
            Map.entry(":mz", AttributeValue.m(Map.of("z", AttributeValue.s("y"), "k", AttributeValue.n("1.0")))),
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
            .put("bs", AttributeValue.bs(Binary.of((byte) 1), Binary.of((byte) 2)))
            .put("l", AttributeValue.l(AttributeValue.n(1), AttributeValue.s("x"), AttributeValue.l()))
            .put("m", AttributeValue.m(Map.of("k", AttributeValue.n(1), "z", AttributeValue.s("y"))))
            .put("u", AttributeValue.s("é𝄞"))
            .build());

    private static final AtomicInteger UNSEEN = new AtomicInteger();

    private ExpressionFixture() {}

    /**
     * The expression after tabs and line ends that no expression had before: parsed expressions are kept by their text, and
     * what was parsed earlier is not to answer for the parser as it is now.
     */
    static String unseen(String expression) {
        if (expression.isEmpty()) {
            return expression;
        }
        return Integer.toBinaryString(UNSEEN.incrementAndGet())
                        .replace('0', '\t')
                        .replace('1', '\n')
                + expression;
    }

    /** A message about such an expression, as it is about the expression itself. */
    static String seen(String message) {
        return message.replaceAll("[\t\n]", "");
    }

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
