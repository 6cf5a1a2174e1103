/** The codebase search server: POST /mcp/search with ranked chunks of source text. */
import http from "k6/http";
import type { Failure } from "#contract/operations";
import { requestTimeoutMs } from "#contract/plan";
import { authorization } from "../../lib/authorization.ts";
import { type Answer, unexpectedStatus } from "../../lib/operation.ts";
import type { SearchDialect } from "../search.ts";

interface Found {
  readonly results: readonly { readonly chunk_id: string; readonly content: string }[];
  readonly total_count: number;
}

const params = {
  tags: { name: "search.query" },
  timeout: requestTimeoutMs,
  headers: { "Content-Type": "application/json", ...authorization("search") },
};

export const dialect: SearchDialect = {
  query: (url, words, limit) => ({
    send: () => http.post(`${url}/mcp/search`, JSON.stringify({ query: words.join(" "), limit }), params),
    verify: (answer) => (answer.status === 200 ? verifyFound(answer, words, limit) : unexpectedStatus(answer, "200")),
  }),
};

function verifyFound(answer: Answer, words: readonly string[], limit: number): Failure | undefined {
  const { results } = answer.json() as unknown as Found;
  if (results.length === 0) return wrong(`no hit for "${words.join(" ")}", words of the indexed tree`);
  if (results.length > limit) return wrong(`${results.length} hits, at most ${limit} were asked for`);
  const lowered = words.map((word) => word.toLowerCase());
  for (const { chunk_id: id, content } of results) {
    if (typeof id !== "string" || id === "") return wrong("a hit without chunk_id");
    const text = content.toLowerCase();
    if (!lowered.some((word) => text.includes(word))) return wrong(`chunk ${id} holds no word of "${words.join(" ")}"`);
  }
  return undefined;
}

function wrong(why: string): Failure {
  return { class: "application", why };
}
