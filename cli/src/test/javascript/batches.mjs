// Batches and transactions: what they do together, and why they do not.
import assert from "node:assert/strict";
import { IdempotentParameterMismatchException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { N, S, create, dynamodb, hash, range, refused } from "./client.mjs";

await create("Users", hash("id"), { id: "S" });
await create("Visits", [...hash("id"), ...range("at")], { id: "S", at: "N" });
const user = (id, more) => ({ id: S(id), ...more });
const visit = (id, at, more) => ({ id: S(id), at: N(at), ...more });
const stored = async (id) => (await dynamodb.getItem({ TableName: "Users", Key: user(id) })).Item;

// Batches reach several tables.
const ids = [...Array(20).keys()].map((i) => "user-" + i);
const written = await dynamodb.batchWriteItem({
  RequestItems: {
    Users: ids.map((id) => ({ PutRequest: { Item: user(id) } })),
    Visits: [{ PutRequest: { Item: visit("user-0", 1) } }, { DeleteRequest: { Key: visit("user-1", 1) } }],
  },
  ReturnConsumedCapacity: "TOTAL",
});
assert.deepEqual(written.UnprocessedItems, {});
const units = Object.fromEntries(written.ConsumedCapacity.map((c) => [c.TableName, c.CapacityUnits]));
assert.deepEqual(units, { Users: 20, Visits: 2 });
const got = await dynamodb.batchGetItem({
  RequestItems: {
    Users: { Keys: [...ids, "nobody"].map((id) => user(id)), ConsistentRead: true },
    Visits: {
      Keys: [visit("user-0", "1.0")],
      ProjectionExpression: "#at",
      ExpressionAttributeNames: { "#at": "at" },
    },
  },
});
assert.deepEqual(got.UnprocessedKeys, {});
assert.deepEqual(got.Responses.Users.map((item) => item.id.S).sort(), [...ids].sort());
assert.deepEqual(got.Responses.Visits, [{ at: N(1) }]);
const twice = [user("a"), user("a")];
const duplicates = "Provided list of item keys contains duplicates";
await refused(
  dynamodb.batchGetItem({ RequestItems: { Users: { Keys: twice } } }),
  "ValidationException",
  duplicates,
);
await refused(
  dynamodb.batchWriteItem({ RequestItems: { Users: twice.map((Item) => ({ PutRequest: { Item } })) } }),
  "ValidationException",
  duplicates,
);
await refused(dynamodb.batchWriteItem({ RequestItems: {} }), "ValidationException");
await refused(
  dynamodb.batchGetItem({ RequestItems: { Nowhere: { Keys: [user("a")] } } }),
  "ResourceNotFoundException",
);

// A batch of large items comes back in part, and the rest is asked for again.
const large = [...Array(45).keys()].map((i) => "large-" + i);
for (const id of large) {
  await dynamodb.putItem({ TableName: "Users", Item: user(id, { text: S("x".repeat(390 * 1024)) }) });
}
let Keys = large.map((id) => user(id));
let rounds = 0;
const found = new Set();
while (Keys.length > 0) {
  const { Responses, UnprocessedKeys } = await dynamodb.batchGetItem({ RequestItems: { Users: { Keys } } });
  Responses.Users.forEach((item) => found.add(item.id.S));
  Keys = UnprocessedKeys.Users?.Keys ?? [];
  rounds++;
}
assert.deepEqual([found.size, rounds], [45, 2]);

// A transaction of all four members.
const add = (TableName, Key, more) => ({
  Update: {
    TableName,
    Key,
    UpdateExpression: "ADD seen :one",
    ExpressionAttributeValues: { ":one": N(1) },
    ...more,
  },
});
const unseen = { ConditionExpression: "attribute_not_exists(seen)" };
const answer = await dynamodb.transactWriteItems({
  TransactItems: [
    { Put: { TableName: "Users", Item: user("ana", { seen: N(0) }) } },
    add("Visits", visit("user-0", 1), unseen),
    { Delete: { TableName: "Users", Key: user("user-19"), ConditionExpression: "attribute_exists(id)" } },
    { ConditionCheck: { TableName: "Users", Key: user("user-18"), ...unseen } },
  ],
  ReturnConsumedCapacity: "TOTAL",
});
assert.equal(answer.ConsumedCapacity.reduce((sum, c) => sum + c.CapacityUnits, 0), 8);
const moment = await dynamodb.transactGetItems({
  TransactItems: [
    { Get: { TableName: "Users", Key: user("ana"), ProjectionExpression: "seen" } },
    { Get: { TableName: "Users", Key: user("user-19") } },
    { Get: { TableName: "Visits", Key: visit("user-0", 1) } },
  ],
});
assert.deepEqual(
  moment.Responses.map((response) => response.Item),
  [{ seen: N(0) }, undefined, visit("user-0", 1, { seen: N(1) })],
);

// One that is cancelled says why, member by member.
const cancelled = await refused(
  dynamodb.transactWriteItems({
    TransactItems: [
      { Delete: { TableName: "Users", Key: user("ana") } },
      add("Visits", visit("user-0", 1), { ...unseen, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
    ],
  }),
  "TransactionCanceledException",
  "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]",
);
assert.ok(cancelled instanceof TransactionCanceledException);
assert.deepEqual(cancelled.CancellationReasons, [
  { Code: "None" },
  {
    Code: "ConditionalCheckFailed",
    Message: "The conditional request failed",
    Item: visit("user-0", 1, { seen: N(1) }),
  },
]);
assert.ok(await stored("ana"));
const unsuitable = await refused(
  dynamodb.transactWriteItems({
    TransactItems: [add("Users", user("ana"), { ExpressionAttributeValues: { ":one": { SS: ["x"] } } })],
  }),
  "TransactionCanceledException",
);
assert.equal(unsuitable.CancellationReasons[0].Code, "ValidationError");
await refused(
  dynamodb.transactWriteItems({ TransactItems: twice.map((Item) => ({ Put: { TableName: "Users", Item } })) }),
  "ValidationException",
  "Transaction request cannot include multiple operations on one item",
);

// One token, one transaction.
const tokened = (id) =>
  dynamodb.transactWriteItems({ TransactItems: [add("Users", user(id))], ClientRequestToken: "the-only-one" });
await tokened("ana");
await tokened("ana");
assert.deepEqual(await stored("ana"), user("ana", { seen: N(1) }));
const mismatch = await refused(tokened("bo"), "IdempotentParameterMismatchException");
assert.ok(mismatch instanceof IdempotentParameterMismatchException);
