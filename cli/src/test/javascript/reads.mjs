// Query and Scan: of a table and its indexes, page by page and segment by segment.
import assert from "node:assert/strict";
import { paginateQuery, paginateScan } from "@aws-sdk/client-dynamodb";
import { N, S, all, create, dynamodb, hash, range, refused } from "./client.mjs";

const TableName = "Orders";
await create(
  TableName,
  [...hash("customer"), ...range("number")],
  { customer: "S", number: "N", placed: "S", country: "S", city: "S", status: "S", total: "N" },
  {
    LocalSecondaryIndexes: [
      {
        IndexName: "by-date",
        KeySchema: [...hash("customer"), ...range("placed")],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "by-place",
        KeySchema: [...hash("country", "city"), ...range("status", "total")],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["note"] },
      },
    ],
  },
);
const order = (customer, number, more) => ({ customer: S(customer), number: N(number), ...more });
for (let number = 0; number < 10; number++) {
  await dynamodb.putItem({
    TableName,
    Item: order("ana", number, {
      placed: S("2026-11-" + (20 - number)),
      ...(number < 6 && {
        country: S("pt"),
        city: S(number < 4 ? "porto" : "faro"),
        status: S(number % 2 === 0 ? "open" : "paid"),
        total: N(number * 10),
        note: S("note " + number),
      }),
    }),
  });
}
await dynamodb.putItem({ TableName, Item: order("bo", 1, { placed: S("2026-11-30") }) });

const numbers = (items) => items.map((item) => Number(item.number.N));
const ofAna = {
  TableName,
  KeyConditionExpression: "customer = :c",
  ExpressionAttributeValues: { ":c": S("ana") },
};

// The paginator goes on to the end, forwards and backwards, of table and index. It writes into what it is given.
const pages = await all(paginateQuery({ client: dynamodb, pageSize: 4 }, { ...ofAna }));
assert.deepEqual(pages.map((page) => page.Count), [4, 4, 2]);
assert.deepEqual(pages.flatMap((page) => numbers(page.Items)), [...Array(10).keys()]);
assert.deepEqual(pages[0].LastEvaluatedKey, order("ana", 3));
const backwards = await all(
  paginateQuery({ client: dynamodb, pageSize: 3 }, { ...ofAna, IndexName: "by-date", ScanIndexForward: false }),
);
assert.deepEqual(backwards.flatMap((page) => numbers(page.Items)), [...Array(10).keys()]);
assert.deepEqual(backwards[0].LastEvaluatedKey, order("ana", 2, { placed: S("2026-11-18") }));

// Every condition on a sort key.
const bounds = { ":a": N(3), ":b": N(5) };
for (const [condition, expected] of [
  ["#n = :a", [3]],
  ["#n < :a", [0, 1, 2]],
  ["#n <= :a", [0, 1, 2, 3]],
  ["#n > :b", [6, 7, 8, 9]],
  ["#n >= :b", [5, 6, 7, 8, 9]],
  ["#n BETWEEN :a AND :b", [3, 4, 5]],
]) {
  const used = Object.entries(bounds).filter(([name]) => condition.includes(name));
  const { Items } = await dynamodb.query({
    TableName,
    KeyConditionExpression: "customer = :c AND " + condition,
    ExpressionAttributeNames: { "#n": "number" },
    ExpressionAttributeValues: { ":c": S("ana"), ...Object.fromEntries(used) },
  });
  assert.deepEqual(numbers(Items), expected, condition);
}
const begins = await dynamodb.query({
  TableName,
  IndexName: "by-date",
  KeyConditionExpression: "customer = :c AND begins_with(placed, :p)",
  ExpressionAttributeValues: { ":c": S("ana"), ":p": S("2026-11-2") },
  ConsistentRead: true,
  Select: "ALL_ATTRIBUTES",
  ReturnConsumedCapacity: "INDEXES",
});
assert.deepEqual(begins.Items.map((item) => item.note), [S("note 0")]);
assert.equal(begins.ConsumedCapacity.LocalSecondaryIndexes["by-date"].CapacityUnits, 1);
assert.equal(begins.ConsumedCapacity.Table.CapacityUnits, 1);

