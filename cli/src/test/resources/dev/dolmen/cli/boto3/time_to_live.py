"""Items that expire, and the expiry switched on and off, with the low-level client and by the clock of this machine."""
import time

import boto3

from tables import refused, users

client = boto3.client("dynamodb")
users()


def update(enabled, attribute="expires"):
    return client.update_time_to_live(
        TableName="Users", TimeToLiveSpecification={"Enabled": enabled, "AttributeName": attribute}
    )


def describe():
    return client.describe_time_to_live(TableName="Users")["TimeToLiveDescription"]


def put(user_id, expires):
    client.put_item(TableName="Users", Item={"user_id": {"S": user_id}, "expires": {"N": str(expires)}})


def ids():
    return {item["user_id"]["S"] for item in client.scan(TableName="Users")["Items"]}


assert describe() == {"TimeToLiveStatus": "DISABLED"}
now = int(time.time())
put("expired before", now - 10)
assert update(True)["TimeToLiveSpecification"] == {"Enabled": True, "AttributeName": "expires"}
assert describe() == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}
put("expired", now - 10)
put("expires tomorrow", now + 86400)
put("expired six years ago", now - 6 * 366 * 86400)
put("in milliseconds", (now - 10) * 1000)

# The store looks for itself, about once a second; nobody tells it to.
deadline = time.monotonic() + 60
left = {"expires tomorrow", "expired six years ago", "in milliseconds"}
while ids() != left:
    assert time.monotonic() < deadline, ids()

with refused("ValidationException", "TimeToLive is already enabled"):
    update(True)
with refused(
    "ValidationException", "TimeToLive is active on a different AttributeName: current AttributeName is expires"
):
    update(False, "other")
update(False)
with refused("ValidationException", "TimeToLive is already disabled"):
    update(False)
assert describe() == {"TimeToLiveStatus": "DISABLED"}
