# Guide, part 4: delete only if a condition holds, and what happens when it does not.
import boto3
from boto3.dynamodb.conditions import Attr
from botocore.exceptions import ClientError

import tables

tables.users()
dynamodb = boto3.resource("dynamodb")
table = dynamodb.Table("Users")
table.put_item(Item={"user_id": "001", "status": "inactive"})

response = table.delete_item(
    Key={
        "user_id": "001"
    },
    ConditionExpression=Attr("status").eq("inactive")
)
assert response["ResponseMetadata"]["HTTPStatusCode"] == 200
assert "Item" not in table.get_item(Key={"user_id": "001"})

table.put_item(Item={"user_id": "001", "status": "active"})
told = []
try:
    table.delete_item(
        Key={"user_id": "001"},
        ConditionExpression=Attr("status").eq("inactive")
    )
except ClientError as e:
    if e.response["Error"]["Code"] == "ConditionalCheckFailedException":
        told.append("Delete condition failed.")
    else:
        raise
assert told == ["Delete condition failed."]
assert table.get_item(Key={"user_id": "001"})["Item"] == {"user_id": "001", "status": "active"}
with tables.refused("ConditionalCheckFailedException", "The conditional request failed"):
    table.delete_item(Key={"user_id": "nobody"}, ConditionExpression=Attr("status").eq("inactive"))
