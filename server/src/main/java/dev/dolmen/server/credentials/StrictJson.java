package dev.dolmen.server.credentials;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a file of JSON value by value, and refuses what is not expected, with line and path. No text has a value from the
 * file unless the caller puts it there: it may be a secret.
 */
final class StrictJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;

    private StrictJson(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads the value at hand. */
    @FunctionalInterface
    interface Value<T> {
        T read() throws IOException;
    }

    /** Reads the value of one member of an object. */
    @FunctionalInterface
    interface Members {
        void read(String name) throws IOException;
    }

    /** Reads a whole file. */
    @FunctionalInterface
    interface Shape<T> {
        T read(StrictJson json) throws IOException;
    }

    /** @throws FileFormatException when it is no JSON, or not of that shape */
    static <T> T read(byte[] file, Shape<T> shape) {
        try (JsonParser parser = FACTORY.createParser(file)) {
            StrictJson json = new StrictJson(parser);
            parser.nextToken();
            T read = shape.read(json);
            if (parser.nextToken() != null) {
                throw json.refused("nothing may follow the object");
            }
            return read;
        } catch (JsonProcessingException e) {
            // What the parser says of it may quote the file.
            throw new FileFormatException("line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": this is not JSON, or a member is there twice");
        } catch (IOException e) {
            throw new AssertionError("bytes in memory cannot fail to be read", e);
        }
    }

    /** Says that the value at hand is wrong. */
    FileFormatException refused(String what) {
        String path = parser.getParsingContext().pathAsPointer().toString();
        return new FileFormatException("line " + parser.currentTokenLocation().getLineNr()
                + (path.isEmpty() ? "" : ", " + path) + ": " + what);
    }

    /**
     * Reads an object.
     *
     * @param required the members it must have
     */
    void object(Set<String> required, Members members) throws IOException {
        require(JsonToken.START_OBJECT, "an object");
        Set<String> missing = new HashSet<>(required);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            missing.remove(name);
            parser.nextToken();
            members.read(name);
        }
        if (!missing.isEmpty()) {
            throw refused("there is no " + missing.stream().sorted().findFirst().orElseThrow());
        }
    }

    /** Reads an array, which must not be empty. */
    <T> List<T> list(Value<T> value) throws IOException {
        require(JsonToken.START_ARRAY, "an array");
        List<T> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value.read());
        }
        if (list.isEmpty()) {
            throw refused("this is empty");
        }
        return list;
    }

    /** Reads an array, or one element alone. */
    <T> List<T> oneOrMore(Value<T> value) throws IOException {
        return parser.currentToken() == JsonToken.START_ARRAY ? list(value) : List.of(value.read());
    }

    /** Reads a string, which must not be empty. */
    String string() throws IOException {
        require(JsonToken.VALUE_STRING, "a string");
        String text = parser.getText();
        if (text.isEmpty()) {
            throw refused("this is empty");
        }
        return text;
    }

    private void require(JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw refused("this must be " + what);
        }
    }
}
