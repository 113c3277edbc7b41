package dev.dolmen.item;

import org.jspecify.annotations.Nullable;

/**
 * What may be stored, and under which keys.
 *
 * <p>Source: DynamoDB Developer Guide, "Service, account, and table quotas in Amazon DynamoDB"; the texts are the
 * service's own.
 */
public final class ItemLimits {

    /** The largest item: 400 KB, as {@link ItemSize} counts. */
    public static final int MAX_ITEM_BYTES = 400 * 1024;

    /** The largest value of a partition key. */
    public static final int MAX_PARTITION_KEY_BYTES = 2048;

    /** The largest value of a sort key. */
    public static final int MAX_SORT_KEY_BYTES = 1024;

    /** The longest name of an attribute, in UTF-8 bytes. */
    public static final int MAX_NAME_BYTES = 65_535;

    /** How deep maps and lists may be nested, the item itself being level 1 and a map that is its attribute level 2. */
    public static final int MAX_DEPTH = 32;

    private ItemLimits() {}

    /** @throws InvalidItemException when the item is larger than 400 KB or nested too deep */
    public static void requireStorable(Item item) {
        item.attributes().values().forEach(ItemLimits::requireDepth);
        if (item.sizeBytes() > MAX_ITEM_BYTES) {
            throw new InvalidItemException("Item size has exceeded the maximum allowed size");
        }
    }

    /** As {@link #requireStorable(Item)}, of an item that can have been encoded only because it is not too deep. */
    public static void requireStorable(EncodedItem item) {
        if (item.sizeBytes() > MAX_ITEM_BYTES) {
            throw new InvalidItemException("Item size has exceeded the maximum allowed size");
        }
    }

    /** @throws InvalidItemException when the attribute's value is nested too deep */
    public static void requireDepth(AttributeValue value) {
        requireDepth(value, ValueEncoder.ATTRIBUTE_LEVEL);
    }

    private static void requireDepth(AttributeValue value, int level) {
        if (level > MAX_DEPTH && value.type().isDocument()) {
            throw tooDeep();
        }
        if (value instanceof AttributeValue.M map) {
            map.value().values().forEach(member -> requireDepth(member, level + 1));
        } else if (value instanceof AttributeValue.L list) {
            list.value().forEach(element -> requireDepth(element, level + 1));
        }
    }

    static InvalidItemException tooDeep() {
        return new InvalidItemException("Nesting Levels have exceeded supported limits: "
                + "Attributes in the item have nested levels beyond supported limit");
    }

    /** @throws InvalidItemException when the value is empty or longer than 2,048 bytes. Requires: an S, N or B value */
    public static void requirePartitionKey(String name, AttributeValue value) {
        requireNotEmpty(name, value);
        if (isLonger(value, MAX_PARTITION_KEY_BYTES)) {
            throw new InvalidItemException("One or more parameter values were invalid: "
                    + "Size of hashkey has exceeded the maximum size limit of" + MAX_PARTITION_KEY_BYTES + " bytes");
        }
    }

    /** @throws InvalidItemException when the value is empty or longer than 1,024 bytes. Requires: an S, N or B value */
    public static void requireSortKey(String name, AttributeValue value) {
        requireNotEmpty(name, value);
        if (isLonger(value, MAX_SORT_KEY_BYTES)) {
            throw new InvalidItemException("One or more parameter values were invalid: "
                    + "Aggregated size of all range keys has exceeded the size limit of " + MAX_SORT_KEY_BYTES
                    + " bytes");
        }
    }

    private static boolean isLonger(AttributeValue value, int bytes) {
        // No number is as large as a key may be, and no text needs more than three bytes for a character.
        return value instanceof AttributeValue.S s
                ? s.value().length() > bytes / 3 && ItemSize.of(value) > bytes
                : !(value instanceof AttributeValue.N) && ItemSize.of(value) > bytes;
    }

    /** @throws EmptyKeyException when the value is empty, which a key of an index cannot be either */
    public static void requireNotEmptyIndexKey(String index, String name, AttributeValue value) {
        if (isEmpty(value)) {
            throw emptyKey(
                    "A value specified for a secondary index key is not supported. ",
                    value,
                    "IndexName: " + index + ", IndexKey: " + name);
        }
    }

    private static void requireNotEmpty(String name, AttributeValue value) {
        if (isEmpty(value)) {
            throw emptyKey("", value, "Key: " + name);
        }
    }

    private static boolean isEmpty(AttributeValue value) {
        return value instanceof AttributeValue.S s && s.value().isEmpty()
                || value instanceof AttributeValue.B b && b.value().isEmpty();
    }

    private static EmptyKeyException emptyKey(String which, AttributeValue value, String key) {
        return new EmptyKeyException("One or more parameter values are not valid. " + which
                + "The AttributeValue for a key attribute cannot contain an empty "
                + (value.type() == AttributeType.S ? "string" : "binary") + " value. " + key);
    }

    /** @throws InvalidItemException when the name is empty, longer than 65,535 bytes or not well-formed Unicode */
    static void requireAttributeName(String name) {
        String fault = faultOfName(name);
        if (fault != null) {
            throw new MalformedAttributeException(name.isEmpty() ? fault : "1 validation error detected: " + fault);
        }
        Utf8.requireWellFormed(name);
    }

    /**
     * For names that are kept or looked up beside items: Java would write half a surrogate pair as a question mark, and mean
     * another name.
     *
     * @throws InvalidItemException when half a surrogate pair stands alone
     */
    public static void requireWellFormed(String name) {
        Utf8.requireWellFormed(name);
    }

    /** What the service says of a name that no attribute can have, as it is empty or too long; null of any other. */
    public static @Nullable String faultOfName(String name) {
        if (name.isEmpty()) {
            return "Empty attribute name";
        }
        // No text needs fewer bytes than it has characters, nor more than three for each.
        return name.length() > MAX_NAME_BYTES / 3 && Utf8.length(name) > MAX_NAME_BYTES
                ? "Attribute name is too large, must be less than " + (MAX_NAME_BYTES + 1) + " bytes"
                : null;
    }
}
