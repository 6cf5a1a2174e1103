/** Registry, search and MCP servers together: the systems an agent mesh depends on, at once. */
import { agent } from "./lib/agent.ts";
import { caller } from "./lib/caller.ts";
import { optionsFor } from "./lib/options.ts";
import { searcher } from "./lib/searcher.ts";
import { user } from "./lib/user.ts";

export { canary } from "./lib/canary.ts";
export { handleSummary } from "./lib/summary.ts";

export const options = optionsFor({ registry: "registry", search: "search", mcp: "mcp" });

export const registry = user("registry", agent);
export const search = user("search", searcher);
export const mcp = user("mcp", caller);
