package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Requests about the {@link Tables} and their items: most are good, some break one rule or another. */
final class RandomRequests {

    private static final List<String> ATTRIBUTES = List.of("a", "b", "c", "n", "m", "l", "ss", "ns");

    private final RandomValues values;
    private final List<String> operations;

    /** @param operations those to choose from; one named twice comes twice as often */
    RandomRequests(Random random, List<String> operations) {
        this.values = new RandomValues(random);
        this.operations = operations;
    }

    WireRequest next() {
        String operation = values.oneOf(operations);
        if (RandomTableRequests.OPERATIONS.contains(operation)) {
            return new WireRequest(operation, new RandomTableRequests(values).body(operation));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        switch (operation) {
            case "PutItem" -> {
                target(body, "Item");
                conditional(body);
            }
            case "DeleteItem" -> {
                target(body, "Key");
                conditional(body);
            }
            case "UpdateItem" -> {
                target(body, "Key");
                update(body);
            }
            case "GetItem" -> {
                target(body, "Key");
                projected(body);
                maybe(body, "ConsistentRead");
            }
            case "Query" -> query(body);
            case "Scan" -> scan(body);
            case "BatchWriteItem" -> batchWrite(body);
            case "BatchGetItem" -> batchGet(body);
            case "TransactWriteItems" -> transactWrite(body);
            case "TransactGetItems" -> transactGet(body);
            default -> throw new AssertionError(operation);
        }
        if (values.chance(25)) {
            body.put("ReturnConsumedCapacity", values.oneOf(List.of("TOTAL", "INDEXES", "NONE")));
        }
        if (values.chance(1)) {
            body.put(
                    values.oneOf(List.of("ReturnValues", "ReturnConsumedCapacity", "Select", "ConditionalOperator")),
                    "SOMETHING");
        }
        return new WireRequest(operation, body);
    }

    private void target(ObjectNode body, String member) {
        String table = table();
        body.put("TableName", values.chance(1) ? "NoSuchTable" : table);
        body.set(member, member.equals("Item") ? item(table) : key(table));
    }

    private String table() {
        return values.oneOf(List.of(Tables.SIMPLE, Tables.INDEXED, Tables.INDEXED, Tables.BINARY));
    }

    private ObjectNode key(String table) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        if (table.equals(Tables.BINARY)) {
            key.putObject("pk").put("B", values.oneOf(List.of("AA==", "AQ==")));
            key.putObject("sk").put("S", values.oneOf(List.of("a", "ab", "b")));
        } else {
            key.putObject("pk").put("S", values.oneOf(List.of("p0", "p1", "p2")));
            if (table.equals(Tables.INDEXED)) {
                key.putObject("sk").put("N", values.oneOf(List.of("1", "2", "3", "1.0", "-1")));
            }
        }
        if (values.chance(2)) {
            key.set("pk", values.value());
        }
        if (values.chance(1)) {
            key.remove("pk");
        }
        if (values.chance(1)) {
            key.set("extra", values.value());
        }
        return key;
    }

    private ObjectNode item(String table) {
        ObjectNode item = key(table);
        for (int i = values.below(6); i > 0; i--) {
            String attribute = values.oneOf(ATTRIBUTES);
            item.set(attribute, suited(table, attribute));
        }
        return item;
    }

    /** A value that mostly suits the indexes of the table. */
    private ObjectNode suited(String table, String attribute) {
        if (table.equals(Tables.INDEXED) && !values.chance(4)) {
            if (attribute.equals("a") || attribute.equals("b")) {
                return RandomValues.string(values.oneOf(List.of("a", "ab", "b")));
            }
            if (attribute.equals("n")) {
                return RandomValues.number(values.oneOf(List.of("1", "2", "10", "-3.5")));
            }
        }
        return values.value();
    }

