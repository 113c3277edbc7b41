package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.expressions.AttributeCondition;
import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.QueryRequest;
import dev.dolmen.model.ScanRequest;
import dev.dolmen.model.ValidationException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is wrong with a request whatever the table is: it is told before the table, which is not there, is looked for. */
class RequestConstraintsTest extends OpenStore {

    private static void refused(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(ValidationException.class).hasMessage(message);
    }

    private void scan(ScanRequest.Builder request, String message) {
        refused(() -> dolmen.scan(request.tableName("Nowhere").build()), message);
    }

    private static String violation(String value, String member, String constraint) {
        return "1 validation error detected: Value " + value + " at '" + member
                + "' failed to satisfy constraint: Member " + constraint;
    }

    @Test
    void allMembersThatAreWrongByThemselvesAreToldTogether() {
        scan(
                ScanRequest.builder()
                        .select("some")
                        .returnConsumedCapacity("all")
                        .conditionalOperator("AN")
                        .attributesToGet(List.of())
                        .scanFilter(Map.of("a", new AttributeCondition("LIKE", null)))
                        .limit(0)
                        .segment(-1)
                        .totalSegments(0),
                "8 validation errors detected: Value 'some' at 'select' failed to satisfy constraint: Member must satisfy"
                        + " enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES];"
                        + " Value 'all' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy"
                        + " enum value set: [INDEXES, TOTAL, NONE]; Value 'AN' at 'conditionalOperator' failed to satisfy"
                        + " constraint: Member must satisfy enum value set: [OR, AND]; Value '[]' at 'attributesToGet'"
                        + " failed to satisfy constraint: Member must have length greater than or equal to 1; Value"
                        + " 'LIKE' at 'scanFilter.a.member.comparisonOperator' failed to satisfy constraint: Member must"
                        + " satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE,"
                        + " BEGINS_WITH, GE, CONTAINS]; Value '0' at 'limit' failed to satisfy constraint: Member must"
                        + " have value greater than or equal to 1; Value '0' at 'totalSegments' failed to satisfy"
                        + " constraint: Member must have value greater than or equal to 1; Value '-1' at 'segment' failed"
                        + " to satisfy constraint: Member must have value greater than or equal to 0");
        refused(
                () -> dolmen.query(QueryRequest.builder()
                        .tableName("Nowhere")
                        .keyConditions(Map.of("a", new AttributeCondition(null, null)))
                        .build()),
                violation("null", "keyConditions.a.member.comparisonOperator", "must not be null"));
        refused(
                () -> dolmen.getItem(GetItemRequest.builder()
                        .tableName("Nowhere")
                        .key(Item.EMPTY)
                        .attributesToGet(List.of())
                        .build()),
                violation("'[]'", "attributesToGet", "must have length greater than or equal to 1"));
        refused(
                () -> dolmen.deleteItem(DeleteItemRequest.builder()
                        .tableName("Nowhere")
                        .key(Item.EMPTY)
                        .expected(Map.of("a", new ExpectedAttributeValue(null, null, "", null)))
                        .build()),
                violation(
                        "''",
                        "expected.a.member.comparisonOperator",
                        "must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE,"
                                + " BEGINS_WITH, GE, CONTAINS]"));
    }

