// The client that all scripts share, the tables they are about, and how they expect errors. Each script is run as
// node SCRIPT ENDPOINT; all that tells it from one written for AWS itself is where it connects to.
import assert from "node:assert/strict";
import { DynamoDB, waitUntilTableExists } from "@aws-sdk/client-dynamodb";

export const dynamodb = new DynamoDB({
  endpoint: process.argv[2],
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

export const S = (text) => ({ S: text });
export const N = (number) => ({ N: String(number) });

/** The elements of a key schema: hash("a", "b") are two attributes of one partition key. */
export const hash = (...names) => names.map((AttributeName) => ({ AttributeName, KeyType: "HASH" }));
export const range = (...names) => names.map((AttributeName) => ({ AttributeName, KeyType: "RANGE" }));

/** Definitions of attributes from an object of names and types. */
export const attributes = (types) =>
  Object.entries(types).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));

/** Creates a table and waits until it is there; answers its description. */
export async function create(TableName, KeySchema, types, more = {}) {
  await dynamodb.createTable({
    TableName,
    KeySchema,
    AttributeDefinitions: attributes(types),
    BillingMode: "PAY_PER_REQUEST",
    ...more,
  });
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 60 }, { TableName });
  return (await dynamodb.describeTable({ TableName })).Table;
}

/** The call must be refused with this error, and with this text if one is given; answers the error. */
export async function refused(call, error, message) {
  let refusal;
  await assert.rejects(call, (e) => {
    refusal = e;
    return true;
  });
  assert.equal(refusal.name, error, refusal.message);
  assert.equal(refusal.$metadata.httpStatusCode, 400);
  assert.ok(refusal.$metadata.requestId, "an error names its request");
  if (message !== undefined) {
    assert.equal(refusal.message, message);
  }
  return refusal;
}

/** All of an asynchronous sequence. */
export async function all(pages) {
  const list = [];
  for await (const page of pages) {
    list.push(page);
  }
  return list;
}

/** Asks again and again until the answer is what is waited for; answers it. */
export async function until(ask, isIt) {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await ask();
    if (isIt(answer)) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("what was waited for did not come about");
}
