package dev.dolmen.testkit;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Binary;
import dev.dolmen.item.DynamoNumber;
import dev.dolmen.item.Item;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Generators of numbers, values, keys and items for jqwik properties. All shrink, and all lean towards the edges: empty
 * strings and binaries, numbers of 38 digits at both ends of the range, characters of every length in UTF-8, zero bytes.
 *
 * <p>Texts and names are short and from a small alphabet besides, so that values meet: equal, one the beginning of
 * another, one the neighbour of another.
 */
public final class Items {

    private static final int MAX_CHILDREN = 4;
    private static final int MAX_NESTING = 3;

    private Items() {}

    /** Items of up to eight attributes with values of every type. */
    public static Arbitrary<Item> items() {
        return Arbitraries.maps(names(), values()).ofMaxSize(8).map(Item::of);
    }

    /** Values of all ten types, maps and lists nested up to three deep. */
    public static Arbitrary<AttributeValue> values() {
        return values(MAX_NESTING);
    }

    private static Arbitrary<AttributeValue> values(int nesting) {
        if (nesting == 0) {
            return Arbitraries.oneOf(scalars(), sets());
        }
        return Arbitraries.frequencyOf(
                Tuple.of(6, scalars()), Tuple.of(2, sets()), Tuple.of(2, documents(nesting - 1)));
    }

    /** Values of one type. */
    public static Arbitrary<AttributeValue> values(AttributeType type) {
        return switch (type) {
            case S -> strings().map(AttributeValue::s);
            case N -> numbers().map(AttributeValue::n);
            case B -> binaries().map(AttributeValue::b);
            case BOOL -> Arbitraries.of(true, false).map(AttributeValue::bool);
            case NULL -> Arbitraries.just(AttributeValue.nul());
            case M -> maps(MAX_NESTING - 1);
            case L -> lists(MAX_NESTING - 1);
            case SS -> strings().set().ofMinSize(1).ofMaxSize(MAX_CHILDREN).map(AttributeValue::ss);
            case NS -> numbers().set().ofMinSize(1).ofMaxSize(MAX_CHILDREN).map(AttributeValue.NS::new);
            case BS -> binaries().set().ofMinSize(1).ofMaxSize(MAX_CHILDREN).map(AttributeValue::bs);
        };
    }

    /** S, N, B, BOOL and NULL. */
    public static Arbitrary<AttributeValue> scalars() {
        return Arbitraries.of(AttributeType.S, AttributeType.N, AttributeType.B, AttributeType.BOOL, AttributeType.NULL)
                .flatMap(Items::values);
    }

    /** SS, NS and BS. */
    public static Arbitrary<AttributeValue> sets() {
        return Arbitraries.of(AttributeType.SS, AttributeType.NS, AttributeType.BS)
                .flatMap(Items::values);
    }

    private static Arbitrary<AttributeValue> documents(int nesting) {
        return Arbitraries.oneOf(maps(nesting), lists(nesting));
    }

    private static Arbitrary<AttributeValue> maps(int nesting) {
        return Arbitraries.maps(names(), Arbitraries.lazy(() -> values(nesting)))
                .ofMaxSize(MAX_CHILDREN)
                .map(AttributeValue::m);
    }

    private static Arbitrary<AttributeValue> lists(int nesting) {
        return Arbitraries.lazy(() -> values(nesting))
                .list()
                .ofMaxSize(MAX_CHILDREN)
                .map(AttributeValue::l);
    }

