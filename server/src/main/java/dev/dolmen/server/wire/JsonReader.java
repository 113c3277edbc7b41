package dev.dolmen.server.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of one request, value by value, and refuses what does not have the shape expected with the service's own
 * texts. Every method reads the value at hand; null, in JSON, is the absence of a member.
 *
 * <p>What is well-formed and yet no possible value (a number of 39 digits, say) is not a matter of serialization:
 * {@link AttributeValues} hands it on as such, to be refused when the operation comes to it.
 */
public final class JsonReader {

    /** Names and texts may be as long as requests: what is too long for an attribute is told as such. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final String STRUCTURE = "Start of structure or map found where not expected";

    private final JsonParser parser;
    /** Whether the value at hand is a member of an object of fixed shape, not of a map or a list. */
    private boolean isMember = true;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads one value at hand. */
    @FunctionalInterface
    public interface Value<T> {
        @Nullable
        T read() throws IOException;
    }

    /** Reads the value of one member of an object. */
    @FunctionalInterface
    public interface Members {
        void read(String name) throws IOException;
    }

    /** Reads a whole request. */
    @FunctionalInterface
    public interface Shape<T> {
        T read(JsonReader json) throws IOException;
    }

    /**
     * Reads a request, which must be one JSON object and nothing else.
     *
     * @throws SerializationException when it is not
     */
    public static <T> T read(byte[] body, Shape<T> shape) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            JsonReader reader = new JsonReader(parser);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new SerializationException(null);
            }
            T request = shape.read(reader);
            if (parser.nextToken() != null) {
                throw new SerializationException(null);
            }
            return request;
        } catch (JsonProcessingException e) {
            throw new SerializationException(null);
        } catch (IOException e) {
            throw new AssertionError("bytes in memory cannot fail to be read", e);
        }
    }

    /** Whether the value at hand is null. */
    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Reads an object of fixed shape. */
    void object(Members members) throws IOException {
        requireStart(JsonToken.START_OBJECT, "Unexpected value type in payload");
        members(name -> {
            isMember = true;
            members.read(name);
        });
    }

    /**
     * What the service says of another kind of value depends on where it stands, and of some it says nothing.
     *
     * @param unexpected the text for a value that is neither object nor list, where it is not a member
     */
    private void requireStart(JsonToken start, @Nullable String unexpected) {
        JsonToken token = parser.currentToken();
        if (token == start) {
            return;
        }
        if (token == JsonToken.START_ARRAY) {
            throw new SerializationException(null);
        }
        throw new SerializationException(
                token == JsonToken.START_OBJECT ? STRUCTURE : isMember ? "Unexpected field type" : unexpected);
    }

    private void members(Members members) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                members.read(name);
            }
        }
    }

    /** Reads an object whose members all have the same shape; those that are null are left out. */
    <T> @Nullable Map<String, T> map(Value<T> value) throws IOException {
        if (isNull()) {
            return null;
        }
        requireStart(JsonToken.START_OBJECT, null);
        Map<String, T> map = new LinkedHashMap<>();
        members(name -> {
            isMember = false;
            T read = value.read();
            if (read != null) {
                map.put(name, read);
            }
        });
        return map;
    }

    /** Reads an array; elements that are null are left out. */
    <T> @Nullable List<T> list(Value<T> value) throws IOException {
        if (isNull()) {
            return null;
        }
        requireStart(JsonToken.START_ARRAY, null);
        List<T> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            isMember = false;
            T read = isNull() ? null : value.read();
            if (read != null) {
                list.add(read);
            }
        }
        return list;
    }

    @Nullable
    List<String> strings() throws IOException {
        return list(this::string);
    }

    @Nullable
    Map<String, String> stringMap() throws IOException {
        return map(this::string);
    }

    @Nullable
    String string() throws IOException {
        return isNull() ? null : scalar(JsonToken.VALUE_STRING, "String") ? parser.getText() : null;
    }

    /** Reads a boolean, for which the service takes some words too. */
    @Nullable
    Boolean bool() throws IOException {
        if (isNull()) {
            return null;
        }
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return switch (parser.getText().toLowerCase(Locale.ROOT)) {
                case "true", "yes", "1" -> true;
                case "false", "no", "0" -> false;
                default -> throw new SerializationException("Unexpected token received from parser");
            };
        }
        return parser.currentToken() == JsonToken.VALUE_TRUE || !scalar(JsonToken.VALUE_FALSE, "Boolean");
    }

    /** Reads a whole number; the service cuts off a fraction, and what does not fit becomes the nearest that does. */
    @Nullable
    Integer integer() throws IOException {
        Long value = whole("Integer");
        return value == null ? null : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    @Nullable
    Long longInteger() throws IOException {
        return whole("Long");
    }

    private @Nullable Long whole(String type) throws IOException {
        if (isNull()) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            scalar(JsonToken.VALUE_NUMBER_INT, type);
        }
        return (long) parser.getValueAsDouble() == Long.MAX_VALUE ? Long.MAX_VALUE : parser.getValueAsLong();
    }

    /** @return true, when the value at hand is of that kind */
    private boolean scalar(JsonToken wanted, String type) {
        JsonToken token = parser.currentToken();
        if (token == wanted) {
            return true;
        }
        throw new SerializationException(
                switch (token) {
                    case START_ARRAY -> null;
                    case START_OBJECT -> STRUCTURE;
                    case VALUE_TRUE -> "TRUE_VALUE cannot be converted to " + type;
                    case VALUE_FALSE -> "FALSE_VALUE cannot be converted to " + type;
                    case VALUE_STRING -> "STRING_VALUE cannot be converted to " + type;
                    case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE cannot be converted to " + type;
                    default -> "NUMBER_VALUE cannot be converted to " + type;
                });
    }

    /** The text of a value of binary type, which is Base64. */
    String blob() throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            throw new SerializationException(STRUCTURE);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            throw new SerializationException(null);
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new SerializationException("only base-64-encoded strings are convertible to bytes");
        }
        return parser.getText();
    }

    /** Leaves out the value at hand. */
    void skip() throws IOException {
        parser.skipChildren();
    }
}
