# Guide, part 3: delete by partition key.
import boto3

import tables

tables.users().put_item(Item={"user_id": "001", "status": "inactive"})

dynamodb = boto3.resource("dynamodb")
table = dynamodb.Table("Users")

response = table.delete_item(
    Key={
        "user_id": "001"
    }
)
print("Delete response:", response)

assert response["ResponseMetadata"]["HTTPStatusCode"] == 200
assert "Item" not in table.get_item(Key={"user_id": "001"})
# Idempotent: deleting what is not there is no error, and has nothing to return.
again = table.delete_item(Key={"user_id": "001"}, ReturnValues="ALL_OLD")
assert again["ResponseMetadata"]["HTTPStatusCode"] == 200
assert "Attributes" not in again
