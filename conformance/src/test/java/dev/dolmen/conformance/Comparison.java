package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Whether two answers say the same, apart from what DynamoDB leaves open. */
final class Comparison {

    /**
     * What differs between any two services: identities and times, and sizes that are estimates. Of indexes the emulator counts
     * items as a whole, and those that are not in them.
     */
    private static final Set<String> UNCOMPARED = Set.of(
            "TableArn",
            "TableId",
            "IndexArn",
            "CreationDateTime",
            "LastUpdateToPayPerRequestDateTime",
            "ItemCollectionMetrics",
            "LastIncreaseDateTime",
            "LastDecreaseDateTime",
            "NumberOfDecreasesToday",
            "IndexSizeBytes",
            "WarmThroughput");

    /** Members whose elements come in any order: sets, and the parts of a table's description. */
    private static final Set<String> SETS = Set.of(
            "SS",
            "NS",
            "BS",
            "ConsumedCapacity",
            "AttributeDefinitions",
            "LocalSecondaryIndexes",
            "GlobalSecondaryIndexes",
            "NonKeyAttributes");

    private Comparison() {}

    static boolean same(WireRequest request, WireAnswer expected, WireAnswer actual) {
        if (expected.isError() || actual.isError()) {
            return expected.status() == actual.status()
                    && expected.errorType().equals(actual.errorType())
                    && expected.uncountedMessage().equals(actual.uncountedMessage())
                    && normalized(request, expected.body().path("Item"))
                            .equals(normalized(request, actual.body().path("Item")));
        }
        return normalized(request, expected.body()).equals(normalized(request, actual.body()));
    }

    private static JsonNode normalized(WireRequest request, JsonNode node) {
        boolean anyOrder = Set.of("Scan", "BatchGetItem").contains(request.operation());
        // The order of items with equal index keys is the service's own affair.
        boolean onIndex = request.body().has("IndexName");
        return normalized("", node, anyOrder || onIndex);
    }

    private static JsonNode normalized(String name, JsonNode node, boolean anyOrder) {
        if (node instanceof ObjectNode object) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            object.properties().forEach(member -> {
                if (!UNCOMPARED.contains(member.getKey()) && !saysNothing(member.getKey(), member.getValue())) {
                    members.put(member.getKey(), normalized(member.getKey(), member.getValue(), anyOrder));
                }
            });
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            members.forEach(sorted::set);
            return sorted;
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> elements = new ArrayList<>();
            array.forEach(
                    element -> elements.add(name.equals("NS") ? number(element) : normalized("", element, anyOrder)));
            if (SETS.contains(name) || anyOrder && !name.equals("L")) {
                elements.sort(Comparator.comparing(JsonNode::toString));
            }
            ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
            elements.forEach(sorted::add);
            return sorted;
        }
        if (name.equals("N") && node.isTextual()) {
            return number(node);
        }
        return node.isNumber() ? JsonNodeFactory.instance.numberNode(stripped(node.decimalValue())) : node;
    }

    /** Throughput that is not provisioned, or not limited, may be told as such or not be told. */
    private static boolean saysNothing(String name, JsonNode value) {
        return name.equals("ProvisionedThroughput")
                        && value.path("ReadCapacityUnits").asInt() == 0
                        && value.path("WriteCapacityUnits").asInt() == 0
                || name.equals("OnDemandThroughput")
                        && value.path("MaxReadRequestUnits").asInt() == -1
                        && value.path("MaxWriteRequestUnits").asInt() == -1;
    }

    /** The emulator gives numbers within documents back as they were written; DynamoDB does not. */
    private static JsonNode number(JsonNode text) {
        return JsonNodeFactory.instance.textNode(
                stripped(new BigDecimal(text.asText())).toPlainString());
    }

    private static BigDecimal stripped(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
