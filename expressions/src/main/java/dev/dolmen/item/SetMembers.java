package dev.dolmen.item;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The rules for the members of a set: at least one, and none twice. */
final class SetMembers {

    private SetMembers() {}

    /** An unmodifiable copy in the given order. */
    static <T> Set<T> copyOf(AttributeType setType, Set<T> members) {
        Set<T> copy = new LinkedHashSet<>(members);
        requireNotEmpty(setType, copy);
        copy.forEach(Objects::requireNonNull);
        return Collections.unmodifiableSet(copy);
    }

    static <T> Set<T> distinct(AttributeType setType, Collection<T> members) {
        requireNotEmpty(setType, members);
        Set<T> distinct = new LinkedHashSet<>(members);
        if (distinct.size() != members.size()) {
            throw duplicates(setType, members);
        }
        return distinct;
    }

    static Set<DynamoNumber> distinctNumbers(Collection<String> members) {
        requireNotEmpty(AttributeType.NS, members);
        List<DynamoNumber> numbers = new ArrayList<>(members.size());
        for (String member : members) {
            numbers.add(DynamoNumber.parse(member));
        }
        return distinct(AttributeType.NS, numbers);
    }

    private static void requireNotEmpty(AttributeType setType, Collection<?> members) {
        if (members.isEmpty()) {
            throw new InvalidSetException(
                    "One or more parameter values were invalid: "
                            + switch (setType) {
                                case SS -> "An string set  may not be empty";
                                case NS -> "An number set  may not be empty";
                                default -> "Binary sets should not be empty";
                            },
                    setType == AttributeType.NS);
        }
    }

    /** Each kind of set has a wording of its own in the service. */
    private static InvalidSetException duplicates(AttributeType setType, Collection<?> members) {
        String invalid = "One or more parameter values were invalid: Input collection " + members;
        return new InvalidSetException(
                switch (setType) {
                    case NS -> "Input collection contains duplicates";
                    case BS -> invalid + "of type BS contains duplicates.";
                    default -> invalid + " contains duplicates.";
                },
                true);
    }
}
