package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hash is in every key on disk: these values, published with xxHash and its ports, may never change. */
class StableHashTest {

    @ParameterizedTest
    @CsvSource({
        "'', EF46DB3751D8E999",
        "a, D24EC4F1A98C6E5B",
        "abc, 44BC2CF5AD770999",
        "Nobody inspects the spammish repetition, FBCEA83C8A378BF1",
    })
    void isXxh64(String text, String expected) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(StableHash.of(new Slice(bytes))).isEqualTo(Long.parseUnsignedLong(expected, 16));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 7, 8, 31, 32, 33, 63, 64, 100})
    void dependsOnEveryByteAndOnNothingAround(int length) {
        byte[] bytes = new byte[length + 10];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        long hash = StableHash.of(bytes, 5, length, 0);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            boolean inside = i >= 5 && i < 5 + length;
            assertThat(StableHash.of(bytes, 5, length, 0) != hash)
                    .as("byte %d", i)
                    .isEqualTo(inside);
            bytes[i] ^= 1;
        }
    }
}
