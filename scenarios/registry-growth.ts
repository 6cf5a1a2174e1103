/** Services join a registry under new names and stay: as many as the profile says, else ever more. What it takes to hold them (REG-24). */
import { settler } from "./lib/settler.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const registry = user("registry", settler);
