/** The codebase search server: POST /mcp/search with ranked chunks of source text. */
import http from "k6/http";
import type { Failure } from "#contract/operations";
import { requestTimeoutMs } from "#contract/plan";
import { authorization } from "../../lib/authorization.ts";
import { type Answer, unexpectedStatus } from "../../lib/operation.ts";
import type { SearchDialect, Tenant } from "../search.ts";

interface Found {
  readonly results: readonly { readonly chunk_id: string; readonly file_path: string; readonly content: string }[];
  readonly total_count: number;
}

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
      answer.status === 200 ? verifyFound(answer, words, limit, tenant) : unexpectedStatus(answer, "200"),
  }),
  chunkIds: (answer) => (answer.json() as unknown as Found).results.map(({ chunk_id: id }) => id),
};

function verifyFound(
  answer: Answer,
  words: readonly string[],
  limit: number,
  tenant: Tenant | undefined,
): Failure | undefined {
  const { results } = answer.json() as unknown as Found;
  if (results.length === 0) return wrong(`no hit for "${words.join(" ")}", words of the indexed tree`);
  if (results.length > limit) return wrong(`${results.length} hits, at most ${limit} were asked for`);
  const lowered = words.map((word) => word.toLowerCase());
  for (const { chunk_id: id, file_path: path, content } of results) {
    if (typeof id !== "string" || id === "") return wrong("a hit without chunk_id");
    const text = content.toLowerCase();
    if (!lowered.some((word) => text.includes(word))) return wrong(`chunk ${id} holds no word of "${words.join(" ")}"`);
    const foreign = tenant?.foreignWord(`${path}\n${content}`);
    if (foreign !== undefined) return wrong(`chunk ${id} of ${path} holds "${foreign}", another tenant's word`);
  }
  return undefined;
}

function wrong(why: string): Failure {
  return { class: "application", why };
}
