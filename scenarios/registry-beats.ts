/** Agents stay and beat; they are told of whoever joins, and announce themselves again (REG-19). */
import { beater } from "./lib/beater.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const registry = user("registry", beater);
