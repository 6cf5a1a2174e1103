/** Agents that are in a registry beat and look each other up without a pause: as much as it can take (REG-10). */
import { rusher } from "./lib/rusher.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const registry = user("registry", rusher);
