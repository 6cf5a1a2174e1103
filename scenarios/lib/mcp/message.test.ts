/** Right answers in both forms, and each way to misbehave with the class it is counted under. */
import { describe, expect, it } from "vitest";
import type { Failure } from "#contract/operations";
import { judgeReply, readReply } from "./message.ts";
import { judgeCall } from "./tools.ts";

const answer = (content: unknown, id: unknown = 7): string =>
  JSON.stringify({ jsonrpc: "2.0", id, ...(content as object) });
const echo = (text: string): object => ({ result: { content: [{ type: "text", text }] } });
const event = (json: string): string => `event: message\ndata: ${json}\n\n`;
const progress = event(
  '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"p","progress":1}}',
);
const log = event(
  '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"notifications/progress"}}',
);
const ping = event('{"jsonrpc":"2.0","id":7,"method":"ping"}');

/** What a call of `hi` makes of a body. */
function judged(body: string): Failure | undefined {
  return judgeReply(readReply(body, 7), judgeCall, "hi");
}

describe("readReply", () => {
  it.each([
    ["JSON", answer(echo("Echo: hi"))],
    ["JSON between space", ` \r\n${answer(echo("Echo: hi"))}\n`],
    ["an event", event(answer(echo("Echo: hi")))],
    ["an event after a priming one", `id: 1\ndata: \n\nid: 2\n${event(answer(echo("Echo: hi")))}`],
    ["an event after a byte order mark", `\ufeff${event(answer(echo("Echo: hi")))}`],
    ["an event of CRLF lines", event(answer(echo("Echo: hi"))).replaceAll("\n", "\r\n")],
    [
      "an event in two data lines",
      'data: {"jsonrpc":"2.0","id":7,\ndata: "result":{"content":[{"type":"text","text":"hi"}]}}\n\n',
    ],
    [
      "an event after comments, other events and messages",
      `: hi\n\nevent: ping\ndata: x\n\n${log}${ping}${event(answer(echo("hi")))}`,
    ],
  ])("finds the answer in %s", (_name, body) => {
    expect(judged(body)).toBeUndefined();
  });

  it("counts progress before the answer", () => {
    expect(readReply(progress + log + progress + event(answer(echo("hi"))), 7)).toMatchObject({
      kind: "result",
      progressCount: 2,
    });
  });

  it.each([
    ["a wrong id", answer(echo("hi"), 8), "answers id 8 instead of 7"],
    ["the right id as a string", answer(echo("hi"), "7"), 'answers id "7" instead of 7'],
    ["a wrong id in a stream", event(answer(echo("hi"), 8)) + event(answer(echo("hi"))), "answers id 8 instead of 7"],
    ["a result without id", answer(echo("hi"), null), "answers id null instead of 7"],
    [
      "an RPC error",
      answer({ error: { code: -32602, message: "unknown tool" } }),
      "JSON-RPC error -32602 unknown tool",
    ],
    [
      "an RPC error for nobody",
      answer({ error: { code: -32700, message: "parse" } }, null),
      "JSON-RPC error -32700 parse",
    ],
    ["an RPC error without code", answer({ error: "no" }), "a JSON-RPC error without code and message"],
    [
      "both result and error",
      answer({ ...echo("hi"), error: { code: 1, message: "" } }),
      "an answer without either a result or an error",
    ],
    ["neither", answer({}), "an answer without either a result or an error"],
    ["a result that is no object", answer({ result: [] }), "an answer without either a result or an error"],
    ["another protocol", '{"id":7,"result":{}}', "not a JSON-RPC 2.0 message"],
    ["an empty body", " \n", "empty body"],
    ["a batch", `[${answer(echo("hi"))}]`, "a JSON-RPC batch, which the protocol no longer allows"],
    ["a batch in a stream", event(`[${answer(echo("hi"))}]`), "not a JSON-RPC 2.0 message"],
    [
      "a notification alone",
      '{"jsonrpc":"2.0","method":"notifications/x"}',
      "a message of the server's own instead of the answer to request 7",
    ],
    ["a stream that ends too early", `data: \n\n${progress}`, "no answer to request 7 in the event stream"],
    [
      "a stream cut off inside the answer",
      `data: ${answer(echo("hi"))}\n`,
      "no answer to request 7 in the event stream",
    ],
    ["a page of HTML", "<html></html>", "no answer to request 7 in the event stream"],
    ["a result without content", answer({ result: {} }), "tools/call without content"],
  ])("%s is a protocol failure", (_name, body, why) => {
    expect(judged(body)).toEqual({ class: "protocol", why });
  });

  it.each([["{"], ['{"jsonrpc":"2.0","id":7,"result":{'], ["data: {oops\n\n"]])("%j is malformed", (body) => {
    expect(judged(body)).toEqual({ class: "protocol", why: expect.stringContaining("malformed JSON: ") });
  });

  it.each([
    ["isError", { result: { isError: true, content: [{ type: "text", text: "no hi" }] } }, "the tool failed: no hi"],
    ["wrong text", echo("ho"), 'expected a text with "hi", got "ho"'],
    [
      "text of another kind",
      { result: { content: [{ type: "image", data: "hi" }] } },
      'expected a text with "hi", got ""',
    ],
    ["no content", { result: { content: [] } }, 'expected a text with "hi", got ""'],
  ])("%s is an application failure", (_name, content, why) => {
    expect(judged(answer(content))).toEqual({ class: "application", why });
  });
});
