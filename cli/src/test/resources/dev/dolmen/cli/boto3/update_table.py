# UpdateTable: settings, and a global secondary index that is added to a table with items and taken off again.
import time

from boto3.dynamodb.conditions import Key

import tables

client = tables.dynamodb.meta.client
table = tables.create("Songs", ("artist", "S"), ("title", "S"))
for number in range(1_000):
    table.put_item(
        Item={"artist": "artist %d" % (number % 10), "title": "title %d" % number, "genre": "genre %d" % (number % 4)}
    )
table.put_item(Item={"artist": "none", "title": "without a genre"})
table.put_item(Item={"artist": "none", "title": "a genre that is no string", "genre": 7})


def describe():
    return client.describe_table(TableName="Songs")["Table"]


def index():
    return describe().get("GlobalSecondaryIndexes", [None])[0]


# Settings: one thing at a time.
assert "BillingModeSummary" in describe()
told = client.update_table(TableName="Songs", BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5})
assert told["TableDescription"]["TableStatus"] == "UPDATING", told
assert describe()["BillingModeSummary"]["BillingMode"] == "PROVISIONED"
assert describe()["ProvisionedThroughput"]["ReadCapacityUnits"] == 5
with tables.refused("ValidationException"):
    client.update_table(TableName="Songs", ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5})
client.update_table(TableName="Songs", ProvisionedThroughput={"ReadCapacityUnits": 4, "WriteCapacityUnits": 6})
units = describe()["ProvisionedThroughput"]
assert units["NumberOfDecreasesToday"] == 1 and "LastDecreaseDateTime" in units and "LastIncreaseDateTime" in units, units
client.update_table(TableName="Songs", BillingMode="PAY_PER_REQUEST", OnDemandThroughput={"MaxReadRequestUnits": 100})
assert describe()["OnDemandThroughput"] == {"MaxReadRequestUnits": 100}
assert describe()["WarmThroughput"] == {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"}
client.update_table(TableName="Songs", DeletionProtectionEnabled=True)
with tables.refused("ValidationException"):
    table.delete()
client.update_table(TableName="Songs", DeletionProtectionEnabled=False)
with tables.refused(
    "ValidationException",
    "One or more parameter values were invalid: TableClass modification must be the only operation in the request",
):
    client.update_table(TableName="Songs", TableClass="STANDARD", DeletionProtectionEnabled=True)

# An index, which is there when it is ACTIVE.
created = client.update_table(
    TableName="Songs",
    AttributeDefinitions=[{"AttributeName": "genre", "AttributeType": "S"}],
    GlobalSecondaryIndexUpdates=[
        {
            "Create": {
                "IndexName": "by_genre",
                "KeySchema": [{"AttributeName": "genre", "KeyType": "HASH"}, {"AttributeName": "title", "KeyType": "RANGE"}],
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["year"]},
            }
        }
    ],
)["TableDescription"]
assert created["TableStatus"] == "UPDATING", created
assert created["GlobalSecondaryIndexes"][0]["IndexStatus"] == "CREATING", created
assert created["GlobalSecondaryIndexes"][0]["Backfilling"] is False, created
table.put_item(Item={"artist": "meanwhile", "title": "title 0", "genre": "genre 0", "year": 2026})
while index()["IndexStatus"] != "ACTIVE":
    assert index().get("Backfilling", True), index()
    time.sleep(0.02)
assert "Backfilling" not in index()
assert index()["ItemCount"] == 1_001, index()
assert [d["AttributeName"] for d in describe()["AttributeDefinitions"]] == ["artist", "genre", "title"]
found = table.query(
    IndexName="by_genre",
    KeyConditionExpression=Key("genre").eq("genre 0") & Key("title").eq("title 0"),
)["Items"]
assert sorted(item["artist"] for item in found) == ["artist 0", "meanwhile"], found
assert {"artist": "meanwhile", "title": "title 0", "genre": "genre 0", "year": 2026} in found, found
with tables.refused("ValidationException"):
    table.put_item(Item={"artist": "a", "title": "b", "genre": 7})

# And gone.
deleted = client.update_table(
    TableName="Songs", GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by_genre"}}]
)["TableDescription"]
assert deleted["GlobalSecondaryIndexes"][0]["IndexStatus"] == "DELETING", deleted
while index() is not None:
    time.sleep(0.02)
assert [d["AttributeName"] for d in describe()["AttributeDefinitions"]] == ["artist", "title"]
with tables.refused("ValidationException", "The table does not have the specified index: by_genre"):
    table.query(IndexName="by_genre", KeyConditionExpression=Key("genre").eq("genre 0"))
with tables.refused(
    "ResourceNotFoundException", "Requested resource not found: Index by_genre for table Songs"
):
    client.update_table(TableName="Songs", GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by_genre"}}])
with tables.refused("ResourceNotFoundException", "Requested resource not found: Table: None not found"):
    client.update_table(TableName="None", BillingMode="PAY_PER_REQUEST")
