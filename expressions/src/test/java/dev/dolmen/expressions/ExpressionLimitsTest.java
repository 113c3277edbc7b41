package dev.dolmen.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.InvalidItemException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits on expressions, each at the last value allowed and the first refused; and the rules on placeholders. */
class ExpressionLimitsTest {
    private static final String TOO_MANY_OPERATORS = "The expression contains too many operators; operator count: 301";
    private static final String REDUNDANT = "The expression has redundant parentheses;";

    @Test
    void size() {
        String expression = "n = :n";
        Placeholders placeholders = ExpressionFixture.placeholders(expression);
        String longest = expression + " ".repeat(4096 - expression.length());
        Condition.parse(longest, ExpressionKind.CONDITION, placeholders);
        assertThatThrownBy(() -> Condition.parse(longest + " ", ExpressionKind.CONDITION, placeholders))
                .hasMessage("Invalid ConditionExpression: Expression size has exceeded the maximum allowed size;"
                        + " expression size: 4097");
    }

    @Test
    void sizesThatAreNotTold() {
        String tooLong = "n".repeat(4097);
        assertThatThrownBy(() -> Projection.parse(tooLong, Placeholders.none()))
                .hasMessage("Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size;");
        assertThatThrownBy(() -> Update.parse(tooLong, Placeholders.none()))
                .hasMessage("Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;");
    }

    @Test
    void namesOfAttributes() {
        String longest = "n".repeat(65_535);
        new Placeholders(Map.of("#n", longest), null);
        LegacyConditions.attributesToGet(List.of(longest));
        String tooLong = "Attribute name is too large, must be less than 65536 bytes";
        assertNamesRefused(
                Map.of("#n", longest + "n"),
                "ExpressionAttributeNames contains invalid value: " + tooLong + " for key #n");
        assertThatThrownBy(() -> LegacyConditions.attributesToGet(List.of(longest + "n")))
                .hasMessage(tooLong);
        assertThatThrownBy(() -> LegacyUpdates.of(Map.of(longest + "n", new AttributeValueUpdate("DELETE", null))))
                .hasMessage(tooLong);
        assertThatThrownBy(() -> LegacyConditions.attributesToGet(List.of(""))).hasMessage("Empty attribute name");
        assertThatThrownBy(() -> LegacyUpdates.of(Map.of("", new AttributeValueUpdate("DELETE", null))))
                .hasMessage("Empty attribute name");
    }

    @Test
    void operators() {
        parse(repeat("n = :n", " AND ", 150));
        assertRefused(repeat("n = :n", " AND ", 151), TOO_MANY_OPERATORS);
        parse(repeat("attribute_exists(n)", " OR ", 150));
        assertRefused(repeat("attribute_exists(n)", " OR ", 151), TOO_MANY_OPERATORS);
        parse(repeat("size(n) = :n", " OR ", 100));
        assertRefused(repeat("size(n) = :n", " OR ", 101), TOO_MANY_OPERATORS);
        parse(repeat("n between :n and :n", " OR ", 150));
        assertRefused(repeat("n between :n and :n", " OR ", 151), TOO_MANY_OPERATORS);
        parse("NOT ".repeat(299) + "n = :n");
        assertRefused("NOT ".repeat(300) + "n = :n", TOO_MANY_OPERATORS);
    }

