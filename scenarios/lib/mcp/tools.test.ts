/** A tool's data comes structured, or as text from servers that know no other. */
import { expect, it } from "vitest";
import { dataIn } from "./tools.ts";

const text = (value: string): object => ({ type: "text", text: value });

it("is read from either form, the structured one first", () => {
  expect(dataIn({ structuredContent: { a: 1 }, content: [text('{"a":2}')] })).toEqual({ a: 1 });
  expect(dataIn({ content: [{ type: "image" }, text('{"a":2}')] })).toEqual({ a: 2 });
});

it.each([[{}], [{ content: [] }], [{ content: [text("no JSON")] }], [{ content: [text("[1]")] }]])(
  "is missing in %j",
  (result) => expect(() => dataIn(result)).toThrow(),
);
