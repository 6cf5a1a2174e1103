/** Search systems that misbehave by MCP or by a spelling of their own: what holds for REST holds for them. */
import { type Peer, testPeers } from "./peers.ts";
import { searchGet } from "./servers/search-get.ts";
import { searchTool, toolData } from "./servers/search-mcp.ts";
import { guarded } from "./servers/wire.ts";

const fail = {
  verdict: "FAIL",
  exitCode: 99,
  class: "application",
  reason: /search\.query@external\/steady\/errorRate \(SRCH-03\)/,
} as const;

const token = "eyJhbGciOiJIUzI1NiJ9";
const byTool = { SEARCH_DIALECT: "codebase-mcp" };
const byNodes = { SEARCH_DIALECT: "memory" };
const told = {
  SEARCH_DIALECT: "http-json",
  SEARCH_PATH: "/find?q={query}&size={limit}",
  SEARCH_HITS: "/hits/hits",
  SEARCH_TEXT: "/source/text~1plain",
  SEARCH_WORDS: "größe & more,$&,100%",
};
const unchecked = (reason: RegExp) => ({ verdict: "INVALID", exitCode: 3, class: "protocol", reason }) as const;

const chunk = (content: string): ReturnType<typeof toolData> =>
  toolData({ results: [{ chunk_id: "1", content }], total_count: 1 });

const peers: readonly Peer[] = [
  {
    name: "finds chunks by MCP that hold no word of the query",
    server: () => searchTool("search_code", () => chunk("nothing of that")),
    settings: byTool,
    ...fail,
  },
  {
    name: "asks for a token and has a search tool that fails",
    server: () =>
      guarded(
        token,
        searchTool("search_code", (query) => ({ ...chunk(query), isError: true })),
      ),
    settings: { ...byTool, AUTH_TOKEN: token },
    ...fail,
  },
  {
    name: "remembers nodes that have nothing to do with the query",
    server: () =>
      searchTool("search_nodes", () =>
        toolData({
          entities: [{ name: "one", entityType: "thing", observations: ["nothing of that"] }],
          relations: [],
        }),
      ),
    settings: byNodes,
    ...fail,
  },
  {
    name: "asks for a token and is told by settings",
    server: () => guarded(token, searchGet()),
    settings: { ...told, AUTH_TOKEN: token },
    verdict: "PASS",
    exitCode: 0,
  },
  {
    name: "is told by settings and finds something else",
    server: () => searchGet(() => "nothing of that"),
    settings: told,
    ...fail,
  },
  {
    name: "has no hits where the settings say",
    server: () => searchGet(),
    settings: { ...told, SEARCH_HITS: "/results" },
    ...unchecked(/^no content was checked: none of \d+ answers of external had anything where SEARCH_HITS=\/results/m),
  },
  {
    name: "has no text where the settings say",
    server: () => searchGet(),
    settings: { ...told, SEARCH_TEXT: "/source/text" },
    ...unchecked(/^no content was checked: none of \d+ answers [^\n]* SEARCH_TEXT=\/source\/text point/m),
  },
];

testPeers("a search system", peers, (url) => ({
  SCENARIO: "search",
  SEARCH_URL: url,
  PROFILE: "smoke",
  DURATION_SCALE: "0.3",
}));
