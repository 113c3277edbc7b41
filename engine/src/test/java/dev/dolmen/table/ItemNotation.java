package dev.dolmen.table;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Binary;
import dev.dolmen.item.Item;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How case files write items: <code>{p "a" s 1 set &lt;"a" "b"&gt; list [1 true] map {k null} bytes #0aff v "x"*300}</code>: the
 * last value is a string so many times.
 */
final class ItemNotation {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*([{}\\[\\]<>]|\"[^\"]*\"(?:\\*\\d+)?|#[0-9a-f]*|[^\\s{}\\[\\]<>\"]+)");

    /** Strings that repeat one character this often are written with a count. */
    private static final int MANY = 20;

    private final List<String> tokens = new ArrayList<>();
    private int next;

    private ItemNotation(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException("not an item: " + text);
        }
    }

    static Item item(String text) {
        return Item.of(members(text));
    }

    /** The members of a map, in the order written. */
    static Map<String, AttributeValue> members(String text) {
        ItemNotation notation = new ItemNotation(text);
        Map<String, AttributeValue> members = ((AttributeValue.M) notation.value()).value();
        if (notation.next != notation.tokens.size()) {
            throw new IllegalArgumentException("more than an item: " + text);
        }
        return members;
    }

    private AttributeValue value() {
        String token = tokens.get(next++);
        return switch (token.charAt(0)) {
            case '{' -> AttributeValue.m(map());
            case '[' -> AttributeValue.l(until("]"));
            case '<' -> set(until(">"));
            case '"' -> AttributeValue.s(string(token));
            case '#' -> AttributeValue.b(HexFormat.of().parseHex(token.substring(1)));
            default ->
                switch (token) {
                    case "true", "false" -> AttributeValue.bool(token.equals("true"));
                    case "null" -> AttributeValue.nul();
                    default -> AttributeValue.n(token);
                };
        };
    }

    private Map<String, AttributeValue> map() {
        Map<String, AttributeValue> members = new LinkedHashMap<>();
        while (!tokens.get(next).equals("}")) {
            String name = tokens.get(next++);
            members.put(name, value());
        }
        next++;
        return members;
    }

    private List<AttributeValue> until(String end) {
        List<AttributeValue> elements = new ArrayList<>();
        while (!tokens.get(next).equals(end)) {
            elements.add(value());
        }
        next++;
        return elements;
    }

    private static AttributeValue set(List<AttributeValue> members) {
        if (members.get(0) instanceof AttributeValue.S) {
            return AttributeValue.ss(members.stream()
                    .map(member -> ((AttributeValue.S) member).value())
                    .toArray(String[]::new));
        } else if (members.get(0) instanceof AttributeValue.B) {
            return AttributeValue.bs(members.stream()
                    .map(member -> ((AttributeValue.B) member).value())
                    .toArray(Binary[]::new));
        }
        return AttributeValue.ns(members.stream()
                .map(member -> ((AttributeValue.N) member).value().toString())
                .toArray(String[]::new));
    }

    private static String string(String token) {
        int end = token.lastIndexOf('"');
        String once = token.substring(1, end);
        return end == token.length() - 1 ? once : once.repeat(Integer.parseInt(token.substring(end + 2)));
    }

    /** An item, its attributes in the order of their names; a dash for none. */
    static String show(@Nullable Item item) {
        return item == null ? "-" : show(AttributeValue.m(item.attributes()));
    }

    static String show(AttributeValue value) {
        if (value instanceof AttributeValue.M map) {
            return new TreeMap<>(map.value())
                    .entrySet().stream()
                            .map(member -> member.getKey() + " " + show(member.getValue()))
                            .collect(Collectors.joining(" ", "{", "}"));
        } else if (value instanceof AttributeValue.L list) {
            return list.value().stream().map(ItemNotation::show).collect(Collectors.joining(" ", "[", "]"));
        } else if (value instanceof AttributeValue.S string) {
            return show(string.value());
        } else if (value instanceof AttributeValue.N number) {
            return number.value().toString();
        } else if (value instanceof AttributeValue.SS set) {
            return set.value().stream().sorted().map(ItemNotation::show).collect(Collectors.joining(" ", "<", ">"));
        } else if (value instanceof AttributeValue.NS set) {
            return set.value().stream().sorted().map(Object::toString).collect(Collectors.joining(" ", "<", ">"));
        }
        return value.toString();
    }

    private static String show(String text) {
        boolean isOneCharacter = text.chars().distinct().count() == 1;
        return text.length() >= MANY && isOneCharacter
                ? "\"" + text.charAt(0) + "\"*" + text.length()
                : "\"" + text + "\"";
    }
}
