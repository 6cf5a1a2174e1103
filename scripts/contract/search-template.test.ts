/** What is searched for reaches the server as it is, whatever characters it has. */
import { expect, it } from "vitest";
import { fillBody, fillPath } from "./search-template.ts";

const queries = ["invoice", "two words", 'say "hi"', "back\\slash", "a&b=c#d", "$& $1", "{limit}", "größe\n"];

it.each(queries)("%j arrives by path and by body", (query) => {
  const [, search = ""] = fillPath("/find?q={query}&n={limit}&again={query}", query, 7).split("?");
  expect(search.split("&").map((pair) => pair.split("=").map(decodeURIComponent))).toEqual([
    ["q", query],
    ["n", "7"],
    ["again", query],
  ]);
  const body = fillBody('{"match":{"text":"{query}"},"size":{limit},"note":"for {query}"}', query, 7);
  expect(JSON.parse(body)).toEqual({ match: { text: query }, size: 7, note: `for ${query}` });
});
