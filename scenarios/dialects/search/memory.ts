/** The MCP project's knowledge graph, server-memory, behind an HTTP proxy: tools/call of `search_nodes` on /mcp. */
import { judgeTexts } from "../../lib/hits.ts";
import { toolRequests } from "../../lib/mcp/tool-requests.ts";
import type { SearchDialect } from "../search.ts";

interface Graph {
  readonly entities: readonly {
    readonly name: string;
    readonly entityType: string;
    readonly observations: readonly string[];
  }[];
}

const { ask, dataOf } = toolRequests<Graph>("search.query", "search_nodes");

/** It looks for the query as it stands, so two words that do not stand together find nothing; and it knows no limit. */
export const dialect: SearchDialect = {
  query: (url, [word = ""]) =>
    ask(`${url}/mcp`, { query: word }, ({ entities }) =>
      judgeTexts(
        entities.map(({ name, entityType, observations }) => [name, entityType, ...observations].join("\n")),
        [word],
      ),
    ),
  chunkIds: (answer) => dataOf(answer).entities.map(({ name }) => name),
};
