# HTTPS with a certificate of one's own: a client is told to trust it, and trusts no other.
import sys

import boto3
from botocore.exceptions import SSLError

certificate = sys.argv[3]
table = boto3.resource("dynamodb", verify=certificate).create_table(
    TableName="Users",
    KeySchema=[{"AttributeName": "user_id", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "user_id", "AttributeType": "S"}],
    BillingMode="PAY_PER_REQUEST",
)
table.put_item(Item={"user_id": "001", "status": "inactive"})
table.delete_item(Key={"user_id": "001"})
assert table.scan(Select="COUNT")["Count"] == 0
assert table.meta.client.meta.endpoint_url.startswith("https://")
try:
    boto3.client("dynamodb").list_tables()
    raise AssertionError("a certificate that nobody vouches for was trusted")
except SSLError:
    pass
