# The API reference of DeleteItem, sentence by sentence: values of every type, and what it says of Expected.
from decimal import Decimal

from boto3.dynamodb.conditions import Attr
from boto3.dynamodb.types import Binary

import tables

table = tables.users()
KEY = {"user_id": "001"}
VALUES = {
    "string": "6",
    "number": Decimal("6"),
    "binary": Binary(b"\x01\x80\xff"),
    "truth": True,
    "null": None,
    "strings": {"6", "7"},
    "numbers": {Decimal(6), Decimal(2), Decimal(1)},
    "binaries": {Binary(b"\x01"), Binary(b"\x02")},
    "list": ["a", Decimal(1), b"\x01"],
    "map": {"inner": {"deep": Decimal(1)}},
}


def put():
    table.put_item(Item=dict(KEY, **VALUES))


def deletes(**parameters):
    put()
    table.delete_item(Key=KEY, **parameters)
    assert "Item" not in table.get_item(Key=KEY), parameters


def keeps(**parameters):
    put()
    with tables.refused("ConditionalCheckFailedException", "The conditional request failed"):
        table.delete_item(Key=KEY, **parameters)
    assert "Item" in table.get_item(Key=KEY), parameters


def refuses(fault, **parameters):
    put()
    with tables.refused("ValidationException", "1 validation error detected: " + fault):
        table.delete_item(Key=KEY, **parameters)
    assert "Item" in table.get_item(Key=KEY), parameters


def compare(attribute, operator, *values):
    condition = {"ComparisonOperator": operator}
    if values:
        condition["AttributeValueList"] = list(values)
    return {"Expected": {attribute: condition}}


# "The item as it appeared before": every type comes back as it was.
put()
old = table.delete_item(Key=KEY, ReturnValues="ALL_OLD")["Attributes"]
assert old == dict(KEY, **VALUES), old

# "Deletes the item if it exists, or if it has an expected attribute value", of any type.
deletes(ConditionExpression="attribute_exists(user_id)")
for name, value in VALUES.items():
    deletes(ConditionExpression=Attr(name).eq(value))
    deletes(Expected={name: {"Value": value}})
    deletes(Expected={name: {"Value": value, "Exists": True}})
    keeps(Expected={name: {"Exists": False}})
deletes(Expected={"gone": {"Exists": False}})
keeps(Expected={"gone": {"Value": "6", "Exists": True}})

# Value and Exists by themselves, and beside AttributeValueList and ComparisonOperator, which they are incompatible with.
INVALID = "One or more parameter values were invalid: "
WRONG_COUNT = INVALID + "Invalid number of argument(s) for the %s ComparisonOperator"
WRONG_TYPE = INVALID + "ComparisonOperator %s is not valid for %s AttributeValue type"
refuses(INVALID + "Value must be provided when Exists is true for Attribute: number", Expected={"number": {"Exists": True}})
refuses(INVALID + "Value must be provided when Exists is null for Attribute: number", Expected={"number": {}})
refuses(
    INVALID + "Value cannot be used when Exists is false for Attribute: number",
    Expected={"number": {"Exists": False, "Value": 6}},
)
VALUE = {"number": {"Value": 6, "AttributeValueList": [6]}}
refuses(INVALID + "Value and AttributeValueList cannot be used together for Attribute: number", Expected=VALUE)
VALUE["number"]["ComparisonOperator"] = "EQ"
refuses(INVALID + "Value and AttributeValueList cannot be used together for Attribute: number", Expected=VALUE)
EXISTS = {"number": {"Exists": False, "AttributeValueList": [6]}}
refuses(INVALID + "AttributeValueList can only be used with a ComparisonOperator for Attribute: number", Expected=EXISTS)
EXISTS["number"]["ComparisonOperator"] = "EQ"
refuses(INVALID + "Exists and ComparisonOperator cannot be used together for Attribute: number", Expected=EXISTS)

# EQ and NE: of every type, by type and value.
for name, value in VALUES.items():
    deletes(**compare(name, "EQ", value))
    keeps(**compare(name, "NE", value))
for other in ("6", {Decimal(6), Decimal(2), Decimal(1)}, 7):
    keeps(**compare("number", "EQ", other))
    deletes(**compare("number", "NE", other))

# LE, LT, GE, GT, BETWEEN: numbers as numbers, strings by their characters' codes, binaries as unsigned bytes; no other type.
for smaller, larger in ((9, 10), ("A", "a"), ("B", "a"), (Binary(b"\x7f"), Binary(b"\x80"))):
    VALUES["ordered"] = larger
    for operator in ("GE", "GT", "NE"):
        deletes(**compare("ordered", operator, smaller))
    for operator in ("LE", "LT", "EQ"):
        keeps(**compare("ordered", operator, smaller))
    for operator in ("GE", "LE", "EQ"):
        deletes(**compare("ordered", operator, larger))
    for operator in ("GT", "LT", "NE"):
        keeps(**compare("ordered", operator, larger))
    deletes(**compare("ordered", "BETWEEN", smaller, larger))
    keeps(**compare("ordered", "BETWEEN", smaller, smaller))
for operator in ("LE", "LT", "GE", "GT"):
    keeps(**compare("number", operator, "6"))
    keeps(**compare("numbers", operator, 6))
    refuses(WRONG_TYPE % (operator, "NS"), **compare("number", operator, {6}))
    refuses(WRONG_COUNT % operator, **compare("number", operator, 6, 7))
