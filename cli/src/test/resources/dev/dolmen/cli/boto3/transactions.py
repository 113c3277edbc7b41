"""Transactions, batches over tables named by their ARNs, tags, limits and endpoints, with the low-level client."""
import boto3

from tables import create, refused, users

client = boto3.client("dynamodb")
users()
orders = create("Orders", ("user_id", "S"), ("nr", "N"))


def user(name):
    return {"user_id": {"S": name}}


# All of it happens ...
answer = client.transact_write_items(
    TransactItems=[
        {"Put": {"TableName": "Users", "Item": user("ana"), "ConditionExpression": "attribute_not_exists(user_id)"}},
        {"Put": {"TableName": "Orders", "Item": {**user("ana"), "nr": {"N": "1"}}}},
        {
            "ConditionCheck": {
                "TableName": "Users",
                "Key": user("bo"),
                "ConditionExpression": "attribute_not_exists(user_id)",
            }
        },
    ],
    ReturnConsumedCapacity="TOTAL",
)
assert {c["TableName"]: c["WriteCapacityUnits"] for c in answer["ConsumedCapacity"]} == {"Users": 4.0, "Orders": 2.0}
read = client.transact_get_items(
    TransactItems=[
        {"Get": {"TableName": "Users", "Key": user("ana")}},
        {"Get": {"TableName": "Users", "Key": user("bo")}},
        {"Get": {"TableName": "Orders", "Key": {**user("ana"), "nr": {"N": "1.0"}}, "ProjectionExpression": "nr"}},
    ]
)
assert read["Responses"] == [{"Item": user("ana")}, {}, {"Item": {"nr": {"N": "1"}}}], read

# ... or nothing, and the reasons say why.
try:
    client.transact_write_items(
        TransactItems=[
            {"Delete": {"TableName": "Users", "Key": user("ana")}},
            {
                "Put": {
                    "TableName": "Orders",
                    "Item": {**user("ana"), "nr": {"N": "1"}},
                    "ConditionExpression": "attribute_not_exists(user_id)",
                    "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
                }
            },
        ]
    )
    raise AssertionError("not cancelled")
except client.exceptions.TransactionCanceledException as e:
    assert e.response["Error"]["Message"].endswith("[None, ConditionalCheckFailed]"), e.response
    assert e.response["CancellationReasons"] == [
        {"Code": "None"},
        {
            "Code": "ConditionalCheckFailed",
            "Message": "The conditional request failed",
            "Item": {**user("ana"), "nr": {"N": "1"}},
        },
    ], e.response
assert "Item" in client.get_item(TableName="Users", Key=user("ana"))

# One token, one transaction.
put = [{"Put": {"TableName": "Users", "Item": user("cy")}}]
client.transact_write_items(TransactItems=put, ClientRequestToken="once")
client.delete_item(TableName="Users", Key=user("cy"))
client.transact_write_items(TransactItems=put, ClientRequestToken="once")
assert "Item" not in client.get_item(TableName="Users", Key=user("cy"))
with refused("IdempotentParameterMismatchException"):
    client.transact_write_items(
        TransactItems=[{"Put": {"TableName": "Users", "Item": user("di")}}], ClientRequestToken="once"
    )

# A table is named by its ARN, in batches too, and tagged by it.
arn = client.describe_table(TableName="Users")["Table"]["TableArn"]
client.batch_write_item(RequestItems={arn: [{"PutRequest": {"Item": user("eva")}}]})
batch = client.batch_get_item(RequestItems={arn: {"Keys": [user("eva"), user("nobody")]}})
assert batch["Responses"] == {arn: [user("eva")]} and batch["UnprocessedKeys"] == {}, batch
client.tag_resource(ResourceArn=arn, Tags=[{"Key": "stage", "Value": "test"}])
assert client.list_tags_of_resource(ResourceArn=arn)["Tags"] == [{"Key": "stage", "Value": "test"}]
client.untag_resource(ResourceArn=arn, TagKeys=["stage"])
assert client.list_tags_of_resource(ResourceArn=arn)["Tags"] == []

assert client.describe_limits()["TableMaxReadCapacityUnits"] > 0
assert client.describe_endpoints()["Endpoints"][0]["Address"] in client.meta.endpoint_url
