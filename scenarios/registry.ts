/** Agents join a registry, beat, list, resolve each other and leave. */
import { profileNamed } from "#contract/profiles";
import { agent, lookup } from "./lib/agent.ts";
import { optionsFor } from "./lib/options.ts";
import { plan } from "./lib/plan.ts";
import { user } from "./lib/user.ts";

export { canary } from "./lib/canary.ts";
export { handleSummary } from "./lib/summary.ts";

export const options = optionsFor({ registry: "registry" });

export const registry = user("registry", "services" in profileNamed(plan.profile) ? lookup : agent);
