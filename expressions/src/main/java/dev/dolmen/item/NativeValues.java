package dev.dolmen.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts Java's own values: the rules of {@link AttributeValue#of}. */
final class NativeValues {

    private NativeValues() {}

    static AttributeValue valueOf(Object value) {
        AttributeValue scalar = scalar(value);
        if (scalar != null) {
            return scalar;
        }
        if (value instanceof Item item) {
            return new AttributeValue.M(item.attributes());
        }
        if (value instanceof Map<?, ?> map) {
            return new AttributeValue.M(members(map));
        }
        if (value instanceof List<?> list) {
            return AttributeValue.l(list.stream().map(AttributeValue::of).toList());
        }
        if (value instanceof Set<?> set) {
            return set(set);
        }
        throw unknown(value);
    }

    private static @Nullable AttributeValue scalar(Object value) {
        if (value instanceof String text) {
            return AttributeValue.s(text);
        }
        if (value instanceof Boolean bool) {
            return AttributeValue.bool(bool);
        }
        if (value instanceof byte[] bytes) {
            return AttributeValue.b(bytes);
        }
        if (value instanceof Binary binary) {
            return AttributeValue.b(binary);
        }
        return number(value);
    }

    private static AttributeValue.@Nullable N number(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return AttributeValue.n(((Number) value).longValue());
        }
        if (value instanceof BigDecimal decimal) {
            return AttributeValue.n(DynamoNumber.of(decimal));
        }
        if (value instanceof BigInteger integer) {
            return AttributeValue.n(integer.toString());
        }
        return value instanceof DynamoNumber number ? AttributeValue.n(number) : null;
    }

    private static Map<String, AttributeValue> members(Map<?, ?> map) {
        Map<String, AttributeValue> members = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!(name instanceof String)) {
                throw new IllegalArgumentException("the members of a map are named by strings, not by " + name);
            }
            members.put((String) name, AttributeValue.of(value));
        });
        return members;
    }

    private static AttributeValue set(Set<?> set) {
        List<AttributeValue> members = set.stream().map(AttributeValue::of).toList();
        if (members.stream().allMatch(AttributeValue.S.class::isInstance)) {
            return AttributeValue.ss(members.stream()
                    .map(member -> ((AttributeValue.S) member).value())
                    .toList());
        }
        if (members.stream().allMatch(AttributeValue.N.class::isInstance)) {
            List<String> texts = new ArrayList<>();
            members.forEach(
                    member -> texts.add(((AttributeValue.N) member).value().toString()));
            return AttributeValue.ns(texts);
        }
        if (members.stream().allMatch(AttributeValue.B.class::isInstance)) {
            return AttributeValue.bs(members.stream()
                    .map(member -> ((AttributeValue.B) member).value())
                    .toList());
        }
        throw new IllegalArgumentException("a set has strings, numbers or binaries, all of one type: " + set);
    }

    private static RuntimeException unknown(@Nullable Object value) {
        if (value == null) {
            return new NullPointerException("null is no value; DynamoDB's own is AttributeValue.nul()");
        }
        return new IllegalArgumentException(
                value instanceof Double || value instanceof Float
                        ? "a float or double is not exact; take a BigDecimal or a number's text in AttributeValue.n: "
                                + value
                        : "no DynamoDB type stands for " + value.getClass().getName());
    }
}
