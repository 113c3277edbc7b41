// The answer to the first try of each of these calls is lost on its way. The client tries again, under the same
// invocation id, and hears what happened first: nothing is done twice, and no condition is tried on its own result.
import assert from "node:assert/strict";
import { N, S, create, dynamodb, hash, refused } from "./client.mjs";

const TableName = "Users";
await create(TableName, hash("id"), { id: "S" });
const Key = { id: S("ana") };

async function again(call) {
  const answer = await call;
  assert.equal(answer.$metadata.attempts, 2);
  return answer;
}

await again(
  dynamodb.putItem({ TableName, Item: { ...Key, seen: N(1) }, ConditionExpression: "attribute_not_exists(seen)" }),
);
const add = { TableName, Key, UpdateExpression: "ADD seen :n", ExpressionAttributeValues: { ":n": N(10) } };
const counted = await again(dynamodb.updateItem({ ...add, ReturnValues: "UPDATED_NEW" }));
assert.deepEqual(counted.Attributes, { seen: N(11) });
await again(dynamodb.transactWriteItems({ TransactItems: [{ Update: add }] }));
await again(dynamodb.batchWriteItem({ RequestItems: { Users: [{ PutRequest: { Item: { id: S("bo") } } }] } }));
const deleted = await again(
  dynamodb.deleteItem({
    TableName,
    Key,
    ConditionExpression: "seen = :n",
    ExpressionAttributeValues: { ":n": N(21) },
    ReturnValues: "ALL_OLD",
  }),
);
assert.deepEqual(deleted.Attributes, { ...Key, seen: N(21) });

const failed = await refused(
  dynamodb.deleteItem({ TableName, Key: { id: S("bo") }, ConditionExpression: "attribute_exists(seen)" }),
  "ConditionalCheckFailedException",
);
assert.equal(failed.$metadata.attempts, 2);
