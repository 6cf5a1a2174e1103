import { describe, expect, it } from "vitest";
import { toTsquery, toTsvector, wholeWords, wordPositions } from "./words.ts";

describe("words of a text", () => {
  it("finds a compound identifier by itself and by its parts", () => {
    expect([...wordPositions("createMcpServer(max_body_size, HTTPServer, utf8Text)").keys()]).toEqual([
      "createmcpserver",
      "create",
      "mcp",
      "server",
      "max_body_size",
      "max",
      "body",
      "size",
      "httpserver",
      "http",
      "utf8text",
      "utf8",
      "text",
    ]);
  });

  it("leaves out numbers, single letters and words too long for a person", () => {
    expect(wholeWords(`x 42 3px ok ${"a".repeat(65)}`)).toEqual(["px", "ok"]);
  });

  it("holds every word literally in the text, but for case", () => {
    const text = 'const übergrößeMax = `fooBar_$1`; // "it\'s" \\n';
    for (const word of wordPositions(text).keys()) expect(text.toLowerCase()).toContain(word);
  });

  it("keeps the first positions of a word that occurs often", () => {
    expect(toTsvector("again and again again again again")).toBe("'again':1,3,4,5 'and':2");
  });
});

describe("words of a query", () => {
  it("asks for any whole word, once", () => {
    expect(toTsquery("fooBar or FOOBAR, baz_qux")).toBe("'foobar' | 'or' | 'baz_qux'");
  });

  it("holds nothing that PostgreSQL would read as an operator or a quote", () => {
    expect(toTsquery("a' & !b | (drop) <-> table:* \\")).toBe("'drop' | 'table'");
    expect(toTsquery("+-* 1 2")).toBe("");
  });
});
