/** Agents join a registry, find themselves, leave and find themselves gone: each reads its own writes (REG-26). */
import { churner } from "./lib/churner.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const registry = user("registry", churner);
