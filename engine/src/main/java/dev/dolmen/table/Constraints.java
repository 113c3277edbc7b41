package dev.dolmen.table;

import dev.dolmen.model.ValidationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checks DynamoDB makes on the shape of a request before it looks at anything else. All of them are made, and what
 * fails is told in one {@link ValidationException}, as the service does.
 */
final class Constraints {

    private static final int MIN_NAME_LENGTH = 3;
    private static final int MAX_NAME_LENGTH = 255;
    private static final String NAME_PATTERN = "[a-zA-Z0-9_.-]+";
    private static final int MAX_TOKEN_LENGTH = 128;

    private final List<String> violations = new ArrayList<>();

    Constraints notNull(String member, @Nullable Object value) {
        if (value == null) {
            violation("null", member, "Member must not be null");
        }
        return this;
    }

    /** Between 3 and 255 letters, digits, underscores, hyphens and dots: Developer Guide, "Naming rules". */
    Constraints name(String member, @Nullable String value) {
        if (value == null) {
            return notNull(member, null);
        }
        if (!value.matches(NAME_PATTERN)) {
            violation("'" + value + "'", member, "Member must satisfy regular expression pattern: " + NAME_PATTERN);
        }
        if (value.length() < MIN_NAME_LENGTH) {
            violation("'" + value + "'", member, "Member must have length greater than or equal to " + MIN_NAME_LENGTH);
        }
        if (value.length() > MAX_NAME_LENGTH) {
            violation("'" + value + "'", member, "Member must have length less than or equal to " + MAX_NAME_LENGTH);
        }
        return this;
    }

    /** @param allowed in the order in which DynamoDB lists them */
    Constraints oneOf(String member, @Nullable String value, List<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            violation("'" + value + "'", member, "Member must satisfy enum value set: " + allowed);
        }
        return this;
    }

    Constraints atLeast(String member, @Nullable Integer value, int least) {
        if (value != null && value < least) {
            violation("'" + value + "'", member, "Member must have value greater than or equal to " + least);
        }
        return this;
    }

    Constraints atMost(String member, @Nullable Integer value, int most) {
        if (value != null && value > most) {
            violation("'" + value + "'", member, "Member must have value less than or equal to " + most);
        }
        return this;
    }

    /** Dolmen's own request token: 1 to 128 characters. */
    Constraints token(@Nullable String value) {
        if (value != null && (value.isEmpty() || value.length() > MAX_TOKEN_LENGTH)) {
            violation("'" + value + "'", "requestToken", "Member must have length between 1 and " + MAX_TOKEN_LENGTH);
        }
        return this;
    }

    private void violation(String value, String member, String constraint) {
        violations.add("Value " + value + " at '" + member + "' failed to satisfy constraint: " + constraint);
    }

    /** @throws ValidationException that lists everything that failed so far */
    void require() {
        if (!violations.isEmpty()) {
            throw new ValidationException(violations.size()
                    + (violations.size() == 1 ? " validation error detected: " : " validation errors detected: ")
                    + String.join("; ", violations));
        }
    }
}
