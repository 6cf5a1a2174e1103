/** Agents call tools of MCP servers, in whichever era of the protocol each server speaks. */
import { caller } from "./lib/caller.ts";
import { optionsFor } from "./lib/options.ts";
import { user } from "./lib/user.ts";

export { canary } from "./lib/canary.ts";
export { handleSummary } from "./lib/summary.ts";

export const options = optionsFor({ mcp: "mcp" });

export const mcp = user("mcp", caller);
