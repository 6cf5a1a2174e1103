/** Agents join a registry, beat, list, resolve each other and leave. */
import { agent, lookup } from "./lib/agent.ts";
import { services } from "./lib/plan.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const registry = user("registry", services !== undefined ? lookup : agent);
