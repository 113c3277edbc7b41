package dev.dolmen.item;

/**
 * The encoded form of a number, the same in items and in keys.
 *
 * <pre>
 * zero       02
 * positive   03  exponent + 130  pair...
 * negative   01  and all that a positive number of this magnitude has, each byte inverted
 * </pre>
 *
 * The exponent is that of the first significant digit. The significant digits follow two at a time, a last odd one with
 * a zero: each pair, 0 to 99, is doubled, and one is added to it when another pair follows. So unsigned byte order is
 * numeric order, equal numbers have equal bytes, and no number's bytes begin another's. At most 21 bytes.
 */
final class NumberFormat {

    static final byte NEGATIVE = 1;
    static final byte ZERO = 2;
    static final byte POSITIVE = 3;

    private static final int EXPONENT_OFFSET = 1;
    private static final int PAIRS_OFFSET = 2;
    private static final int MAX_PAIRS = DynamoNumber.MAX_DIGITS / 2;

    /** A long has room for so many pairs of digits. */
    private static final int SHORT_PAIRS = 9;

    private NumberFormat() {}

    static byte[] encode(boolean negative, int exponent, byte[] digits, int count) {
        int pairs = (count + 1) / 2;
        byte[] encoded = new byte[PAIRS_OFFSET + pairs];
        int inversion = negative ? 0xff : 0;
        encoded[0] = negative ? NEGATIVE : POSITIVE;
        encoded[EXPONENT_OFFSET] = (byte) (exponent - DynamoNumber.MIN_EXPONENT ^ inversion);
        for (int i = 0; i < pairs; i++) {
            int second = 2 * i + 1 < count ? digits[2 * i + 1] : 0;
            int pair = 10 * digits[2 * i] + second;
            int more = i + 1 < pairs ? 1 : 0;
            encoded[PAIRS_OFFSET + i] = (byte) (2 * pair + more ^ inversion);
        }
        return encoded;
    }

    /** The exponent of the first digit. Requires: a valid number other than zero. */
    static int exponent(byte[] encoded) {
        return ((encoded[EXPONENT_OFFSET] ^ inversion(encoded[0])) & 0xff) + DynamoNumber.MIN_EXPONENT;
    }

    /** The significant digits. Requires: a valid number other than zero. */
    static String digits(byte[] encoded) {
        StringBuilder digits = new StringBuilder(2 * encoded.length);
        int inversion = inversion(encoded[0]);
        for (int i = PAIRS_OFFSET; i < encoded.length; i++) {
            int pair = ((encoded[i] ^ inversion) & 0xff) >> 1;
            digits.append((char) ('0' + pair / 10)).append((char) ('0' + pair % 10));
        }
        if (digits.charAt(digits.length() - 1) == '0') {
            digits.setLength(digits.length() - 1);
        }
        return digits.toString();
    }

    /** Whether a long has room for the significant digits. Requires: a valid number other than zero. */
    static boolean isShort(byte[] encoded) {
        return encoded.length <= PAIRS_OFFSET + SHORT_PAIRS;
    }

    /** The number of significant digits. Requires: a valid number other than zero. */
    static int countDigits(byte[] encoded) {
        return 2 * (encoded.length - PAIRS_OFFSET) - (endsInZero(encoded) ? 1 : 0);
    }

    /** The significant digits as a whole number, with the sign. Requires: a valid number other than zero, {@link #isShort}. */
    static long shortDigits(byte[] encoded) {
        int inversion = inversion(encoded[0]);
        long digits = 0;
        for (int i = PAIRS_OFFSET; i < encoded.length; i++) {
            digits = 100 * digits + (((encoded[i] ^ inversion) & 0xff) >> 1);
        }
        digits = endsInZero(encoded) ? digits / 10 : digits;
        return encoded[0] == NEGATIVE ? -digits : digits;
    }

    private static boolean endsInZero(byte[] encoded) {
        int lastPair = ((encoded[encoded.length - 1] ^ inversion(encoded[0])) & 0xff) >> 1;
        return lastPair % 10 == 0;
    }

    /**
     * What the number counts towards an item's size: see {@link ItemSize}. Of bytes that are no number, any.
     *
     * @throws CorruptItemException when no number has so many bytes
     */
    static int sizeBytes(byte[] array, int offset, int length) {
        if (length == 1) {
            return 1; // zero
        }
        requireLength(offset, length);
        int inversion = inversion(array[offset]);
        int lastPair = ((array[offset + length - 1] ^ inversion) & 0xff) >> 1;
        int digits = 2 * (length - PAIRS_OFFSET) - (lastPair % 10 == 0 ? 1 : 0);
        int beforePoint = ((array[offset + EXPONENT_OFFSET] ^ inversion) & 0xff) + DynamoNumber.MIN_EXPONENT + 1;
        int integerDigits = Math.max(0, Math.min(digits, beforePoint));
        int fractionDigits = digits - integerDigits;
        int sign = array[offset] == NEGATIVE ? 1 : 0;
        return 1 + (integerDigits + 1) / 2 + (fractionDigits + 1) / 2 + sign;
    }

    /**
     * The number of bytes of the number at {@code offset}, which ends before {@code limit}.
     *
     * @throws CorruptItemException when no number ends there
     */
    static int lengthAt(byte[] array, int offset, int limit) {
        if (offset < limit && array[offset] == ZERO) {
            return 1;
        }
        int inversion = offset < limit ? inversion(array[offset]) : 0;
        for (int i = offset + PAIRS_OFFSET; i < limit && i < offset + PAIRS_OFFSET + MAX_PAIRS; i++) {
            if (((array[i] ^ inversion) & 1) == 0) {
                return i + 1 - offset;
            }
        }
        throw new CorruptItemException(offset, "a number without an end");
    }

    /** @throws CorruptItemException unless these are exactly the bytes of one number */
    static void requireValid(byte[] array, int offset, int length) {
        if (length == 1 && array[offset] == ZERO) {
            return;
        }
        requireLength(offset, length);
        if (array[offset] != NEGATIVE && array[offset] != POSITIVE) {
            throw new CorruptItemException(offset, "not the sign of a number");
        }
        int inversion = inversion(array[offset]);
        int last = offset + length - 1;
        for (int i = offset + PAIRS_OFFSET; i <= last; i++) {
            int value = (array[i] ^ inversion) & 0xff;
            int pair = value >> 1;
            boolean more = (value & 1) == 1;
            if (pair > 99 || more != (i < last) || i == offset + PAIRS_OFFSET && pair < 10 || i == last && pair == 0) {
                throw new CorruptItemException(i, "not a pair of digits that may stand here: " + value);
            }
        }
    }

    private static void requireLength(int offset, int length) {
        if (length <= PAIRS_OFFSET || length > PAIRS_OFFSET + MAX_PAIRS) {
            throw new CorruptItemException(offset, "not a number, in " + length + " bytes");
        }
    }

    private static int inversion(byte sign) {
        return sign == NEGATIVE ? 0xff : 0;
    }
}
