/** A likeness says yes only to what reading would have found right. */
import { describe, expect, it } from "vitest";
import { type Likeness, likeness } from "./likeness.ts";
import { judgeReply, readReply } from "./message.ts";
import { judgeCall } from "./tools.ts";

const json = (id: number, text: string): string =>
  JSON.stringify({ jsonrpc: "2.0", id, result: { content: [{ type: "text", text: `Echo: ${text}` }] } });
const idLast = (id: number, text: string): string =>
  `event: message\ndata: {"result":{"content":[{"type":"text","text":"${text}"}]},"jsonrpc":"2.0","id":${id}}\n\n`;

function taught(body: string, id: number, value: string): Likeness {
  const known = likeness();
  known.learn(body, id, value);
  return known;
}

describe.each([
  ["the id first", json],
  ["the id last", idLast],
])("with %s", (_, answer) => {
  const known = taught(answer(7, "<1.7>"), 7, "<1.7>");

  it("knows the next answers", () => {
    expect(known.isOf(answer(8, "<1.8>"), 8, "<1.8>")).toBe(true);
    expect(known.isOf(answer(1234, "<other.9>"), 1234, "<other.9>")).toBe(true);
  });

  it("does not know an answer to another request, or with another value", () => {
    expect(known.isOf(answer(7, "<1.8>"), 8, "<1.8>")).toBe(false);
    expect(known.isOf(answer(8, "<1.7>"), 8, "<1.8>")).toBe(false);
  });

  it("does not know an answer that differs in a single character", () => {
    const right = answer(8, "<1.8>");
    for (let at = 0; at < right.length; at += 1) {
      const other = right[at] === "x" ? "y" : "x";
      expect(known.isOf(right.slice(0, at) + other + right.slice(at + 1), 8, "<1.8>")).toBe(false);
      expect(known.isOf(right.slice(0, at) + right.slice(at + 1), 8, "<1.8>")).toBe(false);
    }
  });

  it("leaves values that need escapes to be read", () => {
    const value = '"},"x":{"';
    const forged = answer(8, "<1.8>").replace("<1.8>", value);
    expect(known.isOf(forged, 8, value)).toBe(false);
    expect(judgeReply(readReply(forged, 8), judgeCall, value)).toBeDefined();
  });
});

it.each([
  ["the value in two places", 7, "<1>", `{"jsonrpc":"2.0","id":7,"result":{"content":[],"a":"<1>","b":"<1>"}}`],
  ["the id's digits in two places", 2, "<1>", `{"jsonrpc":"2.0","id":2,"result":{"a":"<1>"}}`],
  ["the id spelled otherwise", 7, "<1>", `{"jsonrpc":"2.0","id": 7,"result":{"a":"<1>"}}`],
  ["no value", 7, "<1>", `{"jsonrpc":"2.0","id":7,"result":{}}`],
])("learns nothing from an answer with %s", (_, id, value, body) => {
  expect(taught(body, id, value).isOf(body, id, value)).toBe(false);
});

it("gives up on answers that never come in the same form", () => {
  const known = likeness();
  for (let id = 30; id < 60; id += 1) known.learn(`${json(id, `<${id}.>`)}${"\n".repeat(id)}`, id, `<${id}.>`);
  expect(known.isOf(`${json(60, "<60.>")}${"\n".repeat(59)}`, 60, "<60.>")).toBe(false);
});
