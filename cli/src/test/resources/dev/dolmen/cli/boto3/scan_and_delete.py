# Guide, part 6: delete what a scan finds, beyond its first page too.
import boto3

import tables

tables.users()
dynamodb = boto3.resource("dynamodb")
table = dynamodb.Table("Users")
COUNT = 300
with table.batch_writer() as batch:
    for number in range(COUNT):
        batch.put_item(Item={"user_id": "%03d" % number, "padding": "x" * 10_000})

# As the guide has it: one page, which is what one scan returns.
response = table.scan()
items = response["Items"]
assert 0 < len(items) < COUNT, "three megabytes are more than one page"
with table.batch_writer() as batch:
    for item in items:
        batch.delete_item(Key={"user_id": item["user_id"]})
assert table.scan(Select="COUNT", Limit=1)["Count"] == 1

# And then the other pages.
deleted = len(items)
while "LastEvaluatedKey" in response:
    response = table.scan(ExclusiveStartKey=response["LastEvaluatedKey"])
    with table.batch_writer() as batch:
        for item in response["Items"]:
            batch.delete_item(Key={"user_id": item["user_id"]})
    deleted += len(response["Items"])
assert deleted == COUNT
assert table.scan()["Items"] == []
