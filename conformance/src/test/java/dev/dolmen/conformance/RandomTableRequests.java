package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Requests about the settings of {@link Tables}: most are good, some break one rule or another. */
final class RandomTableRequests {

    static final Set<String> OPERATIONS =
            Set.of("UpdateTable", "DescribeTable", "UpdateTimeToLive", "DescribeTimeToLive");

    private static final List<String> INDEXES = List.of("by_n", "by_b_n", "by_sk", "by_pk_again", "by_a", "nowhere");

    private final RandomValues values;

    RandomTableRequests(RandomValues values) {
        this.values = values;
    }

    ObjectNode body(String operation) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (!values.chance(1)) {
            body.put(
                    "TableName",
                    values.chance(3)
                            ? "NoSuchTable"
                            : values.oneOf(List.of(Tables.SIMPLE, Tables.INDEXED, Tables.INDEXED, Tables.BINARY)));
        }
        switch (operation) {
            case "UpdateTable" -> update(body);
            case "UpdateTimeToLive" -> timeToLive(body);
            case "DescribeTable", "DescribeTimeToLive" -> {}
            default -> throw new AssertionError(operation);
        }
        return body;
    }

    private void timeToLive(ObjectNode body) {
        if (values.chance(3)) {
            return;
        }
        ObjectNode specification = body.putObject("TimeToLiveSpecification");
        if (!values.chance(3)) {
            specification.put("Enabled", values.chance(60));
        }
        if (!values.chance(3)) {
            specification.put(
                    "AttributeName",
                    values.chance(3)
                            ? values.oneOf(List.of("", "x".repeat(255), "x".repeat(256)))
                            : values.oneOf(List.of("expires", "expires", "n", "pk")));
        }
    }

    private void update(ObjectNode body) {
        for (int i = values.chance(3) ? 0 : values.chance(85) ? 1 : 2; i > 0; i--) {
            switch (values.below(4)) {
                case 0 -> billing(body);
                case 1 -> throughput(body);
                case 2 -> body.put("DeletionProtectionEnabled", values.chance(50));
                default -> indexes(body);
            }
        }
    }

    private void billing(ObjectNode body) {
        String mode = values.oneOf(List.of("PROVISIONED", "PAY_PER_REQUEST"));
        body.put("BillingMode", values.chance(2) ? "SOMETHING" : mode);
        if (mode.equals("PROVISIONED") && !values.chance(20)) {
            throughput(body);
            if (!values.chance(30)) {
                ArrayNode updates = body.putArray("GlobalSecondaryIndexUpdates");
                List.of("by_n", "by_b_n")
                        .forEach(index -> throughput(
                                updates.addObject().putObject("Update").put("IndexName", index)));
            }
        }
    }

    private void throughput(ObjectNode into) {
        ObjectNode units = into.putObject("ProvisionedThroughput");
        for (String member : List.of("ReadCapacityUnits", "WriteCapacityUnits")) {
            if (!values.chance(2)) {
                units.put(member, values.chance(3) ? -1 : values.chance(3) ? 0 : 1 + values.below(3));
            }
        }
    }

    private void indexes(ObjectNode body) {
        ArrayNode updates = body.putArray("GlobalSecondaryIndexUpdates");
        for (int i = values.chance(3) ? 0 : values.chance(90) ? 1 : 2; i > 0; i--) {
            ObjectNode update = updates.addObject();
            String index = values.oneOf(INDEXES);
            switch (values.chance(2) ? 3 : values.below(3)) {
                case 0 -> throughput(update.putObject("Update").put("IndexName", index));
                case 1 -> update.putObject("Delete").put("IndexName", index);
                case 2 -> create(body, update.putObject("Create").put("IndexName", index));
                default -> {}
            }
        }
    }

    /** The keys are such that every item has them, and of their types: the emulator indexes items that cannot be. */
    private void create(ObjectNode body, ObjectNode index) {
        boolean binary = Tables.BINARY.equals(body.path("TableName").asText());
        ArrayNode schema = index.putArray("KeySchema");
        schema.addObject()
                .put("AttributeName", values.chance(3) ? "undefined" : "pk")
                .put("KeyType", "HASH");
        if (values.chance(3)) {
            schema.addObject().put("AttributeName", "pk").put("KeyType", "HASH");
        }
        if (!values.chance(3)) {
            index.putObject("Projection").put("ProjectionType", values.oneOf(List.of("ALL", "KEYS_ONLY")));
        }
        if (!values.chance(3)) {
            body.putArray("AttributeDefinitions")
                    .addObject()
                    .put("AttributeName", "pk")
                    .put("AttributeType", binary ? "B" : "S");
        }
        if (values.chance(30)) {
            throughput(index);
        }
    }
}