keeps(**compare("number", "BETWEEN", "1", "9"))
refuses(INVALID + "AttributeValues inside AttributeValueList must be of same type", **compare("number", "BETWEEN", 1, "9"))
refuses(WRONG_COUNT % "BETWEEN", **compare("number", "BETWEEN", 1))

# NOT_NULL and NULL ask whether there is an attribute, not of what type it is.
deletes(**compare("null", "NOT_NULL"))
keeps(**compare("null", "NULL"))
deletes(**compare("gone", "NULL"))
keeps(**compare("gone", "NOT_NULL"))
refuses(WRONG_COUNT % "NOT_NULL", **compare("null", "NOT_NULL", 6))

# CONTAINS and NOT_CONTAINS: part of a string or a binary, member of a set, element of a list.
VALUES.update(string="Carnac", binary=Binary(b"\x01\x02\x03"))
for name, part, other in (
    ("string", "rna", "RNA"),
    ("binary", Binary(b"\x02\x03"), Binary(b"\x01\x03")),
    ("strings", "6", "67"),
    ("numbers", 2, 21),
    ("binaries", Binary(b"\x01"), Binary(b"\x03")),
    ("list", "a", "b"),
):
    deletes(**compare(name, "CONTAINS", part))
    keeps(**compare(name, "NOT_CONTAINS", part))
    keeps(**compare(name, "CONTAINS", other))
    deletes(**compare(name, "NOT_CONTAINS", other))
for operator in ("CONTAINS", "NOT_CONTAINS"):
    for kind, operand in (("SS", {"6"}), ("L", ["a"]), ("M", {"a": 1})):
        refuses(WRONG_TYPE % (operator, kind), **compare("list", operator, operand))

# BEGINS_WITH: strings and binaries.
deletes(**compare("string", "BEGINS_WITH", "Car"))
keeps(**compare("string", "BEGINS_WITH", "car"))
deletes(**compare("binary", "BEGINS_WITH", Binary(b"\x01\x02")))
keeps(**compare("number", "BEGINS_WITH", "6"))
for kind, operand in (("N", 6), ("SS", {"6"})):
    refuses(WRONG_TYPE % ("BEGINS_WITH", kind), **compare("number", "BEGINS_WITH", operand))

# IN: any of them.
deletes(**compare("number", "IN", 5, 6))
keeps(**compare("number", "IN", "6", "7"))
refuses(WRONG_TYPE % ("IN", "NS"), **compare("number", "IN", {6}))

# ConditionalOperator: all of them, unless it says OR; and what it says must be about something.
one_of_two = {"number": {"Value": 6}, "string": {"Value": "Brest"}}
keeps(Expected=one_of_two)
keeps(Expected=one_of_two, ConditionalOperator="AND")
deletes(Expected=one_of_two, ConditionalOperator="OR")
refuses("ConditionalOperator cannot be used without Filter or Expected", ConditionalOperator="OR")

# ExpressionAttributeNames: for a reserved word, for one that stands there twice, for characters that have a meaning.
VALUES = {"Percentile": 90, "ProductStatus": "Backordered", "Safety.Warning": "none"}
refuses(
    "Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword:"
    " Percentile",
    ConditionExpression="Percentile = :val",
    ExpressionAttributeValues={":val": 90},
)
deletes(
    ConditionExpression="#P = :val",
    ExpressionAttributeNames={"#P": "Percentile"},
    ExpressionAttributeValues={":val": 90},
)
deletes(
    ConditionExpression="#P > :low AND #P < :high",
    ExpressionAttributeNames={"#P": "Percentile"},
    ExpressionAttributeValues={":low": 80, ":high": 100},
)
deletes(ConditionExpression="attribute_exists(#sw)", ExpressionAttributeNames={"#sw": "Safety.Warning"})
keeps(ConditionExpression="attribute_exists(Safety.Warning)")

# ExpressionAttributeValues: one of several.
STATUSES = {":avail": "Available", ":back": "Backordered", ":disc": "Discontinued"}
deletes(ConditionExpression="ProductStatus IN (:avail, :back, :disc)", ExpressionAttributeValues=STATUSES)
VALUES["ProductStatus"] = "Sold"
keeps(ConditionExpression="ProductStatus IN (:avail, :back, :disc)", ExpressionAttributeValues=STATUSES)

# What was consumed on a global index is told by its name; and there are no item collections without local indexes.
orders = tables.create(
    "Orders",
    ("client", "S"),
    attributes={"state": "S"},
    GlobalSecondaryIndexes=[
        {
            "IndexName": "by_state",
            "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
        }
    ],
)
orders.put_item(Item={"client": "ana", "state": "open"})
answer = orders.delete_item(Key={"client": "ana"}, ReturnConsumedCapacity="INDEXES", ReturnItemCollectionMetrics="SIZE")
assert answer["ConsumedCapacity"] == {
    "TableName": "Orders",
    "CapacityUnits": 2.0,
    "Table": {"CapacityUnits": 1.0},
    "GlobalSecondaryIndexes": {"by_state": {"CapacityUnits": 1.0}},
}, answer
assert "ItemCollectionMetrics" not in answer
assert "Attributes" not in answer
