# Guide, parts 8 and 9: each pitfall, with the error AWS gives.
from boto3.dynamodb.conditions import Attr

import tables

SCHEMA = "The provided key element does not match the schema"
table = tables.create("Orders", ("client", "S"), ("number", "N"))
table.put_item(Item={"client": "ana", "number": 1, "status": "open"})

# The sort key forgotten, a key that is none, a key of the wrong type, one too many.
for key in ({"client": "ana"}, {"number": 1}, {"client": "ana", "number": "1"}, {"client": "ana", "number": 1, "x": 1}):
    with tables.refused("ValidationException", SCHEMA):
        table.delete_item(Key=key)
with tables.refused("ValidationException", SCHEMA):
    with table.batch_writer() as batch:
        batch.delete_item(Key={"client": "ana"})

# A condition that does not hold must be caught.
with tables.refused("ConditionalCheckFailedException", "The conditional request failed"):
    table.delete_item(Key={"client": "ana", "number": 1}, ConditionExpression=Attr("status").eq("closed"))

# Conditions misunderstood: a missing attribute equals nothing, not even "not"; names can be reserved words.
with tables.refused("ConditionalCheckFailedException"):
    table.delete_item(Key={"client": "ana", "number": 1}, ConditionExpression=Attr("missing").eq("closed"))
with tables.refused("ConditionalCheckFailedException"):
    table.delete_item(Key={"client": "ana", "number": 1}, ConditionExpression=Attr("status").not_exists())
with tables.refused(
    "ValidationException",
    "1 validation error detected: Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: status",
):
    table.delete_item(
        Key={"client": "ana", "number": 1},
        ConditionExpression="status = :s",
        ExpressionAttributeValues={":s": "open"},
    )

# A table that is not there.
with tables.refused("ResourceNotFoundException", "Requested resource not found"):
    tables.dynamodb.Table("Nobody").delete_item(Key={"user_id": "001"})

assert table.scan(Select="COUNT")["Count"] == 1, "none of these changed anything"

# A delete cannot be taken back, but its answer holds what was deleted.
answer = table.delete_item(Key={"client": "ana", "number": 1}, ReturnValues="ALL_OLD")
assert answer["Attributes"] == {"client": "ana", "number": 1, "status": "open"}
assert table.scan(Select="COUNT")["Count"] == 0
