package dev.dolmen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Binary;
import dev.dolmen.item.ByteBuilder;
import dev.dolmen.item.DynamoNumber;
import dev.dolmen.item.EncodedValue;
import dev.dolmen.item.KeyCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Order and equality of encoded values and keys, against BigDecimal, UTF-8 and plain collections. */
class ItemComparisonProperties {

    @Provide
    Arbitrary<AttributeValue> values() {
        return Items.values();
    }

    @Provide
    Arbitrary<String> numberTexts() {
        return Items.numberTexts();
    }

    /** Two keys of one type. */
    @Provide
    Arbitrary<Tuple.Tuple2<AttributeValue, AttributeValue>> keyPairs() {
        return Items.keyTypes().flatMap(type -> Combinators.combine(Items.values(type), Items.values(type))
                .as(Tuple::of));
    }

    @Property
    void numbersAreTheirTexts(@ForAll("numberTexts") String text) {
        DynamoNumber number = DynamoNumber.parse(text);
        BigDecimal expected = new BigDecimal(text);
        assertThat(number.toBigDecimal()).isEqualByComparingTo(expected);
        assertThat(number.signum()).isEqualTo(expected.signum());
        assertThat(number.toString())
                .isEqualTo(
                        expected.signum() == 0
                                ? "0"
                                : expected.stripTrailingZeros().toPlainString());
        assertThat(DynamoNumber.parse(number.toString())).isEqualTo(number);
        byte[] encoded = number.encoded();
        assertThat(encoded).hasSizeLessThanOrEqualTo(21);
        assertThat(DynamoNumber.decode(encoded, 0, encoded.length)).isEqualTo(number);
    }

    @Property
    void numbersAreOrderedByValue(@ForAll("numberTexts") String left, @ForAll("numberTexts") String right) {
        int expected = new BigDecimal(left).compareTo(new BigDecimal(right));
        DynamoNumber leftNumber = DynamoNumber.parse(left);
        DynamoNumber rightNumber = DynamoNumber.parse(right);
        assertThat(Integer.signum(leftNumber.compareTo(rightNumber))).isEqualTo(expected);
        assertThat(leftNumber.equals(rightNumber)).isEqualTo(expected == 0);
        if (expected == 0) {
            assertThat(leftNumber).hasSameHashCodeAs(rightNumber);
        }
    }

    @Property
    void scalarsAreOrderedAsDynamoDbOrdersThem(@ForAll("keyPairs") Tuple.Tuple2<AttributeValue, AttributeValue> pair) {
        EncodedValue left = EncodedValue.of(pair.get1());
        EncodedValue right = EncodedValue.of(pair.get2());
        assertThat(left.isComparableWith(right)).isTrue();
        assertThat(Integer.signum(left.compareTo(right))).isEqualTo(order(pair.get1(), pair.get2()));
    }

    @Property
    void keysSortAsTheirValues(@ForAll("keyPairs") Tuple.Tuple2<AttributeValue, AttributeValue> pair) {
        byte[] left = key(pair.get1());
        byte[] right = key(pair.get2());
        int expected = order(pair.get1(), pair.get2());
        assertThat(Integer.signum(Arrays.compareUnsigned(left, right))).isEqualTo(expected);
        if (expected != 0) {
            assertThat(startsWith(left, right))
                    .as("one key begins with another")
                    .isFalse();
        }
    }

    @Property
    void keysComeBack(@ForAll("keyPairs") Tuple.Tuple2<AttributeValue, AttributeValue> pair) {
        AttributeType type = pair.get1().type();
        ByteBuilder both = new ByteBuilder(1);
        KeyCodec.encode(pair.get1(), both);
        KeyCodec.encode(EncodedValue.of(pair.get2()), both);
        int end = KeyCodec.end(type, both.array(), 0, both.length());
        assertThat(KeyCodec.decode(type, both.array(), 0, end)).isEqualTo(pair.get1());
        assertThat(KeyCodec.decode(type, both.array(), end, both.length())).isEqualTo(pair.get2());
    }

    @Property
    void keysWithAPrefixAreThoseThatBeginWithItsBytes(
            @ForAll("keyPairs") Tuple.Tuple2<AttributeValue, AttributeValue> pair) {
        if (pair.get1().type() == AttributeType.N) {
            return;
        }
        ByteBuilder prefix = new ByteBuilder();
        KeyCodec.encodePrefix(pair.get2(), prefix);
        boolean expected = startsWith(bytes(pair.get1()), bytes(pair.get2()));
        assertThat(startsWith(key(pair.get1()), prefix.toByteArray())).isEqualTo(expected);
        assertThat(EncodedValue.of(pair.get1()).beginsWith(EncodedValue.of(pair.get2())))
                .isEqualTo(expected);
    }

