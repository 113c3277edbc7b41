// Every operation that the client knows is performed or refused in so many words: none fails inside, none is passed over.
import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-dynamodb";
import { dynamodb } from "./client.mjs";

const commands = Object.keys(sdk).filter((name) => /^[A-Z]\w+Command$/.test(name));
assert.ok(commands.length > 50, "the client has " + commands.length + " operations");

for (const name of commands) {
  try {
    await dynamodb.send(new sdk[name]({}));
  } catch (e) {
    const what = name + ": " + e;
    assert.ok(e instanceof sdk.DynamoDBServiceException, what);
    assert.equal(e.$fault, "client", what);
    assert.equal(e.$metadata.httpStatusCode, 400, what);
    assert.equal(e.$metadata.attempts, 1, what);
  }
}
