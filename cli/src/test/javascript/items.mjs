// Items one by one: every type there and back, every kind of update, and all that an answer may carry.
import assert from "node:assert/strict";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { N, S, create, dynamodb, hash, range, refused } from "./client.mjs";

const TableName = "Threads";
await create(TableName, [...hash("forum"), ...range("subject")], { forum: "S", subject: "S", posted: "N" }, {
  LocalSecondaryIndexes: [
    {
      IndexName: "by-post",
      KeySchema: [...hash("forum"), ...range("posted")],
      Projection: { ProjectionType: "ALL" },
    },
  ],
});
const Key = { forum: S("db"), subject: S("how") };
const item = {
  ...Key,
  text: S("né𝄞"),
  posted: N(7),
  precise: N("1.2345678901234567890123456789012345678"),
  huge: N("1E+125"),
  bytes: { B: Uint8Array.of(0, 255) },
  empty: S(""),
  none: { B: new Uint8Array(0) },
  yes: { BOOL: true },
  nothing: { NULL: true },
  list: { L: [N(0), S("one"), { L: [] }] },
  map: { M: { a: N(1), b: { M: {} } } },
  names: { SS: ["ana", "bo"] },
  numbers: { NS: ["1", "2"] },
  blobs: { BS: [Uint8Array.of(1), Uint8Array.of(2)] },
};
const stored = { ...item, huge: N("1" + "0".repeat(125)) };

/** Sets have no order: their members sorted. */
function sorted(attributes) {
  attributes?.numbers?.NS.sort();
  attributes?.names?.SS.sort();
  return attributes;
}

// Put and get.
assert.equal((await dynamodb.putItem({ TableName, Item: item })).Attributes, undefined);
const read = await dynamodb.getItem({ TableName, Key, ConsistentRead: true, ReturnConsumedCapacity: "TOTAL" });
assert.deepEqual(sorted(read.Item), stored);
assert.deepEqual(read.ConsumedCapacity, { TableName, CapacityUnits: 1 });
assert.equal((await dynamodb.getItem({ TableName, Key: { ...Key, subject: S("no") } })).Item, undefined);
const part = await dynamodb.getItem({
  TableName,
  Key,
  ProjectionExpression: "#l[1], #m.a, posted",
  ExpressionAttributeNames: { "#l": "list", "#m": "map" },
});
assert.deepEqual(part.Item, { posted: N(7), list: { L: [S("one")] }, map: { M: { a: N(1) } } });

// The item that a condition met comes with the error, if it is asked for.
for (const operation of ["putItem", "updateItem", "deleteItem"]) {
  const request = {
    TableName,
    ...(operation === "putItem" ? { Item: item } : { Key }),
    ConditionExpression: "posted > :limit",
    ExpressionAttributeValues: { ":limit": N(7) },
  };
  const failed = (more) =>
    refused(
      dynamodb[operation]({ ...request, ...more }),
      "ConditionalCheckFailedException",
      "The conditional request failed",
    );
  const bare = await failed({});
  assert.ok(bare instanceof ConditionalCheckFailedException);
  assert.equal(bare.Item, undefined);
  const full = await failed({ ReturnValuesOnConditionCheckFailure: "ALL_OLD" });
  assert.deepEqual(sorted(full.Item), stored);
  await refused(
    dynamodb[operation]({ ...request, ReturnValuesOnConditionCheckFailure: "ALL_NEW" }),
    "ValidationException",
  );
}

// All four sections of an update, and all five kinds of answer.
const update = {
  TableName,
  Key,
  UpdateExpression: "SET #list[9] = :s, posted = posted + :one REMOVE #text ADD numbers :ns DELETE #names :ss",
  ExpressionAttributeNames: { "#list": "list", "#names": "names", "#text": "text" },
  ExpressionAttributeValues: {
    ":s": S("last"),
    ":one": N("1e0"),
    ":ns": { NS: ["2.0", "3"] },
    ":ss": { SS: ["bo", "cy"] },
  },
};
const updatedOld = { text: S("né𝄞"), posted: N(7), names: item.names, numbers: item.numbers };
// What is set past the end of a list is appended, and so is not at the path that was set.
const updatedNew = { posted: N(8), names: { SS: ["ana"] }, numbers: { NS: ["1", "2", "3"] } };
const { text, ...kept } = stored;
const after = { ...kept, ...updatedNew, list: { L: [...item.list.L, S("last")] } };
const answers = { NONE: undefined, UPDATED_OLD: updatedOld, UPDATED_NEW: updatedNew, ALL_OLD: stored, ALL_NEW: after };
for (const [ReturnValues, expected] of Object.entries(answers)) {
  await dynamodb.putItem({ TableName, Item: item });
  const { Attributes } = await dynamodb.updateItem({ ...update, ReturnValues });
  assert.deepEqual(sorted(Attributes), expected, ReturnValues);
}
const cannot = (UpdateExpression, values, message) =>
  refused(
    dynamodb.updateItem({ TableName, Key, UpdateExpression, ExpressionAttributeValues: values }),
    "ValidationException",
    message,
  );
