# Guide, part 5: many deletes through a batch writer.
import boto3

import tables

tables.users()
dynamodb = boto3.resource("dynamodb")
table = dynamodb.Table("Users")
with table.batch_writer() as batch:
    for number in range(1, 104):
        batch.put_item(Item={"user_id": "%03d" % number, "status": "inactive"})
assert table.scan(Select="COUNT")["Count"] == 103

with table.batch_writer() as batch:
    batch.delete_item(Key={"user_id": "001"})
    batch.delete_item(Key={"user_id": "002"})
assert table.scan(Select="COUNT")["Count"] == 101

# More than one batch of 25, and the same key twice in one batch, which the writer is told to expect.
with table.batch_writer(overwrite_by_pkeys=["user_id"]) as batch:
    for number in range(3, 104):
        batch.delete_item(Key={"user_id": "%03d" % number})
        batch.delete_item(Key={"user_id": "003"})
assert table.scan(Select="COUNT")["Count"] == 0
