"""The tables that the scripts are about, and how they expect errors."""
import contextlib

import boto3
from botocore.exceptions import ClientError

dynamodb = boto3.resource("dynamodb")


def create(name, *keys, **more):
    """A table whose keys are given as (attribute, type), the partition key first."""
    types = {attribute: kind for attribute, kind in keys}
    types.update(more.pop("attributes", {}))
    table = dynamodb.create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": attribute, "KeyType": role}
            for (attribute, _), role in zip(keys, ("HASH", "RANGE"))
        ],
        AttributeDefinitions=[
            {"AttributeName": attribute, "AttributeType": kind} for attribute, kind in types.items()
        ],
        BillingMode="PAY_PER_REQUEST",
        **more,
    )
    table.wait_until_exists()
    return table


def users():
    return create("Users", ("user_id", "S"))


@contextlib.contextmanager
def refused(code, message=None):
    """What is inside must be refused with this error, word for word."""
    try:
        yield
    except ClientError as e:
        assert e.response["Error"]["Code"] == code, e.response
        assert e.response["ResponseMetadata"]["HTTPStatusCode"] == 400, e.response
        assert message is None or e.response["Error"]["Message"] == message, e.response
    else:
        raise AssertionError("not refused with " + code)