    /** A write that says nothing but table and item is not looked at further; any one member more is. */
    @Test
    void eachMemberOfAWriteIsLookedAtWhereItStandsAlone() {
        String wrapped = "1 validation error detected: ";
        String withoutExpression = " can only be specified when using expressions";
        String noWord = "must satisfy enum value set: ";
        alone(
                request -> request.conditionExpression(""),
                wrapped + "Invalid ConditionExpression: The expression can not be empty;");
        alone(
                request -> request.expressionAttributeNames(Map.of("#a", "a")),
                wrapped + "ExpressionAttributeNames" + withoutExpression);
        alone(
                request -> request.expressionAttributeValues(Map.of(":a", AttributeValue.n(1))),
                wrapped + "ExpressionAttributeValues" + withoutExpression + ": ConditionExpression is null");
        alone(
                request -> request.expected(Map.of("a", new ExpectedAttributeValue(null, true, null, null))),
                wrapped + "One or more parameter values were invalid: Value must be provided when Exists is true for"
                        + " Attribute: a");
        alone(
                request -> request.conditionalOperator("AND"),
                wrapped + "ConditionalOperator cannot be used without Filter or Expected");
        alone(request -> request.returnValues("ALL_NEW"), wrapped + "ReturnValues can only be ALL_OLD or NONE");
        alone(
                request -> request.returnValuesOnConditionCheckFailure("ALL_NEW"),
                violation("'ALL_NEW'", "returnValuesOnConditionCheckFailure", noWord + "[ALL_OLD, NONE]"));
        alone(
                request -> request.returnConsumedCapacity("ALL"),
                violation("'ALL'", "returnConsumedCapacity", noWord + "[INDEXES, TOTAL, NONE]"));
        alone(
                request -> request.returnItemCollectionMetrics("ALL"),
                violation("'ALL'", "returnItemCollectionMetrics", noWord + "[SIZE, NONE]"));
        alone(
                request -> request.requestToken(""),
                violation("''", "requestToken", "must have length between 1 and 128"));
    }

    private void alone(UnaryOperator<DeleteItemRequest.Builder> member, String message) {
        DeleteItemRequest.Builder bare =
                DeleteItemRequest.builder().tableName("Nowhere").key(Item.of("id", "1"));
        refused(() -> dolmen.deleteItem(member.apply(bare).build()), message);
    }

    @Test
    void segmentsAreBoundedAndComeWithTheirTotal() {
        String most = "must have value less than or equal to ";
        scan(
                ScanRequest.builder().segment(0).totalSegments(1_000_001),
                violation("'1000001'", "totalSegments", most + 1_000_000));
        scan(
                ScanRequest.builder().segment(1_000_000).totalSegments(1_000_000),
                violation("'1000000'", "segment", most + 999_999));
        scan(
                ScanRequest.builder().segment(1),
                "The TotalSegments parameter is required but was not present in the request when Segment parameter is"
                        + " present");
        scan(
                ScanRequest.builder().totalSegments(1),
                "The Segment parameter is required but was not present in the request when parameter TotalSegments is"
                        + " present");
        scan(
                ScanRequest.builder().segment(2).totalSegments(2),
                "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not"
                        + " less than TotalSegments: 2");
    }

    @Test
    void stylesComeBeforeMembersThatDoNotGoTogether() {
        scan(
                ScanRequest.builder()
                        .segment(1)
                        .select("SPECIFIC_ATTRIBUTES")
                        .attributesToGet(List.of("a"))
                        .filterExpression(""),
                "Can not use both expression and non-expression parameters in the same request: Non-expression"
                        + " parameters: {AttributesToGet} Expression parameters: {FilterExpression}");
        scan(
                ScanRequest.builder().select("ALL_PROJECTED_ATTRIBUTES").projectionExpression("a"),
                "Cannot specify the ProjectionExpression when choosing to get ALL_PROJECTED_ATTRIBUTES");
        refused(
                () -> dolmen.deleteItem(DeleteItemRequest.builder()
                        .tableName("Nowhere")
                        .key(Item.EMPTY)
                        .returnValues("ALL_NEW")
                        .conditionExpression("")
                        .build()),
                "1 validation error detected: ReturnValues can only be ALL_OLD or NONE");
    }

    @Test
    void anItemThatIsTooLargeIsToldBeforeItsConditionIsParsed() {
        refused(
                () -> dolmen.putItem(PutItemRequest.builder()
                        .tableName("Nowhere")
                        .item(Item.of("a", AttributeValue.s("x".repeat(400 << 10))))
                        .conditionExpression("")
                        .build()),
                "Item size has exceeded the maximum allowed size");
    }
}
