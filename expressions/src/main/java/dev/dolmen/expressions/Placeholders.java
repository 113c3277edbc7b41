package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ExpressionAttributeNames} and {@code ExpressionAttributeValues} of one request. All expressions of the
 * request resolve against the same object, which records what they use; {@link #requireAllUsed} then names the rest.
 * Not thread-safe.
 */
public final class Placeholders {

    /**
     * @param names {@code #placeholder} to attribute name; {@code null} when the request has none
     * @param values {@code :placeholder} to value; {@code null} when the request has none
     * @throws InvalidExpressionException when a map is empty or a placeholder is malformed
     */
    public Placeholders(@Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
        throw new UnsupportedOperationException("" + names + values);
    }

    /** No names and no values. */
    public static Placeholders none() {
        return new Placeholders(null, null);
    }

    /**
     * Call when every expression of the request is parsed.
     *
     * @throws InvalidExpressionException naming the placeholders that no expression used, names before values
     */
    public void requireAllUsed() {}
}