    private void conditional(ObjectNode body) {
        if (values.chance(8)) {
            expected(body, "Expected");
        } else if (values.chance(45)) {
            RandomExpressions expressions = new RandomExpressions(values);
            body.put("ConditionExpression", expressions.condition());
            expressions.placeholdersInto(body);
        }
        if (values.chance(40)) {
            body.put(
                    "ReturnValues",
                    values.oneOf(List.of("ALL_OLD", "ALL_OLD", "NONE", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW")));
        }
        if (values.chance(20)) {
            body.put("ReturnValuesOnConditionCheckFailure", values.oneOf(List.of("ALL_OLD", "NONE")));
        }
    }

    private void update(ObjectNode body) {
        if (values.chance(12)) {
            ObjectNode updates = body.putObject("AttributeUpdates");
            for (int i = 1 + values.below(2); i > 0; i--) {
                ObjectNode update = updates.putObject(values.oneOf(ATTRIBUTES));
                update.put("Action", values.oneOf(List.of("PUT", "ADD", "DELETE")));
                if (values.chance(80)) {
                    update.set("Value", values.value());
                }
            }
            if (values.chance(20)) {
                expected(body, "Expected");
            }
        } else {
            RandomExpressions expressions = new RandomExpressions(values);
            if (!values.chance(3)) {
                body.put("UpdateExpression", expressions.update());
            }
            if (values.chance(30)) {
                body.put("ConditionExpression", expressions.condition());
            }
            expressions.placeholdersInto(body);
        }
        if (values.chance(70)) {
            body.put("ReturnValues", values.oneOf(List.of("ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW", "NONE")));
        }
    }

    private void expected(ObjectNode body, String member) {
        ObjectNode conditions = body.putObject(member);
        for (int i = 1 + values.below(2); i > 0; i--) {
            ObjectNode condition = conditions.putObject(values.oneOf(ATTRIBUTES));
            if (member.equals("Expected") && values.chance(40)) {
                if (values.chance(50)) {
                    condition.put("Exists", values.chance(50));
                }
                if (values.chance(60)) {
                    condition.set("Value", values.value());
                }
            } else {
                condition.put(
                        "ComparisonOperator",
                        values.oneOf(List.of(
                                "EQ",
                                "NE",
                                "LE",
                                "LT",
                                "GE",
                                "GT",
                                "NOT_NULL",
                                "NULL",
                                "CONTAINS",
                                "NOT_CONTAINS",
                                "BEGINS_WITH",
                                "IN",
                                "BETWEEN")));
                ArrayNode operands = condition.putArray("AttributeValueList");
                for (int k = values.chance(80) ? 1 : values.below(4); k > 0; k--) {
                    operands.add(values.value());
                }
                if (operands.isEmpty()) {
                    condition.remove("AttributeValueList");
                }
            }
        }
        if (values.chance(15)) {
            body.put("ConditionalOperator", values.oneOf(List.of("AND", "OR")));
        }
    }

    private void projected(ObjectNode body) {
        if (values.chance(30)) {
            RandomExpressions expressions = new RandomExpressions(values);
            body.put("ProjectionExpression", expressions.projection());
            expressions.placeholdersInto(body);
        } else if (values.chance(6)) {
            body.putArray("AttributesToGet").add(values.oneOf(ATTRIBUTES)).add(values.oneOf(ATTRIBUTES));
        }
    }

    private void query(ObjectNode body) {
        String table = values.oneOf(List.of(Tables.INDEXED, Tables.INDEXED, Tables.BINARY, Tables.SIMPLE));
        body.put("TableName", table);
        RandomExpressions expressions = new RandomExpressions(values);
        body.put("KeyConditionExpression", keyCondition(body, table, expressions));
        filtered(body, expressions);
        maybe(body, "ScanIndexForward");
        maybe(body, "ConsistentRead");
        expressions.placeholdersInto(body);
    }

    private String keyCondition(ObjectNode body, String table, RandomExpressions expressions) {
        String partition = "pk";
        String sort = "sk";
        if (table.equals(Tables.INDEXED) && values.chance(45)) {
            String index = values.oneOf(List.of("by_a", "by_n", "by_b_n"));
            body.put("IndexName", values.chance(2) ? "nowhere" : index);
            partition = index.equals("by_a") ? "pk" : index.equals("by_n") ? "n" : "b";
            sort = index.equals("by_a") ? "a" : index.equals("by_n") ? "" : "n";
        } else if (table.equals(Tables.SIMPLE)) {
            sort = "";
        }
        String condition = expressions.name(partition) + " = " + expressions.constant(keyValue(table, partition));
        if (sort.isEmpty() || values.chance(40)) {
            return condition;
        }
        String second = expressions.name(sort);
        String onSort =
                switch (values.below(4)) {
                    case 0 -> "begins_with(" + second + ", " + expressions.constant(keyValue(table, sort)) + ")";
                    case 1 ->
                        second + " BETWEEN " + expressions.constant(keyValue(table, sort)) + " AND "
                                + expressions.constant(keyValue(table, sort));
                    default ->
                        second + " " + values.oneOf(List.of("=", "<", "<=", ">", ">=")) + " "
                                + expressions.constant(keyValue(table, sort));
                };
        return values.chance(80) ? condition + " AND " + onSort : onSort + " AND " + condition;
    }

    private ObjectNode keyValue(String table, String attribute) {
        if (values.chance(3)) {
            return values.value();
        }
        return switch (attribute) {
            case "n" -> RandomValues.number(values.oneOf(List.of("1", "2", "10")));
            case "a", "b" -> RandomValues.string(values.oneOf(List.of("a", "ab", "b")));
            default -> (ObjectNode) keyWithoutFaults(table).get(attribute);
        };
    }

    private ObjectNode keyWithoutFaults(String table) {
        ObjectNode key = key(table);
        Set<String> wanted = table.equals(Tables.SIMPLE) ? Set.of("pk") : Set.of("pk", "sk");
        while (key.size() != wanted.size() || !wanted.stream().allMatch(key::has)) {
            key = key(table);
        }
        return key;
    }

    private void scan(ObjectNode body) {
        String table = table();
        body.put("TableName", table);
        if (table.equals(Tables.INDEXED) && values.chance(45)) {
            body.put("IndexName", values.oneOf(List.of("by_a", "by_n", "by_b_n")));
        }
        RandomExpressions expressions = new RandomExpressions(values);
        filtered(body, expressions);
        expressions.placeholdersInto(body);
    }

    private void filtered(ObjectNode body, RandomExpressions expressions) {
        if (values.chance(30)) {
            body.put("FilterExpression", expressions.condition());
        }
        if (values.chance(20)) {
            body.put("ProjectionExpression", expressions.projection());
        }
        if (values.chance(15)) {
            body.put(
                    "Select",
                    values.oneOf(
                            List.of("ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT", "SPECIFIC_ATTRIBUTES")));
        }
        if (body.has("KeyConditionExpression") && values.chance(25)) {
            body.put("Limit", values.below(4));
        }
    }

    private void batchWrite(ObjectNode body) {
        ObjectNode items = body.putObject("RequestItems");
        for (int t = 1 + values.below(2); t > 0; t--) {
            String table = table();
            ArrayNode writes = items.putArray(table);
            for (int i = values.chance(3) ? 0 : 1 + values.below(3); i > 0; i--) {
                if (values.chance(60)) {
                    writes.addObject().putObject("PutRequest").set("Item", item(table));
                } else {
                    writes.addObject().putObject("DeleteRequest").set("Key", key(table));
                }
            }
        }
    }

    private void batchGet(ObjectNode body) {
        ObjectNode items = body.putObject("RequestItems");
        for (int t = 1 + values.below(2); t > 0; t--) {
            String table = table();
            ObjectNode wanted = items.putObject(table);
            ArrayNode keys = wanted.putArray("Keys");
            for (int i = values.chance(3) ? 0 : 1 + values.below(3); i > 0; i--) {
                keys.add(key(table));
            }
            projected(wanted);
            maybe(wanted, "ConsistentRead");
        }
    }

    private void transactWrite(ObjectNode body) {
        ArrayNode actions = body.putArray("TransactItems");
        for (int i = values.chance(2) ? 0 : 1 + values.below(3); i > 0; i--) {
            String kind = values.oneOf(List.of("Put", "Delete", "Update", "ConditionCheck"));
            ObjectNode action = actions.addObject().putObject(kind);
            target(action, kind.equals("Put") ? "Item" : "Key");
            RandomExpressions expressions = new RandomExpressions(values);
            if (kind.equals("Update")) {
                action.put("UpdateExpression", expressions.update());
            }
            if (kind.equals("ConditionCheck") || values.chance(40)) {
                action.put("ConditionExpression", expressions.condition());
            }
            expressions.placeholdersInto(action);
            if (values.chance(20)) {
                action.put("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
            }
        }
    }

    private void transactGet(ObjectNode body) {
        ArrayNode actions = body.putArray("TransactItems");
        for (int i = 1 + values.below(3); i > 0; i--) {
            ObjectNode get = actions.addObject().putObject("Get");
            target(get, "Key");
            if (values.chance(30)) {
                RandomExpressions expressions = new RandomExpressions(values);
                get.put("ProjectionExpression", expressions.projection());
                expressions.placeholdersInto(get);
            }
        }
    }

    private void maybe(ObjectNode body, String flag) {
        if (values.chance(25)) {
            body.put(flag, values.chance(50));
        }
    }
}
