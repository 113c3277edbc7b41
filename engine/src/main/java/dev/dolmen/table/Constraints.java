package dev.dolmen.table;

import dev.dolmen.expressions.AttributeCondition;
import dev.dolmen.expressions.AttributeValueUpdate;
import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.model.TableArn;
import dev.dolmen.model.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
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

    /** The service tells and counts no more. */
    private static final int MAX_TOLD = 10;

    private static final List<String> COMPARISON_OPERATORS = List.of(
            "IN",
            "NULL",
            "BETWEEN",
            "LT",
            "NOT_CONTAINS",
            "EQ",
            "GT",
            "NOT_NULL",
            "NE",
            "LE",
            "BEGINS_WITH",
            "GE",
            "CONTAINS");
    private static final List<String> CAPACITY_DETAILS = List.of("INDEXES", "TOTAL", "NONE");
    private static final List<String> METRICS_DETAILS = List.of("SIZE", "NONE");
    private static final int MAX_TABLE_ARN_LENGTH = 1024;

    /** Most requests have none, and make no list. */
    private List<String> violations = List.of();

    /** Most requests name one table, and make no list either. */
    private @Nullable String table;

    private List<String> otherTables = List.of();
    private final boolean firstEnumOnly;
    private boolean hasWrongEnum;

    Constraints() {
        this(false);
    }

    /** @param firstEnumOnly whether only the first of several wrong enum values is told */
    Constraints(boolean firstEnumOnly) {
        this.firstEnumOnly = firstEnumOnly;
    }

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

    /** The name of a table that is there already, or its ARN. */
    Constraints tableName(@Nullable String nameOrArn) {
        return tableName("tableName", nameOrArn);
    }

    /** As {@link #tableName(String)}, for requests with several. */
    Constraints tableName(String member, @Nullable String nameOrArn) {
        notNull(member, nameOrArn);
        length(member, nameOrArn, 1, MAX_TABLE_ARN_LENGTH);
        if (table == null) {
            table = nameOrArn;
        } else if (nameOrArn != null) {
            otherTables = with(nameOrArn);
        }
        return this;
    }

    private List<String> with(String another) {
        List<String> all = new ArrayList<>(otherTables);
        all.add(another);
        return all;
    }

    /** At least and at most so many characters. */
    Constraints length(String member, @Nullable String value, int least, int most) {
        if (value != null && value.length() < least) {
            violation("'" + value + "'", member, "Member must have length greater than or equal to " + least);
        }
        if (value != null && value.length() > most) {
            violation("'" + value + "'", member, "Member must have length less than or equal to " + most);
        }
        return this;
    }

    /**
     * At least and at most so many members.
     *
     * @param shown what stands for the value in the text
     */
    Constraints size(String member, @Nullable Integer size, String shown, int least, int most) {
        if (size != null && size < least) {
            violation("'" + shown + "'", member, "Member must have length greater than or equal to " + least);
        }
        if (size != null && size > most) {
            violation("'" + shown + "'", member, "Member must have length less than or equal to " + most);
        }
        return this;
    }

    /**
     * The {@code RequestItems} of a batch: tables and what to do with each.
     *
     * @param size of a table's list, which has 1 to {@code most} members like the map itself; null when it is no list
     */
    <V> Constraints batch(Map<String, V> requestItems, @Nullable ToIntFunction<V> size, int most) {
        String member = "requestItems";
        String shown = requestItems.isEmpty() ? "{}" : "{" + String.join("=[...], ", requestItems.keySet()) + "=[...]}";
        size(member, requestItems.size(), shown, 1, most);
        unless(
                requestItems.keySet().stream().allMatch(key -> isBetween(key.length(), 1, MAX_TABLE_ARN_LENGTH)),
                shown,
                member,
                "Map keys must satisfy constraint: [Member must have length less than or equal to "
                        + MAX_TABLE_ARN_LENGTH + ", Member must have length greater than or equal to 1]");
        unless(
                size == null
                        || requestItems.values().stream().allMatch(list -> isBetween(size.applyAsInt(list), 1, most)),
                shown,
                member,
                "Map value must satisfy constraint: [Member must have length less than or equal to " + most
                        + ", Member must have length greater than or equal to 1]");
        otherTables = List.copyOf(requestItems.keySet());
        return this;
    }

    /** The members of a transaction: 1 to {@code most}. */
    Constraints transactItems(@Nullable List<?> items, int most) {
        notNull("transactItems", items);
        return size(
                "transactItems",
                items == null ? null : items.size(),
                items == null || items.isEmpty() ? "[]" : "[" + items.size() + " items]",
                1,
                most);
    }

    private static boolean isBetween(int value, int least, int most) {
        return value >= least && value <= most;
    }

    Constraints returnConsumedCapacity(@Nullable String value) {
        return oneOf("returnConsumedCapacity", value, CAPACITY_DETAILS);
    }

    Constraints returnItemCollectionMetrics(@Nullable String value) {
        return oneOf("returnItemCollectionMetrics", value, METRICS_DETAILS);
    }

    /** @param allowed in the order in which DynamoDB lists them */
    Constraints oneOf(String member, @Nullable String value, List<String> allowed) {
        if (value != null && !allowed.contains(value) && !(firstEnumOnly && hasWrongEnum)) {
            hasWrongEnum = true;
            violation("'" + value + "'", member, "Member must satisfy enum value set: " + allowed);
        }
        return this;
    }

    /** As {@link #name}, of a member that may be absent. */
    Constraints optionalName(String member, @Nullable String value) {
        return value == null ? this : name(member, value);
    }

    /** The conditions of a legacy parameter, by attribute name: each needs an operator. */
    Constraints conditions(String parameter, @Nullable Map<String, AttributeCondition> conditions) {
        if (conditions != null) {
            conditions.forEach((attribute, condition) -> {
                String member = parameter + "." + attribute + ".member.comparisonOperator";
                notNull(member, condition.comparisonOperator());
                oneOf(member, condition.comparisonOperator(), COMPARISON_OPERATORS);
            });
        }
        return this;
    }

    /** The legacy {@code Expected}, by attribute name. */
    Constraints expected(@Nullable Map<String, ExpectedAttributeValue> expected) {
        if (expected != null) {
            expected.forEach((attribute, value) -> oneOf(
                    "expected." + attribute + ".member.comparisonOperator",
                    value.comparisonOperator(),
                    COMPARISON_OPERATORS));
        }
        return this;
    }

    /** The legacy {@code AttributeUpdates}, by attribute name. */
    Constraints attributeUpdates(@Nullable Map<String, AttributeValueUpdate> updates) {
        if (updates != null) {
            updates.forEach((attribute, update) -> oneOf(
                    "attributeUpdates." + attribute + ".member.action",
                    update.action(),
                    List.of("ADD", "PUT", "DELETE")));
        }
        return this;
    }

    /** The legacy {@code AttributesToGet}: at least one. */
    Constraints attributesToGet(String member, @Nullable List<String> names) {
        return size(member, names == null ? null : names.size(), "[]", 1, Integer.MAX_VALUE);
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

    /** Something that no method here checks. */
    Constraints unless(boolean holds, String shown, String member, String constraint) {
        if (!holds) {
            violation("'" + shown + "'", member, constraint);
        }
        return this;
    }

    private void violation(String value, String member, String constraint) {
        if (violations.size() == MAX_TOLD) {
            return;
        }
        if (violations.isEmpty()) {
            violations = new ArrayList<>();
        }
        violations.add("Value " + value + " at '" + member + "' failed to satisfy constraint: " + constraint);
    }

    /** @throws ValidationException that lists everything that failed so far, or tells of the first impossible table name */
    void require() {
        if (!violations.isEmpty()) {
            throw new ValidationException(violations.size()
                    + (violations.size() == 1 ? " validation error detected: " : " validation errors detected: ")
                    + String.join("; ", violations));
        }
        if (table != null) {
            TableArn.tableName(table);
        }
        for (int i = 0; i < otherTables.size(); i++) {
            TableArn.tableName(otherTables.get(i));
        }
    }
}
