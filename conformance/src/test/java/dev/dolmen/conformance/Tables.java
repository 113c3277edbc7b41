package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The tables that random requests are about; every run makes them anew. */
final class Tables {

    /** Partition key {@code pk} (S). */
    static final String SIMPLE = "Simple";

    /**
     * {@code pk} (S) and {@code sk} (N); local index {@code by_a} on {@code a} (S), global indexes {@code by_n} on {@code n}
     * (N), and {@code by_b_n} on {@code b} (S) and {@code n}.
     */
    static final String INDEXED = "Indexed";

    /** {@code pk} (B) and {@code sk} (S). */
    static final String BINARY = "Binary";

    private Tables() {}

    static List<WireRequest> creations() {
        ObjectNode first = table(SIMPLE, List.of("pk", "S"), List.of("pk"));
        ObjectNode second =
                table(INDEXED, List.of("pk", "S", "sk", "N", "a", "S", "n", "N", "b", "S"), List.of("pk", "sk"));
        second.putArray("LocalSecondaryIndexes").add(index("by_a", List.of("pk", "a"), "KEYS_ONLY"));
        second.putArray("GlobalSecondaryIndexes")
                .add(index("by_n", List.of("n"), "ALL"))
                .add(index("by_b_n", List.of("b", "n"), "INCLUDE"));
        ObjectNode third = table(BINARY, List.of("pk", "B", "sk", "S"), List.of("pk", "sk"));
        return List.of(
                new WireRequest("CreateTable", first),
                new WireRequest("CreateTable", second),
                new WireRequest("CreateTable", third));
    }

    static List<WireRequest> deletions() {
        return List.of(SIMPLE, INDEXED, BINARY).stream()
                .map(name -> new WireRequest(
                        "DeleteTable", JsonNodeFactory.instance.objectNode().put("TableName", name)))
                .toList();
    }

    /** Lets a table be deleted that is protected. */
    static WireRequest unprotection(String table) {
        return new WireRequest(
                "UpdateTable",
                JsonNodeFactory.instance.objectNode().put("TableName", table).put("DeletionProtectionEnabled", false));
    }

    private static ObjectNode table(String name, List<String> attributes, List<String> key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("TableName", name).put("BillingMode", "PAY_PER_REQUEST");
        ArrayNode definitions = body.putArray("AttributeDefinitions");
        for (int i = 0; i < attributes.size(); i += 2) {
            definitions.addObject().put("AttributeName", attributes.get(i)).put("AttributeType", attributes.get(i + 1));
        }
        keySchema(body, key);
        return body;
    }

    private static ObjectNode index(String name, List<String> key, String projection) {
        ObjectNode index = JsonNodeFactory.instance.objectNode().put("IndexName", name);
        keySchema(index, key);
        ObjectNode projected = index.putObject("Projection").put("ProjectionType", projection);
        if (projection.equals("INCLUDE")) {
            projected.putArray("NonKeyAttributes").add("c").add("m");
        }
        return index;
    }

    private static void keySchema(ObjectNode into, List<String> key) {
        ArrayNode schema = into.putArray("KeySchema");
        schema.addObject().put("AttributeName", key.get(0)).put("KeyType", "HASH");
        if (key.size() > 1) {
            schema.addObject().put("AttributeName", key.get(1)).put("KeyType", "RANGE");
        }
    }
}
