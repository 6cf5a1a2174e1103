/** The codebase search server: POST /mcp/search with ranked chunks of source text. */
import http from "k6/http";
import type { Failure } from "#contract/operations";
import { requestTimeoutMs } from "#contract/plan";
import { authorization } from "../../lib/authorization.ts";
import { type Chunk, judgeChunks } from "../../lib/hits.ts";
import { type Answer, unexpectedStatus } from "../../lib/operation.ts";
import type { SearchDialect, Tenant } from "../search.ts";

const params = {
  tags: { name: "search.query" },
  timeout: requestTimeoutMs,
  headers: { "Content-Type": "application/json", ...authorization("search") },
};

export const dialect: SearchDialect = {
  query: (url, words, limit, tenant) => ({
    send: () => {
      const body = { query: words.join(" "), limit, project_id: tenant?.projectId }; // JSON leaves out what is undefined
      return http.post(`${url}/mcp/search`, JSON.stringify(body), params);
    },
    verify: (answer) =>
      answer.status === 200
        ? (judgeChunks(chunksIn(answer), words, limit) ?? judgeTenancy(chunksIn(answer), tenant))
        : unexpectedStatus(answer, "200"),
  }),
  chunkIds: (answer) => chunksIn(answer).map(({ chunk_id: id }) => id),
};

function chunksIn(answer: Answer): readonly Chunk[] {
  return (answer.json() as unknown as { readonly results: readonly Chunk[] }).results;
}

/** What one tenant finds may hold no word of the other's, in its text or its path. */
function judgeTenancy(chunks: readonly Chunk[], tenant: Tenant | undefined): Failure | undefined {
  if (tenant === undefined) return undefined;
  for (const { chunk_id: id, file_path: path, content } of chunks) {
    const foreign = tenant.foreignWord(`${path}\n${content}`);
    if (foreign === undefined) continue;
    return { class: "application", why: `chunk ${id} of ${path} holds "${foreign}", another tenant's word` };
  }
  return undefined;
}