await cannot("SET posted = :s", { ":s": S("late") });
await cannot(
  "SET posted = precise + :tiny",
  { ":tiny": N("1e-130") },
  "Number overflow. Attempting to store a number with magnitude larger than supported range",
);
await cannot(
  "SET nowhere.a = :n",
  { ":n": N(1) },
  "The document path provided in the update expression is invalid for update",
);

// An update of what is not there creates it.
const fresh = { forum: S("db"), subject: S("new") };
const created = await dynamodb.updateItem({
  TableName,
  Key: fresh,
  UpdateExpression: "SET #v = if_not_exists(#v, :zero) + :one, tags = list_append(if_not_exists(tags, :none), :tag)",
  ExpressionAttributeNames: { "#v": "views" },
  ExpressionAttributeValues: { ":zero": N(0), ":one": N(1), ":none": { L: [] }, ":tag": { L: [S("x")] } },
  ReturnValues: "ALL_NEW",
});
assert.deepEqual(created.Attributes, { ...fresh, views: N(1), tags: { L: [S("x")] } });

// What came before expressions.
await dynamodb.updateItem({
  TableName,
  Key: fresh,
  AttributeUpdates: { views: { Action: "ADD", Value: N(2) }, tags: { Action: "DELETE" }, state: { Value: S("open") } },
  Expected: { views: { ComparisonOperator: "LT", AttributeValueList: [N(5)] }, closed: { Exists: false } },
  ConditionalOperator: "AND",
});
const legacy = await dynamodb.getItem({ TableName, Key: fresh, AttributesToGet: ["views", "tags", "state"] });
assert.deepEqual(legacy.Item, { views: N(3), state: S("open") });
await refused(
  dynamodb.updateItem({ ...update, Expected: { views: { Exists: false } } }),
  "ValidationException",
);

// Delete, and what it cost.
const deleted = await dynamodb.deleteItem({
  TableName,
  Key,
  ReturnValues: "ALL_OLD",
  ReturnConsumedCapacity: "INDEXES",
  ReturnItemCollectionMetrics: "SIZE",
});
assert.deepEqual(sorted(deleted.Attributes), after);
assert.deepEqual(deleted.ConsumedCapacity, {
  TableName,
  CapacityUnits: 2,
  Table: { CapacityUnits: 1 },
  LocalSecondaryIndexes: { "by-post": { CapacityUnits: 1 } },
});
assert.deepEqual(deleted.ItemCollectionMetrics.ItemCollectionKey, { forum: S("db") });
const [lower, upper] = deleted.ItemCollectionMetrics.SizeEstimateRangeGB;
assert.ok(lower <= 0 && upper > 0);
assert.equal((await dynamodb.deleteItem({ TableName, Key, ReturnValues: "ALL_OLD" })).Attributes, undefined);

// What an item may not be.
const bad = (more, message) =>
  refused(dynamodb.putItem({ TableName, Item: { ...Key, ...more } }), "ValidationException", message);
await bad({ forum: N(1) });
await bad({ forum: S("") });
await bad({ posted: S("late") });
await bad({ n: N("1e126") });
await bad({ n: N("one") });
await bad({ set: { SS: [] } });
await bad({ set: { SS: ["a", "a"] } });
await bad({ long: S("x".repeat(400 * 1024)) }, "Item size has exceeded the maximum allowed size");
await refused(
  dynamodb.putItem({ TableName: "Nowhere", Item: item }),
  "ResourceNotFoundException",
  "Requested resource not found",
);
