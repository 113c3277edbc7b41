package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoNumberTest {

    private static final String NOT_A_NUMBER = "The parameter cannot be converted to a numeric value";
    private static final String OVERFLOW =
            "Number overflow. Attempting to store a number with magnitude larger than supported range";
    private static final String UNDERFLOW =
            "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    private static final String TOO_MANY_DIGITS = "Attempting to store more than 38 significant digits in a Number";

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "-0.000, 0",
        "0e999, 0",
        "0e-999, 0",
        "+5, 5",
        "5., 5",
        ".5, 0.5",
        "-.5, -0.5",
        "1.50, 1.5",
        "00012, 12",
        "1e2, 100",
        "1E+2, 100",
        "1e-5, 0.00001",
        "120e-1, 12",
        "0.00120, 0.0012",
        "123.456, 123.456",
        "-9223372036854775808, -9223372036854775808",
        "1111111111111111111111111111111111111100, 1111111111111111111111111111111111111100",
        "\u0661, 1",
    })
    void isPrintedAsDynamoDbPrintsIt(String text, String expected) {
        assertThat(DynamoNumber.parse(text)).hasToString(expected);
    }

    @Test
    void reachesFrom1EMinus130To38NinesEPlus125() {
        assertThat(DynamoNumber.parse("1E125")).hasToString("1" + "0".repeat(125));
        assertThat(DynamoNumber.parse("1E-130")).hasToString("0." + "0".repeat(129) + "1");
        assertThat(DynamoNumber.parse("9".repeat(38) + "E88")).hasToString("9".repeat(38) + "0".repeat(88));
        assertThat(DynamoNumber.parse("1." + "1".repeat(37) + "E-130").signum()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "1e",
                "e1",
                ".",
                "-",
                "+",
                "--1",
                "1.2.3",
                " 5",
                "5 ",
                "1_000",
                "NaN",
                "Infinity",
                "0x1",
                "1e1.5",
                "1e99999999999",
                "1E2147483648",
                "1E00000000001",
                "1,5",
                "1f"
            })
    void refusesWhatIsNoNumber(String text) {
        assertRefused(text, NOT_A_NUMBER + ": " + text);
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertRefused("", NOT_A_NUMBER);
        assertRefused("1E126", OVERFLOW);
        assertRefused("-1E126", OVERFLOW);
        assertRefused("1" + "0".repeat(126), OVERFLOW);
        assertRefused("1E2147483647", OVERFLOW);
        assertRefused("1E-131", UNDERFLOW);
        assertRefused("-1E-131", UNDERFLOW);
        assertRefused("0." + "0".repeat(130) + "1", UNDERFLOW);
        assertRefused("1".repeat(39), TOO_MANY_DIGITS);
        assertRefused("1" + "0".repeat(37) + "1", TOO_MANY_DIGITS);
        assertRefused("1." + "0".repeat(37) + "1", TOO_MANY_DIGITS);
    }

    @Test
    void readsLongTextsInOnePass() {
        String zeros = "0".repeat(1_000_000);
        assertThat(DynamoNumber.parse(zeros + "7." + zeros)).isEqualTo(DynamoNumber.of(7));
        assertRefused(zeros + "1" + zeros, OVERFLOW);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 02",
        "1, 03 82 14",
        "-1, 01 7d eb",
        "10, 03 83 14",
        "12, 03 83 18",
        "12.5, 03 83 19 64",
        "1E-130, 03 00 14",
        "9E125, 03 ff b4",
    })
    void isStoredInOrderedBytes(String text, String hex) {
        assertThat(HexFormat.ofDelimiter(" ").formatHex(DynamoNumber.parse(text).encoded()))
                .isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "04",
                "02 00",
                "03",
                "03 82",
                "03 82 15",
                "03 82 00",
                "03 82 12",
                "03 82 ca",
                "03 82 15 00",
                "03 82 14 14",
                "01 7d 14"
            })
    void refusesBytesThatNoEncoderWrote(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> DynamoNumber.decode(bytes, 0, bytes.length)).isInstanceOf(CorruptItemException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 3, -1",
        "0.1, 0.2, 0.3, -0.1",
        "5, 5, 10, 0",
        "-1, 1, 0, -2",
        "1E20, 1, 100000000000000000001, 99999999999999999999"
    })
    void addsAndSubtractsExactly(String left, String right, String sum, String difference) {
        assertThat(DynamoNumber.parse(left).add(DynamoNumber.parse(right))).hasToString(sum);
        assertThat(DynamoNumber.parse(left).subtract(DynamoNumber.parse(right))).hasToString(difference);
    }

    @Test
    void refusesResultsItCannotHold() {
        DynamoNumber nines = DynamoNumber.parse("9".repeat(38));
        assertThat(nines.add(DynamoNumber.of(1))).hasToString("1" + "0".repeat(38));
        assertThatThrownBy(() -> nines.add(DynamoNumber.of(2))).hasMessage(OVERFLOW);
        assertThatThrownBy(() -> nines.subtract(DynamoNumber.parse("0.1"))).hasMessage(OVERFLOW);
        DynamoNumber huge = DynamoNumber.parse("9E125");
        assertThatThrownBy(() -> huge.add(huge)).hasMessage(OVERFLOW);
        DynamoNumber tiny = DynamoNumber.parse("1E-130");
        assertThat(tiny.subtract(tiny)).isEqualTo(DynamoNumber.ZERO);
    }

    @Test
    void convertsToAndFromJavaNumbers() {
        assertThat(DynamoNumber.of(Long.MIN_VALUE).toBigDecimal()).isEqualByComparingTo(new BigDecimal(Long.MIN_VALUE));
        assertThat(DynamoNumber.of(new BigDecimal("1.50E+3"))).hasToString("1500");
        assertThat(DynamoNumber.of(new BigDecimal("100")).toBigDecimal()).isEqualTo(new BigDecimal("1E+2"));
    }

    /** Measured at the service's 400 KB limit: nubo-db/dynoxide, pull request 195. */
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 2",
        "27, 2",
        "-27, 3",
        "461, 3",
        "1E125, 2",
        "1E-130, 2",
        "1.5, 3",
        "12.34, 3",
        "123.456, 5",
        "-0.5, 3",
        "100, 2",
        "1786461547, 6"
    })
    void countsTowardsAnItemsSizeByItsDigits(String text, int bytes) {
        assertThat(DynamoNumber.parse(text).sizeBytes()).isEqualTo(bytes);
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> DynamoNumber.parse(text))
                .isInstanceOf(InvalidItemException.class)
                .hasMessage(message);
    }
}
