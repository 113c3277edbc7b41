package dev.dolmen.table;

import dev.dolmen.model.Tag;
import dev.dolmen.model.ValidationException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What tags of a table must be like (Developer Guide, "Tagging restrictions in DynamoDB"). */
final class Tags {

    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY_LENGTH = 128;
    private static final int MAX_VALUE_LENGTH = 256;
    private static final String RESERVED_PREFIX = "aws:";
    private static final Pattern CHARACTERS = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private Tags() {}

    /** The checks of tags by themselves. */
    static void constrain(Constraints constraints, @Nullable List<Tag> tags) {
        for (int i = 0; tags != null && i < tags.size(); i++) {
            Tag tag = tags.get(i);
            String member = "tags." + (i + 1) + ".member.";
            constraints
                    .notNull(member + "key", tag.key())
                    .length(member + "key", tag.key(), 1, MAX_KEY_LENGTH)
                    .notNull(member + "value", tag.value())
                    .length(member + "value", tag.value(), 0, MAX_VALUE_LENGTH);
        }
    }

    /** The checks of keys by themselves. */
    static void constrainKeys(Constraints constraints, @Nullable List<String> keys) {
        for (int i = 0; keys != null && i < keys.size(); i++) {
            constraints.length("tagKeys." + (i + 1) + ".member", keys.get(i), 1, MAX_KEY_LENGTH);
        }
    }

    /**
     * The checks of tags that are to be put on a table, whichever it has already.
     *
     * @throws ValidationException when a key is there twice, is one that only AWS gives, or has a character that none may
     *     have
     */
    static void requirePossible(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            String key = Objects.requireNonNull(tag.key());
            if (key.startsWith(RESERVED_PREFIX)) {
                throw invalid("Tag keys must not begin with " + RESERVED_PREFIX + ", which is reserved: " + key);
            }
            requireCharacters("key", key);
            requireCharacters("value", Objects.requireNonNull(tag.value()));
            if (!keys.add(key)) {
                throw invalid("Duplicate Tag key: " + key);
            }
        }
    }

    private static void requireCharacters(String member, String text) {
        if (!CHARACTERS.matcher(text).matches()) {
            throw invalid("A tag " + member
                    + " may hold letters, white space, digits and the characters + - = . _ : / @:" + " " + text);
        }
    }

    /**
     * The tags of a table after these are put on it.
     *
     * @throws ValidationException when they are more than a table may have
     */
    static Map<String, String> added(Map<String, String> there, List<Tag> tags) {
        Map<String, String> after = new TreeMap<>(there);
        tags.forEach(tag -> after.put(Objects.requireNonNull(tag.key()), Objects.requireNonNull(tag.value())));
        if (after.size() > MAX_TAGS) {
            throw invalid("Number of Tags exceeds per-table limit of " + MAX_TAGS);
        }
        return after;
    }

    private static ValidationException invalid(String what) {
        return new ValidationException("One or more parameter values were invalid: " + what);
    }
}
