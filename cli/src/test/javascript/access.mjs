// Users of access.json, which the server knows: what a policy denies, keys that are wrong, and a clock that is corrected.
import assert from "node:assert/strict";
import { DynamoDB, DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { S, create, dynamodb, hash, refused } from "./client.mjs";

const TableName = "Users";
const { TableArn } = await create(TableName, hash("user_id"), { user_id: "S" });
const Key = { user_id: S("001") };
await dynamodb.putItem({ TableName, Item: Key });

const as = (accessKeyId, secretAccessKey, more = {}) =>
  new DynamoDB({
    endpoint: process.argv[2],
    region: "eu-west-3",
    credentials: { accessKeyId, secretAccessKey, sessionToken: more.sessionToken },
    ...more.settings,
  });
const keeper = as("KEEPER1", "the keeper's/first+secret=");
const denied = (action) =>
  "User: arn:aws:iam::000000000000:user/keeper is not authorized to perform: dynamodb:" + action + " on resource: " +
  TableArn + " with an explicit deny in an identity-based policy";

assert.deepEqual((await keeper.getItem({ TableName, Key })).Item, Key);
await refused(keeper.deleteItem({ TableName, Key }), "AccessDeniedException", denied("DeleteItem"));
await refused(
  keeper.batchWriteItem({ RequestItems: { Users: [{ DeleteRequest: { Key } }] } }),
  "AccessDeniedException",
  denied("BatchWriteItem"),
);
await refused(
  keeper.transactWriteItems({ TransactItems: [{ Delete: { TableName, Key } }] }),
  "AccessDeniedException",
  denied("DeleteItem"),
);
await refused(
  as("NOBODY", "secret").listTables({}),
  "UnrecognizedClientException",
  "The security token included in the request is invalid.",
);
const wrong = await refused(as("KEEPER1", "another secret").listTables({}), "InvalidSignatureException");
assert.ok(wrong instanceof DynamoDBServiceException);
const session = as("KEEPER2", "the keeper's second secret", { sessionToken: "a+token/of==" });
assert.deepEqual((await session.listTables({})).TableNames, [TableName]);

// A client whose clock is an hour off is told the time with the refusal, and signs again by that.
const late = as("KEEPER1", "the keeper's/first+secret=", { settings: { systemClockOffset: -3600_000 } });
const corrected = await late.listTables({});
assert.deepEqual(corrected.TableNames, [TableName]);
assert.equal(corrected.$metadata.attempts, 2);

await dynamodb.deleteItem({ TableName, Key });
