package dev.dolmen.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Strings to and from UTF-8, refusing what has no faithful form on the other side instead of replacing it. */
final class Utf8 {

    /** What Java's decoder puts in place of malformed bytes; also a character of its own. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    /** Longer text is copied faster by way of an array of its own. */
    private static final int COPIED_BY_CHARACTER = 24;

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

    /**
     * Appends the text. Requires: it is well-formed, as the text of every value and name is.
     *
     * @return the number of bytes
     */
    static int append(String text, ByteBuilder out) {
        int length = text.length();
        if (length > COPIED_BY_CHARACTER || !out.appendAscii(text)) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.append(utf8);
            return utf8.length;
        }
        return length;
    }

    /** The order of two texts in UTF-8, which is that of their code points. */
    static int compare(String text, String other) {
        int common = Math.min(text.length(), other.length());
        for (int i = 0; i < common; i++) {
            char a = text.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // A surrogate stands for a code point past those of one character.
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(text.length(), other.length());
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

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is one of ASCII alone, and the bytes from {@code offset} on begin with it. */
    static boolean isAsciiOf(byte[] array, int offset, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (array[offset + i] != text.charAt(i)) { // bytes are signed, so no character past 0x7f equals one
                return false;
            }
        }
        return true;
    }

    static void requireWellFormed(String text) {
        int half = halfPair(text);
        if (half >= 0) {
            throw new MalformedAttributeException("One or more parameter values were invalid: the string has half a"
                    + " surrogate pair (U+"
                    + Integer.toHexString(text.charAt(half)).toUpperCase(Locale.ROOT)
                    + ") at index " + half + ", so it cannot be encoded as UTF-8");
        }
    }

    /** Where half a surrogate pair stands alone, or -1. */
    static int halfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isLowSurrogate(c)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(i + 1))) {
                return i;
            }
            i++;
        }
        return -1;
    }

    /** @throws CorruptItemException when the bytes are not UTF-8 */
    static String decode(byte[] array, int offset, int length) {
        String text = new String(array, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireValid(array, offset, length);
        }
        return text;
    }

    /** @throws CorruptItemException when the bytes are not UTF-8 */
    static void requireValid(byte[] array, int offset, int length) {
        if (isAscii(array, offset, length)) {
            return;
        }
        int end = offset + length;
        int at = offset;
        while (at < end) {
            at += bytesOfCharacter(array, at, end);
        }
    }

    /** Eight bytes at a time. */
    static boolean isAscii(byte[] array, int offset, int length) {
        int end = offset + length;
        int at = offset;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            if (((long) LONG.get(array, at) & HIGH_BITS) != 0) {
                return false;
            }
        }
        if (at == end) {
            return true;
        }
        if (at <= array.length - Long.BYTES) {
            // What is left, in the low bytes of the word; the others do not count.
            long rest = (long) LONG.get(array, at) & -1L >>> Byte.SIZE * (Long.BYTES - (end - at));
            return (rest & HIGH_BITS) == 0;
        }
        while (at < end && array[at] >= 0) {
            at++;
        }
        return at == end;
    }

    /**
     * The number of bytes of the character here. Its first byte tells how many there are, and what the second may be: none
     * is written in more bytes than it needs, or is half a surrogate pair, or past U+10FFFF (RFC 3629, section 4).
     */
    private static int bytesOfCharacter(byte[] array, int at, int end) {
        int first = array[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int bytes = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (bytes == 0 || bytes > end - at) {
            throw notUtf8(at);
        }
        int second = array[at + 1] & 0xff;
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            throw notUtf8(at);
        }
        for (int i = at + 2; i < at + bytes; i++) {
            if ((array[i] & 0xc0) != 0x80) {
                throw notUtf8(at);
            }
        }
        return bytes;
    }

    private static CorruptItemException notUtf8(int at) {
        return new CorruptItemException(at, "a string is not UTF-8");
    }
}