// A filter comes after the limit; a count needs no items.
const filtered = await dynamodb.query({
  ...ofAna,
  Limit: 6,
  FilterExpression: "begins_with(note, :n) AND NOT #s = :open",
  ExpressionAttributeNames: { "#s": "status" },
  ExpressionAttributeValues: { ...ofAna.ExpressionAttributeValues, ":n": S("note"), ":open": S("open") },
});
assert.deepEqual([filtered.Count, filtered.ScannedCount, numbers(filtered.Items)], [3, 6, [1, 3, 5]]);
const counted = await dynamodb.query({ ...ofAna, Select: "COUNT" });
assert.deepEqual([counted.Count, counted.Items], [10, undefined]);
const legacy = await dynamodb.query({
  TableName,
  KeyConditions: {
    customer: { ComparisonOperator: "EQ", AttributeValueList: [S("ana")] },
    number: { ComparisonOperator: "GT", AttributeValueList: [N(2)] },
  },
  QueryFilter: { total: { ComparisonOperator: "NOT_NULL" } },
  AttributesToGet: ["number"],
});
assert.deepEqual(legacy.Items, [{ number: N(3) }, { number: N(4) }, { number: N(5) }]);

// A global index with several attributes in its key: all of the partition, the sort attributes from the left.
const place = { TableName, IndexName: "by-place" };
const inPorto = (condition, values, names) =>
  dynamodb.query({
    ...place,
    KeyConditionExpression: "country = :pt AND city = :porto" + condition,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ":pt": S("pt"), ":porto": S("porto"), ...values },
  });
const porto = await inPorto("", {});
assert.deepEqual(numbers(porto.Items), [0, 2, 1, 3]);
assert.deepEqual(
  porto.Items[0],
  order("ana", 0, { country: S("pt"), city: S("porto"), status: S("open"), total: N(0), note: S("note 0") }),
);
const paid = await inPorto(" AND #s = :paid AND #t > :t", { ":paid": S("paid"), ":t": N(10) }, { "#s": "status", "#t": "total" });
assert.deepEqual(numbers(paid.Items), [3]);
await refused(inPorto(" AND #t > :t", { ":t": N(10) }, { "#t": "total" }), "ValidationException");
await refused(
  dynamodb.query({
    ...place,
    KeyConditionExpression: "country = :pt",
    ExpressionAttributeValues: { ":pt": S("pt") },
  }),
  "ValidationException",
);
await refused(
  dynamodb.query({ ...ofAna, IndexName: "by-place", ConsistentRead: true }),
  "ValidationException",
  "Consistent reads are not supported on global secondary indexes",
);

// Scans: pages, segments that together are everything once, and an index that holds only some items.
const scanned = await all(paginateScan({ client: dynamodb, pageSize: 4 }, { TableName }));
assert.equal(scanned.flatMap((page) => page.Items).length, 11);
const segments = await Promise.all(
  [0, 1, 2].map((Segment) => all(paginateScan({ client: dynamodb }, { TableName, Segment, TotalSegments: 3 }))),
);
const names = segments.flat().flatMap((page) => page.Items.map((item) => item.customer.S + item.number.N));
assert.equal(names.length, 11);
assert.equal(new Set(names).size, 11);
const sparse = await dynamodb.scan({ ...place, ReturnConsumedCapacity: "TOTAL" });
assert.equal(sparse.Count, 6);
assert.deepEqual(sparse.ConsumedCapacity, { TableName, CapacityUnits: 0.5 });
const rich = await dynamodb.scan({
  TableName,
  FilterExpression: "#t BETWEEN :low AND :high OR size(note) > :size",
  ExpressionAttributeValues: { ":low": N(20), ":high": N(30), ":size": N(100) },
  ProjectionExpression: "#n",
  ExpressionAttributeNames: { "#n": "number", "#t": "total" },
});
assert.deepEqual(rich.Items, [{ number: N(2) }, { number: N(3) }]);
const either = await dynamodb.scan({
  TableName,
  ScanFilter: {
    customer: { ComparisonOperator: "BEGINS_WITH", AttributeValueList: [S("b")] },
    total: { ComparisonOperator: "GT", AttributeValueList: [N(40)] },
  },
  ConditionalOperator: "OR",
});
assert.deepEqual(numbers(either.Items).sort(), [1, 5]);

await refused(dynamodb.scan({ TableName, Segment: 3, TotalSegments: 3 }), "ValidationException");
await refused(dynamodb.scan({ TableName, Limit: 0 }), "ValidationException");
await refused(dynamodb.scan({ TableName, IndexName: "nowhere" }), "ValidationException");
await refused(dynamodb.query({ TableName }), "ValidationException");
await refused(dynamodb.query({ ...ofAna, TableName: "Nowhere" }), "ResourceNotFoundException");
