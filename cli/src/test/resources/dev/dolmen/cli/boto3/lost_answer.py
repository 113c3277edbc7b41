# The answer to the first try of each delete is lost on its way. The client tries again, and hears what happened first:
# not that the condition fails, although by then the item is gone.
import boto3
from boto3.dynamodb.conditions import Attr

import tables

table = tables.users()
table.put_item(Item={"user_id": "001", "status": "inactive"})
table.put_item(Item={"user_id": "002", "status": "active"})

answer = table.delete_item(
    Key={"user_id": "001"},
    ConditionExpression=Attr("status").eq("inactive"),
    ReturnValues="ALL_OLD",
)
assert answer["Attributes"] == {"user_id": "001", "status": "inactive"}
assert answer["ResponseMetadata"]["RetryAttempts"] == 1

with tables.refused("ConditionalCheckFailedException"):
    table.delete_item(Key={"user_id": "002"}, ConditionExpression=Attr("status").eq("inactive"))
