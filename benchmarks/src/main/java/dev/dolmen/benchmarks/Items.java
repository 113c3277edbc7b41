package dev.dolmen.benchmarks;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import dev.dolmen.item.Item;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/** The items that all peers hold: a key, a status, two numbers and text up to the size wanted. */
final class Items {

    private static final EncodedValue INACTIVE = EncodedValue.of(AttributeValue.s("inactive"));

    /** What the other attributes take. */
    private static final int OTHER_BYTES = 60;

    private Items() {}

    /** Numbers in a scattered order, each exactly once: a multiplication by an odd number permutes 64 bits. */
    static String id(long number) {
        return HexFormat.of().toHexDigits(number * 0x9E3779B97F4A7C15L);
    }

    static Item item(long number, int bytes) {
        return Item.builder()
                .put("id", AttributeValue.s(id(number)))
                .put("status", AttributeValue.s("inactive"))
                .put("visits", AttributeValue.n(number % 1000))
                .put("number", AttributeValue.n(number))
                .put("text", AttributeValue.s("x".repeat(Math.max(1, bytes - OTHER_BYTES))))
                .build();
    }

    static String id(Item item) {
        return ((AttributeValue.S) Objects.requireNonNull(item.get("id"))).value();
    }

    static byte[] key(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    static boolean isInactive(EncodedItem item) {
        return INACTIVE.equals(item.get("status"));
    }
}
