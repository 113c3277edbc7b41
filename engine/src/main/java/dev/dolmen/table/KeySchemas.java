package dev.dolmen.table;

import dev.dolmen.item.AttributeType;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.ValidationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a table that is being defined and of its indexes, made from declared attributes that all must be used. */
final class KeySchemas {

    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final int MAX_NAME_LENGTH = 255;

    /** The most elements in the key of a table or of a local index. */
    static final int MAX_ELEMENTS = 2;

    /** The most elements of either kind in the key of a global index. */
    private static final int MAX_GLOBAL_OF_KIND = 4;

    /** The most elements in the key of a global index. */
    static final int MAX_GLOBAL_ELEMENTS = 2 * MAX_GLOBAL_OF_KIND;

    private final Map<String, AttributeType> types = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();

    /** The checks of declared attributes by themselves. */
    static void constrain(Constraints constraints, @Nullable List<AttributeDefinition> attributes) {
        constraints.notNull("attributeDefinitions", attributes);
        for (int i = 0; attributes != null && i < attributes.size(); i++) {
            AttributeDefinition attribute = attributes.get(i);
            String member = "attributeDefinitions." + (i + 1) + ".member.";
            constraints
                    .notNull(member + "attributeName", attribute.attributeName())
                    .length(member + "attributeName", attribute.attributeName(), 1, MAX_NAME_LENGTH)
                    .notNull(member + "attributeType", attribute.attributeType())
                    .oneOf(member + "attributeType", attribute.attributeType(), List.of("B", "N", "S"));
        }
    }

    /** The checks of a key schema by itself. */
    static void constrain(
            Constraints constraints, String schema, @Nullable List<KeySchemaElement> elements, int maxElements) {
        constraints.notNull(schema, elements);
        if (elements == null) {
            return;
        }
        List<String> shown = elements.stream()
                .map(element -> "KeySchemaElement(attributeName=" + element.attributeName() + ", keyType="
                        + element.keyType() + ")")
                .toList();
        constraints.size(schema, elements.size(), shown.toString(), 1, maxElements);
        for (int i = 0; i < elements.size(); i++) {
            KeySchemaElement element = elements.get(i);
            String member = schema + "." + (i + 1) + ".member.";
            constraints
                    .notNull(member + "attributeName", element.attributeName())
                    .length(member + "attributeName", element.attributeName(), 1, MAX_NAME_LENGTH)
                    .notNull(member + "keyType", element.keyType())
                    .oneOf(member + "keyType", element.keyType(), List.of("HASH", "RANGE"));
        }
    }

    /** @throws ValidationException when an attribute is declared twice */
    KeySchemas(List<AttributeDefinition> attributes) {
        for (AttributeDefinition attribute : attributes) {
            String name = Objects.requireNonNull(attribute.attributeName());
            AttributeType type = AttributeType.valueOf(Objects.requireNonNull(attribute.attributeType()));
            if (types.put(name, type) != null) {
                throw new ValidationException("Attribute Name is duplicated: " + name);
            }
        }
    }

    /**
     * The key of the table itself.
     *
     * @throws ValidationException when these elements make no key
     */
    KeySchema ofTable(List<KeySchemaElement> elements) {
        if (elements.size() > types.size()) {
            throw new ValidationException("Invalid KeySchema: Some index key attribute have no definition");
        }
        return ofLocalIndex(elements);
    }

    /**
     * The key of a local index, and what it has in common with that of a table.
     *
     * @throws ValidationException when these elements make no key
     */
    KeySchema ofLocalIndex(List<KeySchemaElement> elements) {
        List<String> names = declaredNames(elements);
        if (names.size() > 1 && names.get(0).equals(names.get(1))) {
            throw new ValidationException(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same name");
        }
        requireType(elements.get(0), "HASH", "first");
        if (elements.size() > 1) {
            requireType(elements.get(1), "RANGE", "second");
        }
        used.addAll(names);
        return new KeySchema(attribute(names.get(0)), names.size() == 1 ? null : attribute(names.get(1)));
    }

    /**
     * The key of a global index: up to four partition attributes, then up to four sort attributes.
     *
     * @throws ValidationException when these elements make no key
     */
    IndexKey ofGlobalIndex(List<KeySchemaElement> elements) {
        List<String> names = declaredNames(elements);
        if (new HashSet<>(names).size() < names.size()) {
            throw new ValidationException("The KeySchema contains multiple key attributes with the same name");
        }
        requireType(elements.get(0), "HASH", "first");
        List<KeyAttribute> partition = new ArrayList<>();
        List<KeyAttribute> sort = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            boolean ofPartition = "HASH".equals(elements.get(i).keyType());
            if (ofPartition && !sort.isEmpty()) {
                throw new ValidationException(
                        INVALID + "All HASH key attributes must precede RANGE key attributes in the KeySchema");
            }
            (ofPartition ? partition : sort).add(attribute(names.get(i)));
        }
        requireFew("HASH", partition);
        requireFew("RANGE", sort);
        used.addAll(names);
        return new IndexKey(partition, sort);
    }

    private static void requireFew(String type, List<KeyAttribute> attributes) {
        if (attributes.size() > MAX_GLOBAL_OF_KIND) {
            throw new ValidationException(
                    INVALID + "The KeySchema exceeds the maximum allowed number of " + type + " key attributes");
        }
    }

    private List<String> declaredNames(List<KeySchemaElement> elements) {
        List<String> names = elements.stream()
                .map(element -> Objects.requireNonNull(element.attributeName()))
                .toList();
        if (!types.keySet().containsAll(names)) {
            throw new ValidationException(INVALID + "Some index key attributes are not defined in AttributeDefinitions."
                    + " Keys: " + names + ", AttributeDefinitions: " + types.keySet());
        }
        return names;
    }

    private static void requireType(KeySchemaElement element, String type, String place) {
        if (!type.equals(element.keyType())) {
            throw new ValidationException(
                    "Invalid KeySchema: The " + place + " KeySchemaElement is not a " + type + " key type");
        }
    }

    private KeyAttribute attribute(String name) {
        return new KeyAttribute(name, Objects.requireNonNull(types.get(name), name));
    }

    /**
     * To be called once all keys have been made.
     *
     * @throws ValidationException when an attribute was declared that no key uses
     */
    void requireAllUsed(boolean hasIndexes) {
        if (used.equals(types.keySet())) {
            return;
        }
        throw new ValidationException(
                hasIndexes
                        ? INVALID + "Some AttributeDefinitions are not used. AttributeDefinitions: " + types.keySet()
                                + ", keys used: " + used
                        : INVALID + "Number of attributes in KeySchema does not exactly match number of attributes"
                                + " defined in AttributeDefinitions");
    }
}
