package dev.dolmen.item;

import java.util.Map;

/**
 * Sizes as DynamoDB counts them, for the 400 KB limit and for consumed capacity. They are not the sizes of Dolmen's own
 * stored form.
 *
 * <ul>
 *   <li>A name counts its UTF-8 bytes; so does a string; binary counts its bytes.
 *   <li>A number counts one, a byte per two digits before its point, a byte per two digits after it, and one more
 *       when negative; zeros at either end count for nothing.
 *   <li>Null and boolean count one.
 *   <li>A list or map counts three, and one per element or member besides what these count themselves.
 *   <li>A set counts its members.
 * </ul>
 *
 * <p>Source: DynamoDB Developer Guide, "DynamoDB item sizes and formats". It calls its rule for numbers
 * approximate; the one here is what others measured at the service's own 400 KB limit (nubo-db/dynoxide, pull request
 * 195).
 */
public final class ItemSize {

    /** What a boolean or a null counts. */
    static final int FLAG_BYTES = 1;

    /** What a list or map counts before its elements. */
    static final int DOCUMENT_BYTES = 3;

    /** What each element of a list and each member of a map counts besides itself. */
    static final int ELEMENT_BYTES = 1;

    private ItemSize() {}

    public static int of(Item item) {
        if (item instanceof StoredItem stored) {
            return stored.sizeBytes();
        }
        int bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.attributes().entrySet()) {
            bytes += Utf8.length(attribute.getKey()) + of(attribute.getValue());
        }
        return bytes;
    }

    /** The size of an attribute's name. */
    public static int ofName(String name) {
        return Utf8.length(name);
    }

    /** The size of a value without a name. */
    public static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> Utf8.length(((AttributeValue.S) value).value());
            case N -> ((AttributeValue.N) value).value().sizeBytes();
            case B -> ((AttributeValue.B) value).value().length();
            case BOOL, NULL -> FLAG_BYTES;
            case M -> ofMap(((AttributeValue.M) value).value());
            case L -> ofList(((AttributeValue.L) value).value());
            case SS ->
                ((AttributeValue.SS) value)
                        .value().stream().mapToInt(Utf8::length).sum();
            case NS ->
                ((AttributeValue.NS) value)
                        .value().stream().mapToInt(DynamoNumber::sizeBytes).sum();
            case BS ->
                ((AttributeValue.BS) value)
                        .value().stream().mapToInt(Binary::length).sum();
        };
    }

    private static int ofMap(Map<String, AttributeValue> members) {
        int bytes = DOCUMENT_BYTES;
        for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
            bytes += ELEMENT_BYTES + Utf8.length(member.getKey()) + of(member.getValue());
        }
        return bytes;
    }

    private static int ofList(Iterable<AttributeValue> elements) {
        int bytes = DOCUMENT_BYTES;
        for (AttributeValue element : elements) {
            bytes += ELEMENT_BYTES + of(element);
        }
        return bytes;
    }
}