    /** Attribute names: at least one character; mostly short, now and then of two hundred characters. */
    public static Arbitrary<String> names() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, text(1, 4)),
                Tuple.of(1, Arbitraries.of("id", "a.b", "#n", "size", "100%")),
                Tuple.of(1, text(120, 200)));
    }

    /** Strings, the empty one among them. */
    public static Arbitrary<String> strings() {
        return Arbitraries.frequencyOf(Tuple.of(9, text(0, 6)), Tuple.of(1, text(100, 300)));
    }

    /** Strings that may be keys: not empty. */
    public static Arbitrary<String> keyStrings() {
        return text(1, 6);
    }

    /**
     * Well-formed text. Characters beyond U+FFFF and those just below it are there because UTF-8, by which DynamoDB
     * orders, and Java's {@code compareTo} disagree about them.
     */
    private static Arbitrary<String> text(int minLength, int maxLength) {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.of("a", "b", "0", " ")),
                        Tuple.of(3, Arbitraries.of("\u0000", "\u0001", "\u007f", "\u0080", "\u07ff", "\u0800")),
                        Tuple.of(2, Arbitraries.of("\u00e9", "\u4e2d", "\ud7ff", "\ue000", "\uffff", "\ufffd")),
                        Tuple.of(2, Arbitraries.of("\ud800\udc00", "\ud834\udd1e", "\udbff\udfff")))
                .list()
                .ofMinSize(minLength)
                .ofMaxSize(maxLength)
                .map(characters -> String.join("", characters));
    }

    /** Binaries, the empty one among them; zero and 0xff bytes are frequent. */
    public static Arbitrary<Binary> binaries() {
        return binaries(0);
    }

    private static Arbitrary<Binary> binaries(int minLength) {
        return Arbitraries.frequencyOf(
                        Tuple.of(2, Arbitraries.bytes()),
                        Tuple.of(3, Arbitraries.of((byte) 0, (byte) 1, (byte) 0xff, (byte) 0x7f, (byte) 0x80)))
                .array(byte[].class)
                .ofMinSize(minLength)
                .ofMaxSize(8)
                .map(Binary::of);
    }

    /** Numbers over the whole range, of one to 38 digits, and zero. */
    public static Arbitrary<DynamoNumber> numbers() {
        return numberTexts().map(DynamoNumber::parse);
    }

    /** Numbers in the texts a caller may give them: with signs, exponents, points, and zeros that count for nothing. */
    public static Arbitrary<String> numberTexts() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(-20, 20).map(String::valueOf)),
                Tuple.of(2, Arbitraries.longs().map(String::valueOf)),
                Tuple.of(2, decimals()),
                Tuple.of(3, scientific()),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                "0",
                                "-0",
                                "-0.0",
                                "+0e5",
                                "0e-200",
                                "1.0",
                                "+1",
                                "100",
                                "1e2",
                                ".5",
                                "5.",
                                "00012.500",
                                "1E-130",
                                "-1E-130",
                                "1e125",
                                "9.9999999999999999999999999999999999999E+125",
                                "-9.9999999999999999999999999999999999999E+125",
                                "12345678901234567890123456789012345678",
                                "0.00000000000000000000000000000000000001")));
    }

    private static Arbitrary<String> decimals() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(18);
        return Combinators.combine(Arbitraries.of("", "-", "+"), digits, digits)
                .as((sign, integer, fraction) -> sign + integer + '.' + fraction);
    }

    private static Arbitrary<String> scientific() {
        Arbitrary<String> digits = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.strings().numeric().ofMaxLength(4)),
                Tuple.of(1, Arbitraries.strings().numeric().ofLength(36)));
        return Combinators.combine(
                        Arbitraries.of("", "-"),
                        Arbitraries.integers().between(1, 9),
                        digits,
                        Arbitraries.integers().between(-130, 125))
                .as((sign, first, rest, exponent) -> sign + first + '.' + rest + 'E' + exponent);
    }

    /** Values that may be a key of this type, S, N or B: never empty. */
    public static Arbitrary<AttributeValue> keyValues(AttributeType type) {
        return switch (type) {
            case S -> keyStrings().map(AttributeValue::s);
            case N -> numbers().map(AttributeValue::n);
            case B -> binaries(1).map(AttributeValue::b);
            case BOOL, NULL, M, L, SS, NS, BS -> throw new IllegalArgumentException(type + " is not the type of a key");
        };
    }

    /** S, N and B. */
    public static Arbitrary<AttributeType> keyTypes() {
        return Arbitraries.of(AttributeType.S, AttributeType.N, AttributeType.B);
    }

    /** Keys of a table with these key attributes, in this order: items that have them and nothing else. */
    public static Arbitrary<Item> keys(Map<String, AttributeType> keySchema) {
        Arbitrary<Item> keys = Arbitraries.just(Item.EMPTY);
        for (Map.Entry<String, AttributeType> attribute : keySchema.entrySet()) {
            keys = Combinators.combine(keys, keyValues(attribute.getValue()))
                    .as((key, value) -> with(key, attribute.getKey(), value));
        }
        return keys;
    }

    /** Items of a table with these key attributes: they have them, with values of the right types, and others. */
    public static Arbitrary<Item> items(Map<String, AttributeType> keySchema) {
        return Combinators.combine(items(), keys(keySchema)).as((item, key) -> Item.builder()
                .putAll(item.attributes())
                .putAll(key.attributes())
                .build());
    }

    private static Item with(Item item, String name, AttributeValue value) {
        return Item.builder().putAll(item.attributes()).put(name, value).build();
    }
}
