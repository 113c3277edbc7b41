// The document client: JavaScript's own values instead of typed ones, and the same answers.
import assert from "node:assert/strict";
import { DynamoDBDocument, NumberValue, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { all, create, dynamodb, hash, range, refused } from "./client.mjs";

const TableName = "Notes";
await create(TableName, [...hash("author"), ...range("nr")], { author: "S", nr: "N" });
const documents = DynamoDBDocument.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } });

const note = {
  author: "ana",
  nr: 1,
  title: "",
  score: -0.5,
  done: false,
  above: null,
  bytes: Uint8Array.of(1, 2, 3),
  tags: new Set(["a", "b"]),
  years: new Set([2025, 2026]),
  nested: { list: [1, "two", [null]], empty: {} },
};
await documents.put({ TableName, Item: { ...note, absent: undefined } });
const Key = { author: "ana", nr: 1 };
assert.deepEqual((await documents.get({ TableName, Key })).Item, note);

const { Attributes } = await documents.update({
  TableName,
  Key,
  UpdateExpression: "SET nested.#l[1] = :v, score = score - :half ADD tags :tags DELETE #years :years",
  ConditionExpression: "contains(tags, :a) AND size(nested.#l) = :three AND attribute_type(above, :null)",
  ExpressionAttributeNames: { "#l": "list", "#years": "years" },
  ExpressionAttributeValues: {
    ":v": { deep: true },
    ":half": 0.5,
    ":tags": new Set(["c"]),
    ":years": new Set([2025]),
    ":a": "a",
    ":three": 3,
    ":null": "NULL",
  },
  ReturnValues: "ALL_NEW",
});
assert.deepEqual(Attributes, {
  ...note,
  score: -1,
  tags: new Set(["a", "b", "c"]),
  years: new Set([2026]),
  nested: { list: [1, { deep: true }, [null]], empty: {} },
});

// Batches, transactions and pages.
await documents.batchWrite({
  RequestItems: { [TableName]: [3, 4, 5].map((nr) => ({ PutRequest: { Item: { author: "bo", nr } } })) },
});
await documents.transactWrite({
  TransactItems: [
    { Delete: { TableName, Key: { author: "bo", nr: 3 }, ConditionExpression: "attribute_exists(nr)" } },
    { Put: { TableName, Item: { author: "bo", nr: 6 } } },
  ],
});
const pages = await all(
  paginateQuery(
    { client: documents, pageSize: 2 },
    {
      TableName,
      KeyConditionExpression: "author = :bo AND nr > :low",
      ExpressionAttributeValues: { ":bo": "bo", ":low": 0 },
    },
  ),
);
assert.deepEqual(pages.flatMap((page) => page.Items.map((item) => item.nr)), [4, 5, 6]);
const six = { author: "bo", nr: 6 };
const batch = await documents.batchGet({ RequestItems: { [TableName]: { Keys: [six] } } });
assert.deepEqual(batch.Responses[TableName], [six]);
const transacted = await documents.transactGet({ TransactItems: [{ Get: { TableName, Key: { author: "bo", nr: 3 } } }] });
assert.equal(transacted.Responses[0].Item, undefined);
const failed = await refused(
  documents.delete({
    TableName,
    Key: six,
    ConditionExpression: "attribute_exists(title)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  }),
  "ConditionalCheckFailedException",
);
assert.ok(failed.Item);
assert.equal((await documents.scan({ TableName, Select: "COUNT" })).Count, 4);

// Numbers beyond JavaScript's own keep all their digits.
const exact = DynamoDBDocument.from(dynamodb, { unmarshallOptions: { wrapNumbers: true } });
const digits = "12345678901234567890.123456789012345678";
await exact.put({ TableName, Item: { author: "ana", nr: 2, digits: NumberValue.from(digits) } });
const wrapped = (await exact.get({ TableName, Key: { author: "ana", nr: 2 } })).Item.digits;
assert.equal(wrapped.toString(), digits);
