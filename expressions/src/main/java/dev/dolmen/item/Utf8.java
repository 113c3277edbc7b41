package dev.dolmen.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Strings to and from UTF-8, refusing what has no faithful form on the other side instead of replacing it. */
final class Utf8 {

    /** What Java's decoder puts in place of malformed bytes; also a character of its own. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long QUESTION_MARKS = '?' * LOW_BITS;

    private Utf8() {}

    /** @throws InvalidItemException when half a surrogate pair stands alone: Java would write it as a question mark */
    static byte[] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (hasQuestionMark(utf8)) {
            requireWellFormed(text);
        }
        return utf8;
    }

    /** Eight bytes at a time: a byte of the word is zero where the text has one. */
    private static boolean hasQuestionMark(byte[] utf8) {
        int at = 0;
        for (; at <= utf8.length - Long.BYTES; at += Long.BYTES) {
            long word = (long) LONG.get(utf8, at) ^ QUESTION_MARKS;
            if ((word - LOW_BITS & ~word & HIGH_BITS) != 0) {
                return true;
            }
        }
        for (; at < utf8.length; at++) {
            if (utf8[at] == '?') {
                return true;
            }
        }
        return false;
    }

    /** The number of bytes of {@code text} in UTF-8, without making them. */
    static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800 || Character.isSurrogate(c)) {
                bytes += 2; // each half of a surrogate pair accounts for two of its four bytes
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /** The number of characters (UTF-16 code units, as Java counts them) of text in UTF-8. */
    static int characters(byte[] array, int offset, int length) {
        int characters = 0;
        for (int i = offset; i < offset + length; i++) {
            int lead = array[i];
            if ((lead & 0xc0) != 0x80) {
                characters += (lead & 0xf8) == 0xf0 ? 2 : 1; // four bytes make a surrogate pair
            }
        }
        return characters;
    }

    static void requireWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isLowSurrogate(c)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(i + 1))) {
                throw new InvalidItemException("One or more parameter values were invalid: the string has half a"
                        + " surrogate pair (U+" + Integer.toHexString(c).toUpperCase(Locale.ROOT)
                        + ") at index " + i + ", so it cannot be encoded as UTF-8");
            }
            i++;
        }
    }

    /** @throws CorruptItemException when the bytes are not UTF-8 */
    static String decode(byte[] array, int offset, int length) {
        String text = new String(array, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireValid(array, offset, length);
        }
        return text;
    }

    private static void requireValid(byte[] array, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(array, offset, length));
        } catch (CharacterCodingException malformed) {
            throw new CorruptItemException(offset, "a string is not UTF-8: " + malformed.getMessage());
        }
    }
}
