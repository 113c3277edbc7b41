"""The first answer to each transaction is lost on its way; boto3 repeats the call under the token it made for it."""
import boto3

from tables import users

client = boto3.client("dynamodb")
users()

for name in ("ana", "bo"):
    key = {"user_id": {"S": name}}
    # Done twice, the condition would not hold the second time.
    client.transact_write_items(
        TransactItems=[{"Put": {"TableName": "Users", "Item": key, "ConditionExpression": "attribute_not_exists(user_id)"}}]
    )
    assert client.get_item(TableName="Users", Key=key)["Item"] == key
