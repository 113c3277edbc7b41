package dev.dolmen.server.policy;

import java.util.Locale;

/** The actions that a statement is about: {@code dynamodb:DeleteItem}, {@code dynamodb:Delete*}, {@code *}. Case is the same. */
public final class ActionPattern {

    private static final String ANY = "*";

    private final Wildcard names;

    private ActionPattern(Wildcard names) {
        this.names = names;
    }

    /** @throws IllegalArgumentException when it matches no action of DynamoDB: a typing error would else deny nothing */
    public static ActionPattern parse(String pattern) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        if (!lower.equals(ANY) && !lower.startsWith(Actions.PREFIX)) {
            throw new IllegalArgumentException(
                    "\"" + pattern + "\" is no action of DynamoDB: it begins with no \"" + Actions.PREFIX + "\"");
        }
        Wildcard names = new Wildcard(lower.equals(ANY) ? ANY : lower.substring(Actions.PREFIX.length()));
        ActionPattern parsed = new ActionPattern(names);
        if (Actions.NAMES.stream().noneMatch(parsed::matches)) {
            throw new IllegalArgumentException("\"" + pattern + "\" matches no action of DynamoDB" + hint(lower));
        }
        return parsed;
    }

    private static String hint(String pattern) {
        return pattern.startsWith(Actions.PREFIX + "transact")
                ? ": a transaction needs the permissions of what it is made of, such as dynamodb:DeleteItem or"
                        + " dynamodb:ConditionCheckItem"
                : "";
    }

    boolean matches(String action) {
        return names.matches(action.toLowerCase(Locale.ROOT));
    }
}
