# Guide, part 3: delete by partition and sort key.
import boto3

import tables

tables.create("Users", ("user_id", "S"), ("email", "S"))
dynamodb = boto3.resource("dynamodb")
table = dynamodb.Table("Users")
for email in ("ana@example.org", "ana@example.com"):
    table.put_item(Item={"user_id": "001", "email": email})

response = table.delete_item(
    Key={
        "user_id": "001",
        "email": "ana@example.org"
    }
)

assert response["ResponseMetadata"]["HTTPStatusCode"] == 200
assert [item["email"] for item in table.scan()["Items"]] == ["ana@example.com"]
