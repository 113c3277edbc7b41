package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes are taken for UTF-8 just when Java's own decoder takes them. */
class Utf8Test {

    /** The ends of all ranges that a byte of UTF-8 may lie in, and their neighbours. */
    private static final int[] BORDERS = {
        0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee,
        0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
    };

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    @Test
    void judgesAllSequencesOfBordersAsJavaDoes() {
        byte[] bytes = new byte[5];
        for (int a : BORDERS) {
            for (int b : BORDERS) {
                for (int c : BORDERS) {
                    for (int d : BORDERS) {
                        bytes[0] = (byte) a;
                        bytes[1] = (byte) b;
                        bytes[2] = (byte) c;
                        bytes[3] = (byte) d;
                        for (int length = 1; length <= bytes.length; length++) {
                            requireJudgedAlike(bytes, 0, length);
                        }
                    }
                }
            }
        }
    }

    @Test
    void judgesAllPairsAsJavaDoes() {
        for (int pair = 0; pair < 0x10000; pair++) {
            requireJudgedAlike(new byte[] {(byte) (pair >>> 8), (byte) pair}, 0, 2);
        }
    }

    /** Eight bytes are looked at together, and what is left as part of eight: wherever a wrong one is, it must be found. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 24, 31})
    void findsTheOneWrongByteAndNoneOutside(int length) {
        for (int offset = 0; offset < 10; offset++) {
            for (int behind = 0; behind < 10; behind++) {
                byte[] array = new byte[offset + length + behind];
                Arrays.fill(array, (byte) 0xff);
                Arrays.fill(array, offset, offset + length, (byte) 'a');
                requireJudgedAlike(array, offset, length);
                for (int i = 0; i < length; i++) {
                    array[offset + i] = (byte) 0x80;
                    requireJudgedAlike(array, offset, length);
                    array[offset + i] = 'a';
                }
            }
        }
    }

    private void requireJudgedAlike(byte[] array, int offset, int length) {
        boolean valid = isValid(array, offset, length);
        boolean validToJava = isValidToJava(array, offset, length);
        if (valid != validToJava) { // a million assertions would take their time
            assertThat(valid)
                    .as(Arrays.toString(Arrays.copyOfRange(array, offset, offset + length)))
                    .isEqualTo(validToJava);
        }
    }

    private static boolean isValid(byte[] array, int offset, int length) {
        try {
            Utf8.requireValid(array, offset, length);
            return true;
        } catch (CorruptItemException refused) {
            return false;
        }
    }

    private boolean isValidToJava(byte[] array, int offset, int length) {
        try {
            decoder.decode(ByteBuffer.wrap(array, offset, length));
            return true;
        } catch (CharacterCodingException refused) {
            return false;
        }
    }
}