    @Property
    void equalityIsThatOfTheValues(@ForAll("values") AttributeValue left, @ForAll("values") AttributeValue right) {
        boolean expected = oracle(left).equals(oracle(right));
        assertThat(left.equals(right)).isEqualTo(expected);
        assertThat(EncodedValue.of(left).equals(EncodedValue.of(right))).isEqualTo(expected);
        assertThat(EncodedValue.of(left)).isEqualTo(EncodedValue.of(left)).hasSameHashCodeAs(EncodedValue.of(left));
    }

    @Property
    void containsIsMembershipAndPart(@ForAll("values") AttributeValue whole, @ForAll("values") AttributeValue part) {
        assertThat(EncodedValue.of(whole).contains(EncodedValue.of(part))).isEqualTo(contains(whole, part));
        if (whole instanceof AttributeValue.L list) {
            list.value().forEach(element -> assertThat(EncodedValue.of(whole).contains(EncodedValue.of(element)))
                    .isTrue());
        } else if (whole instanceof AttributeValue.NS set) {
            set.value().forEach(member -> assertThat(
                            EncodedValue.of(whole).contains(EncodedValue.of(AttributeValue.n(member))))
                    .isTrue());
        }
    }

    @Property
    void sizeIsTheSizeFunction(@ForAll("values") AttributeValue value) {
        int expected =
                switch (value.type()) {
                    case S -> ((AttributeValue.S) value).value().length();
                    case B -> ((AttributeValue.B) value).value().length();
                    case M -> ((AttributeValue.M) value).value().size();
                    case L -> ((AttributeValue.L) value).value().size();
                    case SS -> ((AttributeValue.SS) value).value().size();
                    case NS -> ((AttributeValue.NS) value).value().size();
                    case BS -> ((AttributeValue.BS) value).value().size();
                    case N, BOOL, NULL -> -1;
                };
        assertThat(EncodedValue.of(value).size()).isEqualTo(expected);
    }

    private static boolean contains(AttributeValue whole, AttributeValue part) {
        if (whole instanceof AttributeValue.S s) {
            return part instanceof AttributeValue.S p && s.value().contains(p.value());
        } else if (whole instanceof AttributeValue.B b) {
            return part instanceof AttributeValue.B p && latin1(b.value()).contains(latin1(p.value()));
        } else if (whole instanceof AttributeValue.SS set) {
            return part instanceof AttributeValue.S p && set.value().contains(p.value());
        } else if (whole instanceof AttributeValue.NS set) {
            return part instanceof AttributeValue.N p && set.value().contains(p.value());
        } else if (whole instanceof AttributeValue.BS set) {
            return part instanceof AttributeValue.B p && set.value().contains(p.value());
        }
        return whole instanceof AttributeValue.L list && list.value().contains(part);
    }

    private static String latin1(Binary bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    /** A value in terms of the JDK's collections and numbers only. */
    private static Object oracle(AttributeValue value) {
        if (value instanceof AttributeValue.N n) {
            return List.of("N", n.value().toBigDecimal().stripTrailingZeros());
        } else if (value instanceof AttributeValue.NS ns) {
            TreeSet<BigDecimal> members = new TreeSet<>();
            ns.value().forEach(member -> members.add(new BigDecimal(member.toString())));
            return List.of(
                    "NS",
                    List.copyOf(members).stream()
                            .map(BigDecimal::stripTrailingZeros)
                            .toList());
        } else if (value instanceof AttributeValue.SS ss) {
            return List.of("SS", new TreeSet<>(ss.value()));
        } else if (value instanceof AttributeValue.BS bs) {
            return List.of(
                    "BS",
                    new TreeSet<>(bs.value().stream().map(Binary::toBase64).toList()));
        } else if (value instanceof AttributeValue.M m) {
            return m.value().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> oracle(entry.getValue())));
        } else if (value instanceof AttributeValue.L l) {
            return List.of(
                    "L",
                    l.value().stream().map(ItemComparisonProperties::oracle).toList());
        }
        return List.of(value.type(), value.toString());
    }

    private static int order(AttributeValue left, AttributeValue right) {
        if (left instanceof AttributeValue.N l && right instanceof AttributeValue.N r) {
            return l.value().toBigDecimal().compareTo(r.value().toBigDecimal());
        }
        return Integer.signum(Arrays.compareUnsigned(bytes(left), bytes(right)));
    }

    private static byte[] bytes(AttributeValue value) {
        return value instanceof AttributeValue.S s
                ? s.value().getBytes(StandardCharsets.UTF_8)
                : ((AttributeValue.B) value).value().toByteArray();
    }

    private static byte[] key(AttributeValue value) {
        ByteBuilder out = new ByteBuilder();
        KeyCodec.encode(value, out);
        return out.toByteArray();
    }

    private static boolean startsWith(byte[] whole, byte[] prefix) {
        return prefix.length <= whole.length && Arrays.equals(whole, 0, prefix.length, prefix, 0, prefix.length);
    }
}
