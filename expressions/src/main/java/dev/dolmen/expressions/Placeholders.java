package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.InvalidNullException;
import dev.dolmen.item.InvalidNumberException;
import dev.dolmen.item.InvalidSetException;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.item.ItemSize;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ExpressionAttributeNames} and {@code ExpressionAttributeValues} of one request. All expressions of the
 * request resolve against the same object, which records what they use; {@link #requireAllUsed} then names the rest.
 * Not thread-safe; the maps are not copied and must not change meanwhile.
 *
 * <p>Source of the limits on a placeholder's length, and on the length of all of them with what they stand for: DynamoDB
 * Developer Guide, Quotas, "Expression parameters".
 */
public final class Placeholders {
    private static final int MAX_PLACEHOLDER_BYTES = 255;

    /** What all placeholders may take together, names and values, what they stand for included. */
    private static final int MAX_BYTES = 2 << 20;

    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";

    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Set<String> used = new HashSet<>();

    /**
     * @param names {@code #placeholder} to attribute name; {@code null} when the request has none
     * @param values {@code :placeholder} to value; {@code null} when the request has none
     * @throws InvalidExpressionException when a map is empty, or a placeholder or what it stands for breaks a rule
     * @throws InvalidItemException when a value is invalid or nested too deep
     */
    public Placeholders(@Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
        this(names, values, true);
    }

    /**
     * As {@link #Placeholders(Map, Map)}.
     *
     * @param namingSets whether a set that cannot be is told with its placeholder
     */
    public Placeholders(
            @Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values, boolean namingSets) {
        long bytes = 0;
        if (names != null) {
            requireWellFormed(NAMES, '#', names.keySet());
            names.forEach(Placeholders::requireName);
            for (Map.Entry<String, String> name : names.entrySet()) {
                bytes += name.getKey().length() + ItemSize.ofName(name.getValue());
            }
            requireSize(NAMES, bytes);
        }
        if (values != null) {
            requireWellFormed(VALUES, ':', values.keySet());
            values.forEach((placeholder, value) -> requireValue(placeholder, value, namingSets));
            for (Map.Entry<String, AttributeValue> value : values.entrySet()) {
                bytes += value.getKey().length() + ItemSize.of(value.getValue());
            }
            requireSize(VALUES, bytes);
        }
        this.names = names == null ? Map.of() : names;
        this.values = values == null ? Map.of() : values;
    }

    /** No names and no values. */
    public static Placeholders none() {
        return new Placeholders(null, null);
    }

    private static void requireWellFormed(String parameter, char sign, Set<String> placeholders) {
        if (placeholders.isEmpty()) {
            throw new InvalidExpressionException(parameter + " must not be empty");
        }
        for (String placeholder : placeholders) {
            if (!isWellFormed(sign, placeholder)) {
                throw new InvalidExpressionException(
                        parameter + " contains invalid key: Syntax error; key: \"" + placeholder + "\"");
            }
            // Well-formed, and so in ASCII: as many bytes as characters.
            if (placeholder.length() > MAX_PLACEHOLDER_BYTES) {
                throw new InvalidExpressionException(
                        parameter + " contains invalid key: The expression attribute map contains a key that is too"
                                + " long; size of key: " + placeholder.length());
            }
        }
    }

    private static boolean isWellFormed(char sign, String placeholder) {
        if (placeholder.length() < 2 || placeholder.charAt(0) != sign) {
            return false;
        }
        for (int i = 1; i < placeholder.length(); i++) {
            char c = placeholder.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) {
                return false;
            }
        }
        return true;
    }

    private static void requireName(String placeholder, String name) {
        String fault = ItemLimits.faultOfName(name);
        if (fault != null) {
            throw new InvalidExpressionException(
                    NAMES + " contains invalid value: " + fault + " for key " + placeholder);
        }
    }

    /** Of numbers, of nulls and of nesting the service tells without the placeholder. */
    private static void requireValue(String placeholder, AttributeValue value, boolean namingSets) {
        try {
            value.requireValid();
        } catch (InvalidNumberException | InvalidNullException e) {
            throw e;
        } catch (InvalidItemException e) {
            if (e instanceof InvalidSetException && !namingSets) {
                throw e;
            }
            throw e.worded(VALUES + " contains invalid value: " + e.getMessage() + " for key " + placeholder);
        }
        ItemLimits.requireDepth(value);
    }

    private static void requireSize(String parameter, long bytes) {
        if (bytes > MAX_BYTES) {
            throw new InvalidExpressionException(parameter + " exceeds max size");
        }
    }

    /** The attribute's name a placeholder stands for; counts as a use. */
    String name(String placeholder, ExpressionKind kind) {
        String name = names.get(placeholder);
        if (name == null) {
            throw kind.invalid("An expression attribute name used in the document path is not defined; attribute name: "
                    + placeholder);
        }
        used.add(placeholder);
        return name;
    }

    /** The value a placeholder stands for; counts as a use. */
    AttributeValue value(String placeholder, ExpressionKind kind) {
        AttributeValue value = values.get(placeholder);
        if (value == null) {
            throw kind.invalid(
                    "An expression attribute value used in expression is not defined; attribute value: " + placeholder);
        }
        used.add(placeholder);
        return value;
    }

    /** The names that have been used so far, by their placeholders. */
    public Map<String, String> usedNames() {
        return used(names);
    }

    /** The values that have been used so far, by their placeholders. */
    public Map<String, AttributeValue> usedValues() {
        return used(values);
    }

    private <T> Map<String, T> used(Map<String, T> placeholders) {
        if (areAllUsed()) {
            return placeholders;
        }
        Map<String, T> kept = new LinkedHashMap<>(placeholders);
        kept.keySet().retainAll(used);
        return kept;
    }

    /** Only what is defined can be used, so that counting says it. */
    private boolean areAllUsed() {
        return used.size() == names.size() + values.size();
    }

    /** Counts what another expression of the same request has used as used here. */
    public void addUsesOf(Placeholders other) {
        used.addAll(other.used);
    }

    /**
     * Call when every expression of the request is parsed.
     *
     * @throws InvalidExpressionException naming the placeholders that no expression used, names before values
     */
    public void requireAllUsed() {
        if (areAllUsed()) {
            return;
        }
        requireUsed(NAMES, names.keySet());
        requireUsed(VALUES, values.keySet());
    }

    private void requireUsed(String parameter, Set<String> placeholders) {
        if (used.containsAll(placeholders)) {
            return;
        }
        Set<String> unused = new LinkedHashSet<>(placeholders);
        unused.removeAll(used);
        throw new InvalidExpressionException(
                "Value provided in " + parameter + " unused in expressions: keys: {" + String.join(", ", unused) + "}");
    }
}
