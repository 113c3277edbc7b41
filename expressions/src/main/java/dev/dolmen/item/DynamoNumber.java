package dev.dolmen.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A number as DynamoDB keeps it: exact, of up to 38 significant digits, zero or between 1E-130 and
 * 9.9999999999999999999999999999999999999E+125 in magnitude. Immutable.
 *
 * <p>It is held in its encoded form, which is also how it is stored: bytes whose unsigned order is the numbers' order,
 * the same bytes for equal numbers, and none the beginning of another's. Comparing is comparing bytes. {@link
 * NumberFormat} documents the form.
 *
 * <p>Source: DynamoDB Developer Guide, "Supported data types and naming rules", Number.
 */
public final class DynamoNumber implements Comparable<DynamoNumber> {

    /** Significant digits a number may have. */
    public static final int MAX_DIGITS = 38;

    /** The decimal exponent of the largest magnitudes: less than 1E+126. */
    public static final int MAX_EXPONENT = 125;

    /** The decimal exponent of the smallest magnitude other than zero: 1E-130. */
    public static final int MIN_EXPONENT = -130;

    public static final DynamoNumber ZERO = new DynamoNumber(new byte[] {NumberFormat.ZERO});

    private final byte[] encoded;

    /** Takes the array over. */
    private DynamoNumber(byte[] encoded) {
        this.encoded = encoded;
    }

    /**
     * Reads a number from its text: digits with an optional sign, point and exponent. Zeros at either end count for
     * nothing.
     *
     * @throws InvalidItemException with DynamoDB's text, when this is no number, its magnitude is out of range, or it has
     *     more than 38 significant digits
     */
    public static DynamoNumber parse(String text) {
        return new NumberParser(text).parse();
    }

    public static DynamoNumber of(long value) {
        return parse(Long.toString(value));
    }

    /** @throws InvalidItemException as {@link #parse} does */
    public static DynamoNumber of(BigDecimal value) {
        return parse(value.toString());
    }

    /**
     * Reads the form that {@link #encoded()} gives.
     *
     * @throws CorruptItemException when the bytes are not exactly one number as the encoder writes it
     */
    public static DynamoNumber decode(byte[] array, int offset, int length) {
        NumberFormat.requireValid(array, offset, length);
        return new DynamoNumber(Arrays.copyOfRange(array, offset, offset + length));
    }

    /**
     * Makes a number of {@code count} digits, the first and last of them not zero, the first worth ten to the
     * {@code exponent}.
     */
    static DynamoNumber ofDigits(boolean negative, int exponent, byte[] digits, int count) {
        return count == 0 ? ZERO : new DynamoNumber(NumberFormat.encode(negative, exponent, digits, count));
    }

    /**
     * The sum, exactly.
     *
     * @throws InvalidItemException when it is out of range or needs more than 38 digits
     */
    public DynamoNumber add(DynamoNumber other) {
        return result(toBigDecimal().add(other.toBigDecimal()));
    }

    /**
     * The difference, exactly.
     *
     * @throws InvalidItemException when it is out of range or needs more than 38 digits
     */
    public DynamoNumber subtract(DynamoNumber other) {
        return result(toBigDecimal().subtract(other.toBigDecimal()));
    }

    /** The service calls a result of too many digits an overflow, unlike a number that a request has. */
    private static DynamoNumber result(BigDecimal value) {
        if (value.stripTrailingZeros().precision() > MAX_DIGITS) {
            throw NumberParser.overflow();
        }
        return of(value);
    }

    /** -1, 0 or 1. */
    public int signum() {
        return Integer.compare(encoded[0], NumberFormat.ZERO);
    }

    /** The number without trailing zeros, its scale possibly negative. */
    public BigDecimal toBigDecimal() {
        if (signum() == 0) {
            return BigDecimal.ZERO;
        }
        if (NumberFormat.isShort(encoded)) {
            int scale = NumberFormat.countDigits(encoded) - 1 - exponent();
            return BigDecimal.valueOf(NumberFormat.shortDigits(encoded), scale);
        }
        String digits = NumberFormat.digits(encoded);
        BigInteger unscaled = new BigInteger(digits);
        return new BigDecimal(signum() < 0 ? unscaled.negate() : unscaled, digits.length() - 1 - exponent());
    }

    /** What the number counts towards an item's size: see {@link ItemSize}. */
    public int sizeBytes() {
        return NumberFormat.sizeBytes(encoded, 0, encoded.length);
    }

    /** A copy of the encoded form. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** The encoded form itself, for encoders in this package, which do not change it. */
    byte[] bytes() {
        return encoded;
    }

    private int exponent() {
        return NumberFormat.exponent(encoded);
    }

    @Override
    public int compareTo(DynamoNumber other) {
        return Arrays.compareUnsigned(encoded, other.encoded);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof DynamoNumber other && Arrays.equals(encoded, other.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    /**
     * The number as DynamoDB returns it: never with an exponent, no zeros before the first digit but one in front of the
     * point, none after the last digit of a fraction.
     */
    @Override
    public String toString() {
        if (signum() == 0) {
            return "0";
        }
        String digits = NumberFormat.digits(encoded);
        int exponent = exponent();
        StringBuilder text = new StringBuilder(Math.max(digits.length(), Math.abs(exponent)) + 4);
        if (signum() < 0) {
            text.append('-');
        }
        if (exponent < 0) {
            text.append("0.").append("0".repeat(-exponent - 1)).append(digits);
        } else if (exponent + 1 >= digits.length()) {
            text.append(digits).append("0".repeat(exponent + 1 - digits.length()));
        } else {
            text.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, digits.length());
        }
        return text.toString();
    }
}
