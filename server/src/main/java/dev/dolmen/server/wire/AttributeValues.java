package dev.dolmen.server.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Binary;
import dev.dolmen.item.DynamoNumber;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.InvalidNullException;
import dev.dolmen.item.Item;
import dev.dolmen.item.MalformedAttributeException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Attribute values as JSON: an object whose one member's name is the type. */
final class AttributeValues {

    private static final String EMPTY =
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    private static final String MORE_THAN_ONE =
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes";
    private static final String NOT_BASE64 = "Invalid last non-pad Base64 character dectected";

    private static final int BASE64_GROUP = 4;

    private AttributeValues() {}

    /** Reads a map of attributes, which an item or a key is. */
    static @Nullable Item item(JsonReader json) throws IOException {
        Map<String, AttributeValue> attributes = map(json);
        return attributes == null ? null : Item.asGiven(attributes);
    }

    static @Nullable List<Item> items(JsonReader json) throws IOException {
        return json.list(() -> item(json));
    }

    /** Reads values by the names of attributes or of placeholders. */
    static @Nullable Map<String, AttributeValue> map(JsonReader json) throws IOException {
        return json.map(() -> value(json));
    }

    /** Reads a value; what is none, or has a member that is none, is {@link AttributeValue.Invalid}. */
    static AttributeValue value(JsonReader json) throws IOException {
        try {
            return read(json);
        } catch (InvalidItemException e) {
            return new AttributeValue.Invalid(e);
        }
    }

    private static AttributeValue read(JsonReader json) throws IOException {
        AttributeValue[] found = new AttributeValue[1];
        int[] count = {0};
        InvalidItemException[] invalid = new InvalidItemException[1];
        json.object(type -> {
            try {
                AttributeValue value = read(type, json);
                if (value != null) {
                    found[0] = value;
                    count[0]++;
                }
            } catch (InvalidItemException e) {
                // The rest of the object has yet to be read.
                invalid[0] = invalid[0] == null ? e : invalid[0];
                count[0]++;
            }
        });
        if (invalid[0] != null) {
            throw invalid[0];
        }
        if (count[0] > 1) {
            throw new MalformedAttributeException(MORE_THAN_ONE);
        }
        if (count[0] == 0) {
            throw new MalformedAttributeException(EMPTY);
        }
        return found[0];
    }

    /** @return null for a type there is not */
    private static @Nullable AttributeValue read(String type, JsonReader json) throws IOException {
        return switch (type) {
            case "S" -> AttributeValue.s(Objects.requireNonNull(json.string()));
            case "N" -> AttributeValue.n(Objects.requireNonNull(json.string()));
            case "B" -> AttributeValue.b(binary(json));
            case "BOOL" -> AttributeValue.bool(Objects.requireNonNull(json.bool()));
            case "NULL" -> nul(Objects.requireNonNull(json.bool()));
            case "M" -> AttributeValue.m(valid(Objects.requireNonNull(map(json))));
            case "L" -> AttributeValue.l(valid(Objects.requireNonNull(json.list(() -> value(json)))));
            case "SS" -> AttributeValue.ss(Objects.requireNonNull(json.strings()));
            case "NS" -> AttributeValue.ns(Objects.requireNonNull(json.strings()));
            case "BS" -> AttributeValue.bs(Objects.requireNonNull(json.list(() -> binary(json))));
            default -> {
                json.skip();
                yield null;
            }
        };
    }

    private static Map<String, AttributeValue> valid(Map<String, AttributeValue> members) {
        members.values().forEach(AttributeValue::requireValid);
        return members;
    }

    private static List<AttributeValue> valid(List<AttributeValue> elements) {
        elements.forEach(AttributeValue::requireValid);
        return elements;
    }

    private static AttributeValue nul(boolean value) {
        if (!value) {
            throw new InvalidNullException(
                    "One or more parameter values were invalid: Null attribute value types must have the value of true");
        }
        return AttributeValue.nul();
    }

    /** Base64 as strict as the service's: the standard alphabet, padded, no stray bits at the end. */
    private static Binary binary(JsonReader json) throws IOException {
        String text = json.blob();
        if (text.length() % BASE64_GROUP != 0) {
            throw new SerializationException(
                    "Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length());
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new SerializationException(
                    text.matches("[A-Za-z0-9+/=]*") ? NOT_BASE64 : "Unexpected value type in payload");
        }
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new SerializationException(NOT_BASE64);
        }
        return Binary.of(bytes);
    }

    static void write(JsonGenerator json, Item item) throws IOException {
        write(json, item.attributes());
    }

    private static void write(JsonGenerator json, Map<String, AttributeValue> attributes) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            json.writeFieldName(attribute.getKey());
            write(json, attribute.getValue());
        }
        json.writeEndObject();
    }

    static void write(JsonGenerator json, AttributeValue value) throws IOException {
        json.writeStartObject();
        json.writeFieldName(value.type().name());
        if (value instanceof AttributeValue.S s) {
            json.writeString(s.value());
        } else if (value instanceof AttributeValue.N n) {
            json.writeString(n.value().toString());
        } else if (value instanceof AttributeValue.B b) {
            json.writeString(b.value().toBase64());
        } else if (value instanceof AttributeValue.BOOL bool) {
            json.writeBoolean(bool.value());
        } else if (value instanceof AttributeValue.NULL) {
            json.writeBoolean(true);
        } else if (value instanceof AttributeValue.M m) {
            write(json, m.value());
        } else {
            writeElements(json, value);
        }
        json.writeEndObject();
    }

    private static void writeElements(JsonGenerator json, AttributeValue value) throws IOException {
        json.writeStartArray();
        if (value instanceof AttributeValue.L l) {
            for (AttributeValue element : l.value()) {
                write(json, element);
            }
        } else if (value instanceof AttributeValue.SS ss) {
            for (String member : ss.value()) {
                json.writeString(member);
            }
        } else if (value instanceof AttributeValue.NS ns) {
            for (DynamoNumber member : ns.value()) {
                json.writeString(member.toString());
            }
        } else if (value instanceof AttributeValue.BS bs) {
            for (Binary member : bs.value()) {
                json.writeString(member.toBase64());
            }
        } else {
            throw new AssertionError(value.type());
        }
        json.writeEndArray();
    }
}
