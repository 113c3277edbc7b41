package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a table's tags are after requests about them, by the rules that AWS documents (Developer Guide, "Tagging restrictions in
 * DynamoDB"): the emulator knows no tags.
 */
final class TagModel {

    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY_LENGTH = 128;
    private static final int MAX_VALUE_LENGTH = 256;
    private static final String REFUSED = "ValidationException";

    private final String arn;
    private final Map<String, String> tags = new TreeMap<>();

    /** @param arn of the one table there is */
    TagModel(String arn) {
        this.arn = arn;
    }

    /** The tags, for a request that lists them, the name of the error, or nothing. */
    String answer(WireRequest request) {
        JsonNode body = request.body();
        if (!body.has("ResourceArn")) {
            return REFUSED;
        }
        return switch (request.operation()) {
            case "TagResource" -> add(body);
            case "UntagResource" -> remove(body);
            case "ListTagsOfResource" -> isThere(body) ? tags.toString() : "ResourceNotFoundException";
            default -> throw new AssertionError(request);
        };
    }

    private boolean isThere(JsonNode body) {
        return body.path("ResourceArn").asText().equals(arn);
    }

    private String add(JsonNode body) {
        Map<String, String> after = new TreeMap<>(tags);
        Set<String> keys = new HashSet<>();
        for (JsonNode tag : body.path("Tags")) {
            String key = tag.path("Key").asText();
            String value = tag.path("Value").asText();
            boolean possible = isPossible(key, MAX_KEY_LENGTH)
                    && !key.isEmpty()
                    && !key.startsWith("aws:")
                    && isPossible(value, MAX_VALUE_LENGTH);
            if (!tag.has("Key") || !tag.has("Value") || !possible || !keys.add(key)) {
                return REFUSED;
            }
            after.put(key, value);
        }
        if (keys.isEmpty()) {
            return REFUSED;
        }
        if (!isThere(body)) {
            return "ResourceNotFoundException";
        }
        if (after.size() > MAX_TAGS) {
            return REFUSED;
        }
        tags.putAll(after);
        return "";
    }

    private String remove(JsonNode body) {
        Set<String> keys = new HashSet<>();
        for (JsonNode key : body.path("TagKeys")) {
            if (key.asText().isEmpty() || key.asText().length() > MAX_KEY_LENGTH) {
                return REFUSED;
            }
            keys.add(key.asText());
        }
        if (keys.isEmpty()) {
            return REFUSED;
        }
        if (!isThere(body)) {
            return "ResourceNotFoundException";
        }
        tags.keySet().removeAll(keys);
        return "";
    }

    private static boolean isPossible(String text, int maxLength) {
        return text.length() <= maxLength && text.matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
    }
}
