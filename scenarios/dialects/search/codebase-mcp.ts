/** The codebase search server by MCP: tools/call of `search_code` on its /mcp, the same chunks as by REST. */
import { type Chunk, judgeChunks } from "../../lib/hits.ts";
import { toolRequests } from "../../lib/mcp/tool-requests.ts";
import type { SearchDialect } from "../search.ts";

const { ask, dataOf } = toolRequests<{ readonly results: readonly Chunk[] }>("search.query", "search_code");

export const dialect: SearchDialect = {
  query: (url, words, limit) =>
    ask(`${url}/mcp`, { query: words.join(" "), limit }, ({ results }) => judgeChunks(results, words, limit)),
  chunkIds: (answer) => dataOf(answer).results.map(({ chunk_id: id }) => id),
};
