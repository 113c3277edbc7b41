# The API reference of DeleteItem: every parameter, and every part of the answer.
import boto3

import tables

client = boto3.client("dynamodb")
tables.create(
    "Thread",
    ("ForumName", "S"),
    ("Subject", "S"),
    attributes={"LastPostDateTime": "S"},
    LocalSecondaryIndexes=[
        {
            "IndexName": "by_last_post",
            "KeySchema": [
                {"AttributeName": "ForumName", "KeyType": "HASH"},
                {"AttributeName": "LastPostDateTime", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ],
)
KEY = {"ForumName": {"S": "Amazon DynamoDB"}, "Subject": {"S": "How do I update multiple items?"}}
THREAD = dict(
    KEY,
    LastPostDateTime={"S": "201303201023"},
    LastPostedBy={"S": "ana@example.com"},
    Replies={"N": "3"},
    Tags={"SS": ["Update", "Multiple Items", "HelpMe"]},
    Likes={"L": [{"N": "1"}, {"NULL": True}]},
)


def put():
    client.put_item(TableName="Thread", Item=THREAD)


def delete(**parameters):
    return client.delete_item(TableName="Thread", Key=KEY, **parameters)


def kept(**parameters):
    """This delete must fail its condition, and leave the item."""
    with tables.refused("ConditionalCheckFailedException", "The conditional request failed"):
        delete(**parameters)
    assert client.get_item(TableName="Thread", Key=KEY, ConsistentRead=True)["Item"] is not None


# The example: a condition on an attribute's absence, the old item in the answer.
put()
kept(ConditionExpression="attribute_not_exists(Replies)", ReturnValues="ALL_OLD")
client.put_item(TableName="Thread", Item={name: value for name, value in THREAD.items() if name != "Replies"})
answer = delete(ConditionExpression="attribute_not_exists(Replies)", ReturnValues="ALL_OLD")
assert answer["Attributes"]["LastPostedBy"] == {"S": "ana@example.com"}
assert sorted(answer["Attributes"]["Tags"]["SS"]) == ["HelpMe", "Multiple Items", "Update"]

# ReturnValues NONE, and those that only an update has.
put()
assert "Attributes" not in delete(ReturnValues="NONE")
for value in ("ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"):
    with tables.refused("ValidationException"):
        delete(ReturnValues=value)

# ReturnConsumedCapacity and ReturnItemCollectionMetrics.
put()
answer = delete(ReturnConsumedCapacity="INDEXES", ReturnItemCollectionMetrics="SIZE")
assert answer["ConsumedCapacity"] == {
    "TableName": "Thread",
    "CapacityUnits": 2.0,
    "Table": {"CapacityUnits": 1.0},
    "LocalSecondaryIndexes": {"by_last_post": {"CapacityUnits": 1.0}},
}, answer
metrics = answer["ItemCollectionMetrics"]
assert metrics["ItemCollectionKey"] == {"ForumName": {"S": "Amazon DynamoDB"}}
lower, upper = metrics["SizeEstimateRangeGB"]
assert lower <= 0 < upper
answer = delete(ReturnConsumedCapacity="TOTAL")
assert answer["ConsumedCapacity"] == {"TableName": "Thread", "CapacityUnits": 1.0}
for parameter in ("ReturnConsumedCapacity", "ReturnItemCollectionMetrics"):
    assert parameter.replace("Return", "") not in delete(**{parameter: "NONE"})

# ReturnValuesOnConditionCheckFailure: older clients do not know it.
put()
if "ReturnValuesOnConditionCheckFailure" in client.meta.service_model.operation_model("DeleteItem").input_shape.members:
    try:
        delete(ConditionExpression="Replies > :r", ExpressionAttributeValues={":r": {"N": "3"}},
               ReturnValuesOnConditionCheckFailure="ALL_OLD")
        raise AssertionError("not refused")
    except client.exceptions.ConditionalCheckFailedException as e:
        assert e.response["Item"]["Replies"] == {"N": "3"}, e.response

# Expected and ConditionalOperator: each operator holds in one case and fails in another.
N, S = (lambda n: {"N": str(n)}), (lambda s: {"S": s})
OPERATORS = {
    "EQ": (("Replies", [N("3.0")]), ("Replies", [N(4)])),
    "NE": (("Replies", [N(4)]), ("Replies", [N(3)])),
    "LE": (("Replies", [N(3)]), ("Replies", [N(2)])),
    "LT": (("Replies", [N(4)]), ("Replies", [N(3)])),
    "GE": (("Replies", [N(3)]), ("Replies", [N(4)])),
    "GT": (("Replies", [N(2)]), ("Replies", [N(3)])),
    "NOT_NULL": (("Replies", None), ("Missing", None)),
    "NULL": (("Missing", None), ("Replies", None)),
    "CONTAINS": (("Tags", [S("Update")]), ("Tags", [S("Upda")])),
    "NOT_CONTAINS": (("LastPostedBy", [S("bob")]), ("LastPostedBy", [S("ana")])),
    "BEGINS_WITH": (("LastPostedBy", [S("ana")]), ("LastPostedBy", [S("bob")])),
    "IN": (("Replies", [N(1), N(3)]), ("Replies", [N(1), N(2)])),
    "BETWEEN": (("Replies", [N(3), N(5)]), ("Replies", [N(4), N(5)])),
}


def expected(operator, case):
    attribute, operands = case
    condition = {"ComparisonOperator": operator}
    if operands is not None:
        condition["AttributeValueList"] = operands
    return {attribute: condition}


for operator, (holds, fails) in OPERATORS.items():
    put()
    kept(Expected=expected(operator, fails))
    delete(Expected=expected(operator, holds))
    assert "Item" not in client.get_item(TableName="Thread", Key=KEY), operator

# A value of another type is equal to none.
put()
kept(Expected={"Replies": {"ComparisonOperator": "EQ", "AttributeValueList": [S("3")]}})
kept(Expected={"Replies": {"Value": N(4)}})
kept(Expected={"Replies": {"Exists": False}})
both = {"Replies": {"Value": N(4)}, "LastPostedBy": {"Value": S("ana@example.com")}}
kept(Expected=both, ConditionalOperator="AND")
delete(Expected=both, ConditionalOperator="OR")

# Legacy and expression parameters do not mix; placeholders must be used.
with tables.refused(
    "ValidationException",
    "1 validation error detected: Can not use both expression and non-expression parameters in the same request: "
    "Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}",
):
    delete(Expected={"Replies": {"Exists": False}}, ConditionExpression="attribute_exists(Replies)")
with tables.refused(
    "ValidationException",
    "1 validation error detected: Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}",
):
    delete(ConditionExpression="attribute_exists(Replies)", ExpressionAttributeNames={"#x": "Replies"})
