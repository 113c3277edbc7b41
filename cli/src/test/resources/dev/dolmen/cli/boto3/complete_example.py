# Guide, part 7: the complete example.
import boto3
from boto3.dynamodb.conditions import Attr
from botocore.exceptions import ClientError

import tables

messages = []


def print(*words):
    messages.append(words)


def delete_user(user_id):
    dynamodb = boto3.resource("dynamodb")
    table = dynamodb.Table("Users")

    try:
        response = table.delete_item(
            Key={"user_id": user_id},
            ConditionExpression=Attr("status").eq("inactive")
        )
        print("Deleted:", response)
    except ClientError as e:
        if e.response["Error"]["Code"] == "ConditionalCheckFailedException":
            print(f"User {user_id} not deleted due to condition failure.")
        else:
            raise


users = tables.users()
users.put_item(Item={"user_id": "001", "status": "inactive"})
users.put_item(Item={"user_id": "002", "status": "active"})
delete_user("001")
delete_user("001")
delete_user("002")

assert messages[0][0] == "Deleted:", messages
assert messages[1:] == [
    ("User 001 not deleted due to condition failure.",),
    ("User 002 not deleted due to condition failure.",),
], messages
assert users.scan()["Items"] == [{"user_id": "002", "status": "active"}]
