/** Capabilities are looked up among a known number of services, beside requests a registry does nothing for (REG-25). */
import { looker } from "./lib/looker.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const registry = user("registry", looker);
