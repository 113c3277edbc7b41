package dev.dolmen.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class Crc32cTest {

    private static final byte[] CHECK = "123456789".getBytes(StandardCharsets.US_ASCII);

    /** The check value of CRC-32C, and vectors of RFC 3720 §B.4. */
    @Test
    void agreesWithTheStandard() {
        assertThat(Crc32c.of(CHECK, 0, 9)).isEqualTo(0xE3069283);
        assertThat(Crc32c.of(new byte[32], 0, 32)).isEqualTo(0x8A9136AA);
        byte[] ascending = new byte[32];
        for (int i = 0; i < 32; i++) {
            ascending[i] = (byte) i;
        }
        assertThat(Crc32c.of(new Slice(ascending))).isEqualTo(0x46DD794E);
    }

    @Test
    void joinsParts() {
        ByteBuffer buffer = ByteBuffer.wrap(CHECK).position(5);
        assertThat(new Crc32c()
                        .add(CHECK, 0, 3)
                        .add(new Slice(CHECK, 3, 2))
                        .add(buffer)
                        .value())
                .isEqualTo(Crc32c.of(CHECK, 0, 9));
        assertThat(buffer.position()).isEqualTo(5);
        assertThat(Crc32c.of(buffer)).isEqualTo(Crc32c.of(CHECK, 5, 4));
    }

    @Test
    void numbersCountAsTheirBytesLowestFirst() {
        byte[] bytes = {8, 7, 6, 5, 4, 3, 2, 1};
        assertThat(new Crc32c().addLong(0x0102030405060708L).value()).isEqualTo(Crc32c.of(bytes, 0, 8));
        assertThat(new Crc32c().addInt(0x05060708).value()).isEqualTo(Crc32c.of(bytes, 0, 4));
    }
}
