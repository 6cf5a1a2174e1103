/** Registry, search and MCP servers together: the systems an agent mesh depends on, at once. */
import { agent } from "./lib/agent.ts";
import { caller } from "./lib/caller.ts";
import { searcher } from "./lib/searcher.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const registry = user("registry", agent);
export const search = user("search", searcher);
export const mcp = user("mcp", caller);
