// What changes while a table is used: an index that comes and goes, settings, and items that expire.
import assert from "node:assert/strict";
import { N, S, attributes, create, dynamodb, hash, range, refused, until } from "./client.mjs";

const TableName = "Orders";
await create(TableName, hash("id"), { id: "S" });
for (let i = 0; i < 30; i++) {
  await dynamodb.putItem({
    TableName,
    Item: { id: S("order-" + i), state: S(i % 3 === 0 ? "open" : "paid"), total: N(i) },
  });
}
const described = async () => (await dynamodb.describeTable({ TableName })).Table;

// An index of what is there already.
const changed = await dynamodb.updateTable({
  TableName,
  AttributeDefinitions: attributes({ id: "S", state: "S", total: "N" }),
  GlobalSecondaryIndexUpdates: [
    {
      Create: {
        IndexName: "by-state",
        KeySchema: [...hash("state"), ...range("total")],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    },
  ],
});
assert.equal(changed.TableDescription.GlobalSecondaryIndexes[0].IndexStatus, "CREATING");
const indexed = await until(described, (table) => table.GlobalSecondaryIndexes?.[0].IndexStatus === "ACTIVE");
assert.equal(indexed.TableStatus, "ACTIVE");
const open = await dynamodb.query({
  TableName,
  IndexName: "by-state",
  KeyConditionExpression: "#s = :open AND #t > :low",
  ExpressionAttributeNames: { "#s": "state", "#t": "total" },
  ExpressionAttributeValues: { ":open": S("open"), ":low": N(20) },
});
assert.deepEqual(open.Items.map((item) => item.id.S), ["order-21", "order-24", "order-27"]);
await dynamodb.updateTable({ TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "by-state" } }] });
await until(described, (table) => table.GlobalSecondaryIndexes === undefined);
await refused(dynamodb.scan({ TableName, IndexName: "by-state" }), "ValidationException");
await refused(
  dynamodb.updateTable({ TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "by-state" } }] }),
  "ResourceNotFoundException",
);

// Settings.
await dynamodb.updateTable({ TableName, DeletionProtectionEnabled: true });
await refused(dynamodb.deleteTable({ TableName }), "ValidationException");
await dynamodb.updateTable({ TableName, DeletionProtectionEnabled: false });
await dynamodb.updateTable({
  TableName,
  BillingMode: "PROVISIONED",
  ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 },
});
assert.equal((await described()).ProvisionedThroughput.WriteCapacityUnits, 4);
await refused(dynamodb.updateTable({ TableName }), "ValidationException");
await refused(
  dynamodb.updateTable({ TableName: "Nowhere", DeletionProtectionEnabled: true }),
  "ResourceNotFoundException",
);

// Items that expire.
const TimeToLiveSpecification = { Enabled: true, AttributeName: "due" };
const set = await dynamodb.updateTimeToLive({ TableName, TimeToLiveSpecification });
assert.deepEqual(set.TimeToLiveSpecification, TimeToLiveSpecification);
await until(
  () => dynamodb.describeTimeToLive({ TableName }),
  (answer) => answer.TimeToLiveDescription.TimeToLiveStatus === "ENABLED",
);
await refused(dynamodb.updateTimeToLive({ TableName, TimeToLiveSpecification }), "ValidationException");
const now = Math.floor(Date.now() / 1000);
await dynamodb.putItem({ TableName, Item: { id: S("gone"), due: N(now - 60) } });
await dynamodb.putItem({ TableName, Item: { id: S("kept"), due: N(now + 3600) } });
const read = (id) => dynamodb.getItem({ TableName, Key: { id: S(id) } });
await until(() => read("gone"), (answer) => answer.Item === undefined);
assert.ok((await read("kept")).Item);