    /** As many negations as are left, and one more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | n = :n",
                "2 | n < size(s)",
                "2 | size(s) < n",
                "3 | size(s) = size(l)",
                "1 | n between :n and :n",
                "2 | size(s) between :n and :n",
                "2 | n between size(s) and :n",
                "2 | n between :n and size(s)",
                "1 | n in (:n, :n, :n)",
                "2 | size(s) in (:n)",
                "3 | n in (size(s), size(l))",
                "1 | attribute_exists(n)",
                "2 | contains(s, size(l))",
                "3 | n = :n AND n = :n",
                "5 | n = :n OR n = :n OR n = :n",
                "6 | NOT (n = :n AND (n = :n OR n = :n))"
            })
    void operatorsOfEveryKind(int count, String condition) {
        parse("NOT ".repeat(300 - count) + "(" + condition + ")");
        assertRefused("NOT ".repeat(301 - count) + "(" + condition + ")", TOO_MANY_OPERATORS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | :n + :n",
                "1 | :n - :n",
                "1 | if_not_exists(zz, :n)",
                "1 | list_append(l, l)",
                "2 | if_not_exists(zz, :n) + :n",
                "2 | :n - if_not_exists(zz, :n)",
                "3 | if_not_exists(zz, :n) + if_not_exists(zz, :n)",
                "2 | list_append(if_not_exists(zz, l), l)"
            })
    void operatorsOfUpdates(int count, String value) {
        String sum = "SET q = " + value + ", a0 = b + c";
        String additions = IntStream.range(1, 299 - count)
                .mapToObj(i -> ", a" + i + " = b+c")
                .collect(Collectors.joining());
        parseUpdate(sum + additions + ", z = b+c");
        assertThatThrownBy(() -> parseUpdate(sum + additions + ", z = b+c, y = b+c"))
                .hasMessage("Invalid UpdateExpression: " + TOO_MANY_OPERATORS);
    }

    @Test
    void parenthesesOfUpdates() {
        parseUpdate("SET q = if_not_exists(" + "(".repeat(299) + "a" + ")".repeat(299) + ", :n)");
        assertThatThrownBy(
                        () -> parseUpdate("SET q = if_not_exists(" + "(".repeat(301) + "a" + ")".repeat(301) + ", :n)"))
                .hasMessage("Invalid UpdateExpression: " + REDUNDANT);
    }

    private static Update parseUpdate(String expression) {
        return Update.parse(ExpressionFixture.unseen(expression), ExpressionFixture.placeholders(expression));
    }

    @Test
    void nestingDoesNotOverflowTheStack() throws InterruptedException {
        assertRefused("NOT ".repeat(1000) + "n = :n", TOO_MANY_OPERATORS);
        assertRefused("(".repeat(2000) + "n = :n" + ")".repeat(2000), REDUNDANT);
        assertRefused("(".repeat(4000), REDUNDANT);
        assertRefused("size(".repeat(800), TOO_MANY_OPERATORS);
        parse("NOT (".repeat(299) + "n = :n" + ")".repeat(299));
        parse("(".repeat(149) + "n = :n" + " AND n = :n)".repeat(149));

        List<Throwable> failures = Collections.synchronizedList(new java.util.ArrayList<>());
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        assertRefused("(".repeat(4000), REDUNDANT);
                        assertRefused("NOT (".repeat(800), TOO_MANY_OPERATORS);
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                },
                "small stack",
                512 * 1024);
        small.start();
        small.join();
        assertThat(failures).isEmpty();
    }

    @Test
    void operandsOfIn() {
        parse("n in (" + repeat(":n", ",", 100) + ")");
        assertRefused(
                "n in (" + repeat(":n", ",", 101) + ")",
                "The IN operator is provided with too many operands; number of operands: 101");
    }

    @Test
    void depthOfPaths() {
        parse(repeat("a", ".", 32) + " = :n");
        assertRefused(
                repeat("a", ".", 33) + " = :n", "The document path has too many nesting levels; nesting levels: 33");
        parse("a" + "[0]".repeat(31) + " = :n");
        assertRefused(
                "a" + "[0]".repeat(32) + " = :n", "The document path has too many nesting levels; nesting levels: 33");
    }

    @Test
    void placeholders() {
        assertNamesRefused(Map.of(), "ExpressionAttributeNames must not be empty");
        assertNamesRefused(Map.of("a", "n"), "ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\"");
        assertNamesRefused(Map.of("#", "n"), "ExpressionAttributeNames contains invalid key: Syntax error; key: \"#\"");
        assertNamesRefused(
                Map.of("#é", "n"), "ExpressionAttributeNames contains invalid key: Syntax error; key: \"#é\"");
        assertNamesRefused(
                Map.of("#a", ""), "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a");
        new Placeholders(Map.of("#" + "x".repeat(254), "n"), null);
        assertNamesRefused(
                Map.of("#" + "x".repeat(255), "n"),
                "ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is"
                        + " too long; size of key: 256");
        assertThatThrownBy(() -> new Placeholders(null, Map.of()))
                .hasMessage("ExpressionAttributeValues must not be empty");
        assertThatThrownBy(() -> new Placeholders(null, Map.of(":-", AttributeValue.n(1))))
                .hasMessage("ExpressionAttributeValues contains invalid key: Syntax error; key: \":-\"");
    }

    @Test
    void placeholdersTogether() {
        int most = 2 * 1024 * 1024;
        AttributeValue filling = AttributeValue.s("x".repeat(most - ":v0".length()));
        new Placeholders(null, Map.of(":v0", filling));
        assertThatThrownBy(() -> new Placeholders(null, Map.of(":v01", filling)))
                .hasMessage("ExpressionAttributeValues exceeds max size");
        assertThatThrownBy(() -> new Placeholders(Map.of("#n", "n"), Map.of(":v0", filling)))
                .hasMessage("ExpressionAttributeValues exceeds max size");
        AttributeValue half = AttributeValue.s("x".repeat(most / 2));
        assertThatThrownBy(() -> new Placeholders(null, Map.of(":a", half, ":b", half)))
                .hasMessage("ExpressionAttributeValues exceeds max size");
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < 33; i++) {
            names.put("#n" + i, "é".repeat(32_767));
        }
        assertNamesRefused(names, "ExpressionAttributeNames exceeds max size");
    }

    @Test
    void unusedPlaceholdersAreNamed() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("#b", "b");
        names.put("#a", "a");
        names.put("#c", "c");
        Placeholders placeholders =
                new Placeholders(names, Map.of(":x", AttributeValue.n(1), ":y", AttributeValue.n(1)));
        Condition.parse("#a = :x", ExpressionKind.CONDITION, placeholders);
        assertThatThrownBy(placeholders::requireAllUsed)
                .hasMessage("Value provided in ExpressionAttributeNames unused in expressions: keys: {#b, #c}");
        Projection.parse("#b, #c", placeholders);
        assertThatThrownBy(placeholders::requireAllUsed)
                .hasMessage("Value provided in ExpressionAttributeValues unused in expressions: keys: {:y}");
        Condition.parse("#a = :y", ExpressionKind.FILTER, placeholders);
        placeholders.requireAllUsed();
    }

    @Test
    void parametersThatDoNotGoTogether() {
        ParameterRules.requireOneStyle(List.of(), List.of("ConditionExpression"));
        assertThatThrownBy(() -> ParameterRules.requireOneStyle(
                        List.of("Expected", "ConditionalOperator"), List.of("ConditionExpression")))
                .hasMessage("Can not use both expression and non-expression parameters in the same request:"
                        + " Non-expression parameters: {Expected, ConditionalOperator} Expression parameters:"
                        + " {ConditionExpression}");
        assertThatThrownBy(
                        () -> ParameterRules.requireExpressions(true, true, List.of(), List.of("ConditionExpression")))
                .hasMessage("ExpressionAttributeNames can only be specified when using expressions");
        assertThatThrownBy(
                        () -> ParameterRules.requireExpressions(false, true, List.of(), List.of("ConditionExpression")))
                .hasMessage("ExpressionAttributeValues can only be specified when using expressions:"
                        + " ConditionExpression is null");
        assertThatThrownBy(() -> ParameterRules.requireExpressions(
                        true,
                        true,
                        List.of("ProjectionExpression"),
                        List.of("FilterExpression", "KeyConditionExpression")))
                .hasMessage("ExpressionAttributeValues can only be specified when using expressions:"
                        + " FilterExpression and KeyConditionExpression are null");
    }

    @Test
    void whatIsUsedIsToldByPlaceholder() {
        Placeholders placeholders = new Placeholders(
                Map.of("#a", "a", "#b", "b"), Map.of(":x", AttributeValue.n(1), ":y", AttributeValue.n(2)));
        assertThat(placeholders.usedNames()).isEmpty();
        Condition.parse("#a = :y", ExpressionKind.CONDITION, placeholders);
        assertThat(placeholders.usedNames()).isEqualTo(Map.of("#a", "a"));
        assertThat(placeholders.usedValues()).isEqualTo(Map.of(":y", AttributeValue.n(2)));

        Placeholders beside = new Placeholders(
                Map.of("#a", "a", "#b", "b"), Map.of(":x", AttributeValue.n(1), ":y", AttributeValue.n(2)));
        Condition.parse("#b = :x", ExpressionKind.CONDITION, beside);
        placeholders.addUsesOf(beside);
        placeholders.requireAllUsed();
        assertThat(placeholders.usedNames()).isEqualTo(Map.of("#a", "a", "#b", "b"));
        assertThat(placeholders.usedValues()).hasSize(2);
    }

    @Test
    void depthOfValues() {
        AttributeValue nested = AttributeValue.n(1);
        for (int level = 2; level < 32; level++) {
            nested = AttributeValue.l(nested);
        }
        AttributeValue deepest = nested;
        new Placeholders(null, Map.of(":v", deepest));
        assertThatThrownBy(() -> new Placeholders(null, Map.of(":v", AttributeValue.l(AttributeValue.l(deepest)))))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageStartingWith("Nesting Levels have exceeded supported limits: ");
    }

    @Test
    void theCacheCounts() {
        ExpressionCache<String> cache = new ExpressionCache<>(2);
        for (int i = 1; i <= 3; i++) {
            cache.get("text " + i, text -> text);
            assertThat(cache.size()).isEqualTo(i);
        }
    }

    @Test
    void theCacheIsBoundedAndKeepsWhatIsUsed() {
        ExpressionCache<String> cache = new ExpressionCache<>(8);
        String kept = cache.get("kept", String::new);
        for (int i = 0; i < 100; i++) {
            cache.get("text " + i, text -> text);
            assertThat(cache.get("kept", String::new)).isSameAs(kept);
            assertThat(cache.size()).isLessThanOrEqualTo(16);
        }
    }

    private static String repeat(String part, String separator, int times) {
        return String.join(separator, Collections.nCopies(times, part));
    }

    private static Condition parse(String expression) {
        return Condition.parse(
                ExpressionFixture.unseen(expression),
                ExpressionKind.CONDITION,
                ExpressionFixture.placeholders(expression));
    }

    private static void assertRefused(String expression, String message) {
        assertThatThrownBy(() -> parse(expression))
                .isInstanceOf(InvalidExpressionException.class)
                .hasMessage("Invalid ConditionExpression: " + message);
    }

    private static void assertNamesRefused(Map<String, String> names, String message) {
        assertThatThrownBy(() -> new Placeholders(names, null)).hasMessage(message);
    }
}
