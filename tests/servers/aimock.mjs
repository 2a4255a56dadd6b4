// Starts aimock on loopback. The first line on standard input is a JSON object with "key" (the
// only key it accepts), "pollsBeforeInProgress" and "pollsBeforeCompleted" (of OpenRouter's
// videos). Answers with one line, the address, and ends when standard input does, so that it
// never outlives who started it. Keys are not given as arguments: those can be seen by others.

import { createInterface } from "node:readline";
import { LLMock } from "@copilotkit/aimock";

const lines = createInterface({ input: process.stdin });
const first = await lines[Symbol.asyncIterator]().next();
if (first.done) process.exit(1);
const wanted = JSON.parse(first.value);

const server = new LLMock({
  host: "127.0.0.1",
  port: 0,
  logLevel: "silent",
  auth: { apiKeys: [wanted.key] },
  openRouterVideo: {
    pollsBeforeInProgress: wanted.pollsBeforeInProgress,
    pollsBeforeCompleted: wanted.pollsBeforeCompleted,
  },
});
lines.once("close", async () => {
  await server.stop();
  process.exit(0);
});
console.log(await server.start());
