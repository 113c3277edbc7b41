package dev.dolmen.server.wire;

import dev.dolmen.model.ConditionalWriteBuilder;
import dev.dolmen.model.ItemWriteBuilder;
import dev.dolmen.model.PagedReadBuilder;
import java.io.IOException;

/** Reads the members that several requests have, once a request has found that one is none of its own. */
final class SharedMembers {

    private SharedMembers() {}

    /** Of a write by itself, or in a transaction, or a check. */
    static void ofConditionalWrite(String name, ConditionalWriteBuilder<?> request, JsonReader json)
            throws IOException {
        switch (name) {
            case "TableName" -> request.tableName(json.string());
            case "ConditionExpression" -> request.conditionExpression(json.string());
            case "ExpressionAttributeNames" -> request.expressionAttributeNames(json.stringMap());
            case "ExpressionAttributeValues" -> request.expressionAttributeValues(AttributeValues.map(json));
            case "ReturnValuesOnConditionCheckFailure" -> request.returnValuesOnConditionCheckFailure(json.string());
            default -> json.skip();
        }
    }

    /** Of a write by itself. */
    static void ofItemWrite(String name, ItemWriteBuilder<?> request, JsonReader json) throws IOException {
        switch (name) {
            case "Expected" -> request.expected(LegacyParameters.expected(json));
            case "ConditionalOperator" -> request.conditionalOperator(json.string());
            case "ReturnValues" -> request.returnValues(json.string());
            case "ReturnConsumedCapacity" -> request.returnConsumedCapacity(json.string());
            case "ReturnItemCollectionMetrics" -> request.returnItemCollectionMetrics(json.string());
            default -> ofConditionalWrite(name, request, json);
        }
    }

    /** Of a query or scan. */
    static void ofPagedRead(String name, PagedReadBuilder<?> request, JsonReader json) throws IOException {
        switch (name) {
            case "TableName" -> request.tableName(json.string());
            case "IndexName" -> request.indexName(json.string());
            case "FilterExpression" -> request.filterExpression(json.string());
            case "ProjectionExpression" -> request.projectionExpression(json.string());
            case "ExpressionAttributeNames" -> request.expressionAttributeNames(json.stringMap());
            case "ExpressionAttributeValues" -> request.expressionAttributeValues(AttributeValues.map(json));
            case "Select" -> request.select(json.string());
            case "Limit" -> request.limit(json.integer());
            case "ConsistentRead" -> request.consistentRead(json.bool());
            case "ExclusiveStartKey" -> request.exclusiveStartKey(AttributeValues.item(json));
            case "ConditionalOperator" -> request.conditionalOperator(json.string());
            case "AttributesToGet" -> request.attributesToGet(json.strings());
            case "ReturnConsumedCapacity" -> request.returnConsumedCapacity(json.string());
            default -> json.skip();
        }
    }
}
