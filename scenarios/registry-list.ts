/** Many look at the list of agents at the same instant, again and again (REG-09). */
import { lister } from "./lib/lister.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const registry = user("registry", lister);
