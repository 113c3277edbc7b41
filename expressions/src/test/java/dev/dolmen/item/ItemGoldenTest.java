package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds version 1 of the stored form to files that were written when it was made. {@code ./dev golden} adds the files of
 * new cases; it leaves alone those that are there, for they stand for what users have on their disks.
 */
class ItemGoldenTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/golden/item-v1");
    private static final String SEPARATOR = "----";
    private static final int BYTES_PER_LINE = 16;

    @TestFactory
    Collection<DynamicTest> version1() {
        List<DynamicTest> tests = new ArrayList<>();
        items().forEach((name, item) -> tests.add(DynamicTest.dynamicTest(name, () -> check(name, item))));
        return tests;
    }

    private static Map<String, Item> items() {
        Map<String, Item> items = new LinkedHashMap<>();
        items.put("empty", Item.EMPTY);
        items.put("example", Item.of("id", AttributeValue.s("u1"), "age", AttributeValue.n("42")));
        items.put(
                "every-type",
                Item.builder()
                        .put("S", AttributeValue.s("caf\u00e9 \ud834\udd1e"))
                        .put("N", AttributeValue.n("-12.5"))
                        .put("B", AttributeValue.b((byte) 0, (byte) 0xff))
                        .put("BOOL", AttributeValue.bool(true))
                        .put("NULL", AttributeValue.nul())
                        .put("M", AttributeValue.m(Map.of("b", AttributeValue.n(1), "a", AttributeValue.bool(false))))
                        .put("L", AttributeValue.l(AttributeValue.s(""), AttributeValue.l(), AttributeValue.n("0")))
                        .put("SS", AttributeValue.ss("b", "", "\uffff", "\ud800\udc00"))
                        .put("NS", AttributeValue.ns("10", "-10", "1e-130", "0", "9.5"))
                        .put("BS", AttributeValue.bs(Binary.of((byte) 0x80), Binary.of((byte) 0x7f, (byte) 1)))
                        .build());
        items.put(
                "numbers",
                Item.of(
                        "n",
                        AttributeValue.l(List.of(
                                AttributeValue.n("0"),
                                AttributeValue.n("1"),
                                AttributeValue.n("-1"),
                                AttributeValue.n("100"),
                                AttributeValue.n("1234.5"),
                                AttributeValue.n("1E-130"),
                                AttributeValue.n("-1E-130"),
                                AttributeValue.n("9.9999999999999999999999999999999999999E+125"),
                                AttributeValue.n("-9.9999999999999999999999999999999999999E+125")))));
        items.put(
                "wide-directories",
                Item.of(
                        "l",
                        AttributeValue.l(IntStream.range(0, 90)
                                .mapToObj(AttributeValue::n)
                                .toList()),
                        "long name ".repeat(13),
                        AttributeValue.s("x".repeat(300))));
        return items;
    }

    private static void check(String name, Item item) throws IOException {
        byte[] encoded = ItemCodec.encode(item);
        Path file = DIRECTORY.resolve(name + ".txt");
        if (Boolean.getBoolean("rewrite") && !Files.exists(file)) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, listing(item) + SEPARATOR + "\n" + hex(encoded));
        }
        String[] parts = Files.readString(file).split(SEPARATOR + "\n", 2);
        byte[] stored = HexFormat.of().parseHex(parts[1].replaceAll("\\s", ""));
        assertThat(listing(ItemCodec.decode(stored))).isEqualTo(parts[0]);
        assertThat(ItemCodec.decode(stored)).isEqualTo(item);
        assertThat(hex(encoded)).isEqualTo(parts[1]);
    }

    /** The item, its attributes sorted, one line for each. */
    private static String listing(Item item) {
        EncodedItem sorted = EncodedItem.of(item);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < sorted.count(); i++) {
            lines.append(quoted(sorted.name(i)))
                    .append(' ')
                    .append(text(sorted.value(i).decode()))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String text(AttributeValue value) {
        String type = value.type() + " ";
        if (value instanceof AttributeValue.S s) {
            return type + quoted(s.value());
        } else if (value instanceof AttributeValue.N n) {
            return type + n.value();
        } else if (value instanceof AttributeValue.B b) {
            return type + b.value();
        } else if (value instanceof AttributeValue.BOOL bool) {
            return type + bool.value();
        } else if (value instanceof AttributeValue.M map) {
            return type
                    + map.value().entrySet().stream()
                            .map(member -> quoted(member.getKey()) + " " + text(member.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof AttributeValue.L list) {
            return type + list.value().stream().map(ItemGoldenTest::text).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof AttributeValue.SS set) {
            return type + set.value().stream().map(ItemGoldenTest::quoted).toList();
        } else if (value instanceof AttributeValue.NS set) {
            return type + set.value();
        } else if (value instanceof AttributeValue.BS set) {
            return type + set.value();
        }
        return value.type().name();
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c >= 0x20 && c < 0x7f ? String.valueOf((char) c) : String.format("\\u%04x", c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static String hex(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        HexFormat spaced = HexFormat.ofDelimiter(" ");
        for (int i = 0; i < bytes.length; i += BYTES_PER_LINE) {
            lines.append(spaced.formatHex(bytes, i, Math.min(bytes.length, i + BYTES_PER_LINE)))
                    .append('\n');
        }
        return lines.toString();
    }
}
