/** The codebase search server: POST /mcp/search with ranked chunks of source text. */
import http from "k6/http";
import { requestTimeoutMs } from "#contract/plan";
import { authorization } from "../../lib/authorization.ts";
import { type Chunk, judgeChunks } from "../../lib/hits.ts";
import { type Answer, unexpectedStatus } from "../../lib/operation.ts";
import type { SearchDialect } from "../search.ts";

const params = {
  tags: { name: "search.query" },
  timeout: requestTimeoutMs,
  headers: { "Content-Type": "application/json", ...authorization("search") },
};

export const dialect: SearchDialect = {
  query: (url, words, limit) => ({
    send: () => http.post(`${url}/mcp/search`, JSON.stringify({ query: words.join(" "), limit }), params),
    verify: (answer) =>
      answer.status === 200 ? judgeChunks(chunksIn(answer), words, limit) : unexpectedStatus(answer, "200"),
  }),
  chunkIds: (answer) => chunksIn(answer).map(({ chunk_id: id }) => id),
};

function chunksIn(answer: Answer): readonly Chunk[] {
  return (answer.json() as unknown as { readonly results: readonly Chunk[] }).results;
}
