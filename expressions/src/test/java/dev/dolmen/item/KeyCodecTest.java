package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCodecTest {

    @Test
    void writesKeysAsDocumented() {
        assertThat(hex(AttributeValue.s("u1"))).isEqualTo("75310000");
        assertThat(hex(AttributeValue.s("a\u0000b"))).isEqualTo("6100ff620000");
        assertThat(hex(AttributeValue.s(""))).isEqualTo("0000");
        assertThat(hex(AttributeValue.b((byte) 0xff, (byte) 0))).isEqualTo("ff00ff0000");
        assertThat(hex(AttributeValue.n(1))).isEqualTo("038214");
        assertThat(hex(AttributeValue.n("0.0"))).isEqualTo("02");
    }

    @Test
    void refusesTypesThatAreNoKeys() {
        assertThatThrownBy(() -> KeyCodec.encode(AttributeValue.nul(), new ByteBuilder()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyCodec.encode(EncodedValue.of(AttributeValue.bool(true)), new ByteBuilder()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyCodec.encodePrefix(AttributeValue.n(1), new ByteBuilder()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "S, ''",
        "S, 00",
        "S, 6161",
        "S, 6100ff",
        "S, 6100010000",
        "S, 61000000",
        "S, ff0000",
        "B, 00ff00",
        "N, ''",
        "N, 03",
        "N, 0382",
        "N, 038215",
        "N, 03821400",
        "N, 038200",
        "N, 058214"
    })
    void refusesDamage(AttributeType type, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> KeyCodec.decode(type, bytes, 0, bytes.length))
                .isInstanceOf(CorruptItemException.class);
    }

    private static String hex(AttributeValue value) {
        ByteBuilder out = new ByteBuilder(1);
        KeyCodec.encode(value, out);
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
