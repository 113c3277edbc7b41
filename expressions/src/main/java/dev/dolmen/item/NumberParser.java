package dev.dolmen.item;

/**
 * Reads one number from its text, in one pass and without {@code BigDecimal}: most numbers are short, and a hostile one
 * of a million digits costs no more than reading it.
 */
final class NumberParser {

    private static final int MAX_EXPONENT_DIGITS = 10;

    private final String text;
    private int at;
    private boolean negative;
    private boolean anyDigit;

    /** The first significant digits, and how many there are in all: fewer than are counted when there are too many. */
    private final byte[] digits = new byte[DynamoNumber.MAX_DIGITS];

    /** Digits from the first that is not zero on, and of these up to the last that is not zero. */
    private int counted;

    private int significant;

    /** The exponent of the first significant digit, before the written exponent is added. */
    private int exponent = -1;

    NumberParser(String text) {
        this.text = text;
    }

    DynamoNumber parse() {
        if (text.isEmpty()) {
            throw new InvalidNumberException("The parameter cannot be converted to a numeric value");
        }
        readSign();
        readInteger();
        readFraction();
        if (!anyDigit) {
            throw notANumber();
        }
        long scientific = exponent + readExponent();
        if (significant == 0) {
            return DynamoNumber.ZERO;
        }
        if (scientific > DynamoNumber.MAX_EXPONENT) {
            throw overflow();
        }
        if (scientific < DynamoNumber.MIN_EXPONENT) {
            throw new InvalidNumberException(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
        if (significant > DynamoNumber.MAX_DIGITS) {
            throw new InvalidNumberException("Attempting to store more than 38 significant digits in a Number");
        }
        return DynamoNumber.ofDigits(negative, (int) scientific, digits, significant);
    }

    private void readSign() {
        char sign = text.charAt(0);
        if (sign == '-' || sign == '+') {
            negative = sign == '-';
            at++;
        }
    }

    private void readInteger() {
        for (; at < text.length() && isDigit(text.charAt(at)); at++) {
            anyDigit = true;
            if (count(Character.digit(text.charAt(at), 10))) {
                exponent++;
            }
        }
    }

    private void readFraction() {
        if (at == text.length() || text.charAt(at) != '.') {
            return;
        }
        for (at++; at < text.length() && isDigit(text.charAt(at)); at++) {
            anyDigit = true;
            if (!count(Character.digit(text.charAt(at), 10))) {
                exponent--;
            }
        }
    }

    /** Takes a digit in, unless it is a zero before the first other digit. */
    private boolean count(int digit) {
        if (digit == 0 && counted == 0) {
            return false;
        }
        if (counted < digits.length) {
            digits[counted] = (byte) digit;
        }
        counted++;
        if (digit != 0) {
            significant = counted;
        }
        return true;
    }

    /** The written exponent, 0 when there is none; reads to the end of the text. */
    private long readExponent() {
        if (at == text.length()) {
            return 0;
        }
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            throw notANumber();
        }
        at++;
        boolean below = at < text.length() && text.charAt(at) == '-';
        if (below || at < text.length() && text.charAt(at) == '+') {
            at++;
        }
        int first = at;
        long value = 0;
        for (; at < text.length() && isDigit(text.charAt(at)); at++) {
            value = 10 * value + Character.digit(text.charAt(at), 10);
            if (at - first >= MAX_EXPONENT_DIGITS || value > Integer.MAX_VALUE) {
                throw notANumber(); // as java.math.BigDecimal, which the service's messages show at work, has it
            }
        }
        if (at == first || at < text.length()) {
            throw notANumber();
        }
        return below ? -value : value;
    }

    /** Any script's decimal digits are digits to the service, as they are to {@code BigDecimal}. */
    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9' || c > 0x7f && Character.isDigit(c);
    }

    static InvalidNumberException overflow() {
        return new InvalidNumberException(
                "Number overflow. Attempting to store a number with magnitude larger than supported range");
    }

    private InvalidNumberException notANumber() {
        return new InvalidNumberException("The parameter cannot be converted to a numeric value: " + text);
    }
}
