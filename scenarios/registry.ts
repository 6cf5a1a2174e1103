/** Agents join a registry, beat, list, resolve each other and leave. */
import { agent } from "./lib/agent.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const registry = user("registry", agent);
