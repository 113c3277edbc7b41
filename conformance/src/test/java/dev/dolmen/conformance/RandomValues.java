package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Attribute values in their wire form, from a domain so small that different requests meet the same ones. */
final class RandomValues {

    private static final List<String> STRINGS = List.of("", "a", "ab", "abc", "b", "ü", "0", "10");
    private static final List<String> NUMBERS =
            List.of("0", "1", "-1", "2", "10", "1.0", "-0", "1e1", "0.5", "-2.50", "007", "1E+20");
    private static final List<String> EXTREME_NUMBERS = List.of(
            "9.9999999999999999999999999999999999999E+125",
            "1E-130",
            "12345678901234567890123456789012345678",
            "123456789012345678901234567890123456789",
            "1E126",
            "1E-131",
            "-1e-130",
            "abc",
            "",
            "1,000",
            "NaN",
            "+5",
            " 5",
            "0x10",
            "1e",
            ".5",
            "5.");
    private static final List<String> BINARIES = List.of("", "AA==", "AQI=", "/w==", "YWI=");

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Any value; now and then one that must be refused. */
    ObjectNode value() {
        return value(2);
    }

    private ObjectNode value(int depth) {
        switch (random.nextInt(depth > 0 ? 12 : 8)) {
            case 0, 1:
                return string(oneOf(STRINGS));
            case 2, 3:
                return number(chance(5) ? oneOf(EXTREME_NUMBERS) : oneOf(NUMBERS));
            case 4:
                return object("B", oneOf(BINARIES));
            case 5:
                ObjectNode flag = JsonNodeFactory.instance.objectNode();
                return flag.put("BOOL", random.nextBoolean());
            case 6:
                ObjectNode nothing = JsonNodeFactory.instance.objectNode();
                return nothing.put("NULL", !chance(5));
            case 7:
                return set();
            case 8, 9:
                ObjectNode list = JsonNodeFactory.instance.objectNode();
                ArrayNode elements = list.putArray("L");
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(value(depth - 1));
                }
                return list;
            default:
                ObjectNode map = JsonNodeFactory.instance.objectNode();
                ObjectNode members = map.putObject("M");
                for (int i = random.nextInt(3); i > 0; i--) {
                    members.set(oneOf(List.of("x", "y", "z")), value(depth - 1));
                }
                return map;
        }
    }

    ObjectNode set() {
        String type = oneOf(List.of("SS", "NS", "BS"));
        List<String> domain =
                type.equals("SS") ? STRINGS : type.equals("NS") ? List.of("1", "2", "3.5", "-4", "10") : BINARIES;
        Set<String> members = new LinkedHashSet<>();
        for (int i = chance(3) ? 0 : 1 + random.nextInt(3); i > 0; i--) {
            members.add(oneOf(domain));
        }
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        ArrayNode array = value.putArray(type);
        members.forEach(array::add);
        if (chance(3) && !members.isEmpty()) {
            array.add(members.iterator().next());
        }
        return value;
    }

    ObjectNode scalar() {
        return switch (random.nextInt(3)) {
            case 0 -> string(oneOf(STRINGS));
            case 1 -> number(oneOf(NUMBERS));
            default -> object("B", oneOf(BINARIES));
        };
    }

    ObjectNode number() {
        return number(chance(3) ? oneOf(EXTREME_NUMBERS) : oneOf(NUMBERS));
    }

    static ObjectNode string(String text) {
        return object("S", text);
    }

    static ObjectNode number(String text) {
        return object("N", text);
    }

    private static ObjectNode object(String type, String text) {
        return JsonNodeFactory.instance.objectNode().put(type, text);
    }
}
