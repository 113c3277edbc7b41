# Guide, parts 2 and 8: credentials that are configured, and policies that control who may delete. The server knows the
# users of access.json; the scripts' own key is that of its administrator.
import datetime

import boto3
import botocore.auth
from boto3.dynamodb.conditions import Attr
from botocore.exceptions import ClientError

import tables


def keys(key, secret, token=None):
    return {"aws_access_key_id": key, "aws_secret_access_key": secret, "aws_session_token": token}


KEEPER = keys("KEEPER1", "the keeper's/first+secret=")
table = tables.users()
for number in ("001", "002", "003"):
    table.put_item(Item={"user_id": number, "status": "inactive"})

# Whoever is denied deletes may do everything else, and is told why not.
keeper = boto3.resource("dynamodb", **KEEPER).Table("Users")
client = boto3.client("dynamodb", **KEEPER)
DENIED = (
    "User: arn:aws:iam::000000000000:user/keeper is not authorized to perform: dynamodb:{} on resource: "
    + table.table_arn
    + " with an explicit deny in an identity-based policy"
)
keeper.put_item(Item={"user_id": "004", "status": "active"})
keeper.update_item(Key={"user_id": "004"}, AttributeUpdates={"status": {"Value": "inactive"}})
assert keeper.get_item(Key={"user_id": "004"})["Item"]["status"] == "inactive"

with tables.refused("AccessDeniedException", DENIED.format("DeleteItem")):
    keeper.delete_item(Key={"user_id": "001"})
with tables.refused("AccessDeniedException", DENIED.format("DeleteItem")):
    keeper.delete_item(Key={"user_id": "001"}, ConditionExpression=Attr("status").eq("inactive"))
with tables.refused("AccessDeniedException", DENIED.format("DeleteItem")):
    client.delete_item(TableName=table.table_arn, Key={"user_id": {"S": "001"}}, ReturnValues="ALL_OLD")
with tables.refused("AccessDeniedException", DENIED.format("BatchWriteItem")):
    with keeper.batch_writer() as batch:
        for item in keeper.scan()["Items"]:
            batch.delete_item(Key={"user_id": item["user_id"]})
with tables.refused("AccessDeniedException", DENIED.format("DeleteItem")):
    client.transact_write_items(
        TransactItems=[{"Delete": {"TableName": "Users", "Key": {"user_id": {"S": "001"}}}}]
    )
with tables.refused("AccessDeniedException", DENIED.format("DeleteTable")):
    keeper.delete()
# Not even that the key is wrong, or that the item is not there, is told.
with tables.refused("AccessDeniedException", DENIED.format("DeleteItem")):
    keeper.delete_item(Key={"nothing": "001"})
assert table.scan(Select="COUNT")["Count"] == 4
orders = tables.create("Orders", ("user_id", "S"))
boto3.resource("dynamodb", **KEEPER).Table("Orders").delete_item(Key={"user_id": "001"})

# What is not allowed is denied, too.
reader = boto3.resource("dynamodb", **keys("READER1", "the reader's secret")).Table("Users")
assert reader.scan(Select="COUNT")["Count"] == 4
with tables.refused(
    "AccessDeniedException",
    "User: arn:aws:iam::000000000000:user/reader is not authorized to perform: dynamodb:DeleteItem on resource: "
    + table.table_arn
    + " because no identity-based policy allows the dynamodb:DeleteItem action",
):
    reader.delete_item(Key={"user_id": "001"})

# Keys that are nobody's, secrets that are not the key's, tokens of sessions.
INVALID = "The security token included in the request is invalid"
with tables.refused("UnrecognizedClientException", INVALID + "."):
    boto3.client("dynamodb", **keys("NOBODY", "secret")).list_tables()
with tables.refused("UnrecognizedClientException", INVALID + "."):
    boto3.client("dynamodb", **keys("KEEPER2", "the keeper's second secret")).list_tables()
with tables.refused("UnrecognizedClientException", INVALID):
    boto3.client("dynamodb", **keys("KEEPER2", "the keeper's second secret", "another")).list_tables()
session = keys("KEEPER2", "the keeper's second secret", "a+token/of==")
assert boto3.client("dynamodb", **session).list_tables()["TableNames"] == ["Orders", "Users"]
try:
    boto3.client("dynamodb", **keys("KEEPER1", "another secret")).list_tables()
    raise AssertionError("not refused")
except ClientError as e:
    assert e.response["Error"]["Code"] == "InvalidSignatureException", e.response
    assert e.response["Error"]["Message"].startswith(
        "The request signature we calculated does not match the signature you provided."
    ), e.response

# Any region will do: there is but this one place.
assert boto3.client("dynamodb", region_name="ap-south-2", **KEEPER).list_tables()["TableNames"]

# A clock that is more than five minutes off.
clock = botocore.auth.get_current_datetime


def refused_at(minutes, text):
    botocore.auth.get_current_datetime = lambda: clock() + datetime.timedelta(minutes=minutes)
    try:
        boto3.client("dynamodb", **KEEPER).list_tables()
        raise AssertionError("not refused")
    except ClientError as e:
        assert e.response["Error"]["Code"] == "InvalidSignatureException", e.response
        assert e.response["Error"]["Message"].startswith(text), e.response
    finally:
        botocore.auth.get_current_datetime = clock


refused_at(-6, "Signature expired: ")
refused_at(6, "Signature not yet current: ")

# And all of it is the administrator's to delete.
with table.batch_writer() as batch:
    for item in table.scan()["Items"]:
        batch.delete_item(Key={"user_id": item["user_id"]})
assert table.scan(Select="COUNT")["Count"] == 0
