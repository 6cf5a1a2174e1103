/** Agents call tools of MCP servers, in whichever era of the protocol each server speaks. */
import { caller } from "./lib/caller.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const mcp = user("mcp", caller);
