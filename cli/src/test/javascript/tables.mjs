// Tables: created with indexes of both kinds, described, listed, tagged and deleted; the waiters and the paginator.
import assert from "node:assert/strict";
import {
  ResourceInUseException,
  ResourceNotFoundException,
  paginateListTables,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { all, attributes, create, dynamodb, hash, range, refused } from "./client.mjs";

const orders = await create(
  "Orders",
  [...hash("customer"), ...range("number")],
  { customer: "S", number: "N", placed: "S", country: "S", city: "S", status: "S", total: "N" },
  {
    LocalSecondaryIndexes: [
      {
        IndexName: "by-date",
        KeySchema: [...hash("customer"), ...range("placed")],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["total"] },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "by-place",
        KeySchema: [...hash("country", "city"), ...range("status", "total")],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
    Tags: [{ Key: "stage", Value: "test" }],
  },
);
assert.equal(orders.TableStatus, "ACTIVE");
assert.equal(orders.BillingModeSummary.BillingMode, "PAY_PER_REQUEST");
assert.ok(orders.CreationDateTime instanceof Date);
assert.deepEqual([orders.ItemCount, orders.TableSizeBytes], [0, 0]);
assert.deepEqual(orders.KeySchema, [...hash("customer"), ...range("number")]);
const [byDate] = orders.LocalSecondaryIndexes;
assert.deepEqual(byDate.Projection, { ProjectionType: "INCLUDE", NonKeyAttributes: ["total"] });
assert.equal(byDate.IndexArn, orders.TableArn + "/index/by-date");
const [byPlace] = orders.GlobalSecondaryIndexes;
assert.equal(byPlace.IndexStatus, "ACTIVE");
assert.deepEqual(byPlace.KeySchema, [...hash("country", "city"), ...range("status", "total")]);

// What a table may not be.
const table = (TableName, KeySchema, types, more) => ({
  TableName,
  KeySchema,
  AttributeDefinitions: attributes(types),
  BillingMode: "PAY_PER_REQUEST",
  ...more,
});
const inUse = await refused(
  dynamodb.createTable(table("Orders", hash("id"), { id: "S" })),
  "ResourceInUseException",
  "Table already exists: Orders",
);
assert.ok(inUse instanceof ResourceInUseException);
await refused(dynamodb.createTable(table("x", hash("id"), { id: "S" })), "ValidationException");
await refused(dynamodb.createTable(table("Typed", hash("id"), { id: "BOOL" })), "ValidationException");
await refused(
  dynamodb.createTable(table("Free", hash("id"), { id: "S" }, { BillingMode: "PROVISIONED" })),
  "ValidationException",
);
const five = ["k1", "k2", "k3", "k4", "k5"];
await refused(
  dynamodb.createTable(
    table("Five", hash("id"), Object.fromEntries(["id", ...five].map((name) => [name, "S"])), {
      GlobalSecondaryIndexes: [
        { IndexName: "five", KeySchema: hash(...five), Projection: { ProjectionType: "ALL" } },
      ],
    }),
  ),
  "ValidationException",
);
await refused(
  dynamodb.createTable(
    table("Vectors", hash("id"), { id: "S" }, {
      VectorIndexes: [
        {
          IndexName: "near",
          VectorAttribute: { AttributeName: "v" },
          Projection: { ProjectionType: "ALL" },
          Dimensions: 3,
          DistanceFunction: "COSINE",
        },
      ],
    }),
  ),
  "ValidationException",
);

// Provisioned throughput.
const provisioned = await create("Provisioned", hash("id"), { id: "B" }, {
  BillingMode: "PROVISIONED",
  ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
});
assert.equal(provisioned.ProvisionedThroughput.ReadCapacityUnits, 5);
assert.equal(provisioned.ProvisionedThroughput.WriteCapacityUnits, 6);

// Lists come in pages.
for (const name of ["Alpha", "Beta", "Gamma"]) {
  await create(name, hash("id"), { id: "S" });
}
const pages = await all(paginateListTables({ client: dynamodb, pageSize: 2 }, {}));
assert.deepEqual(
  pages.map((page) => page.TableNames),
  [["Alpha", "Beta"], ["Gamma", "Orders"], ["Provisioned"]],
);

// Tags are those of an ARN.
const ResourceArn = orders.TableArn;
await dynamodb.tagResource({ ResourceArn, Tags: [{ Key: "owner", Value: "ana" }] });
await dynamodb.untagResource({ ResourceArn, TagKeys: ["stage"] });
assert.deepEqual((await dynamodb.listTagsOfResource({ ResourceArn })).Tags, [{ Key: "owner", Value: "ana" }]);
await refused(dynamodb.listTagsOfResource({ ResourceArn: ResourceArn + "x" }), "ResourceNotFoundException");

// Limits, and where the service is.
assert.ok((await dynamodb.describeLimits({})).AccountMaxWriteCapacityUnits > 0);
const [endpoint] = (await dynamodb.describeEndpoints({})).Endpoints;
assert.equal("http://" + endpoint.Address, process.argv[2]);

// Gone is gone.
assert.equal((await dynamodb.deleteTable({ TableName: "Alpha" })).TableDescription.TableStatus, "DELETING");
await waitUntilTableNotExists({ client: dynamodb, maxWaitTime: 60 }, { TableName: "Alpha" });
const missing = await refused(
  dynamodb.describeTable({ TableName: "Alpha" }),
  "ResourceNotFoundException",
  "Requested resource not found: Table: Alpha not found",
);
assert.ok(missing instanceof ResourceNotFoundException);
await refused(dynamodb.deleteTable({ TableName: "Alpha" }), "ResourceNotFoundException");
