/** The canary and nothing else. */
import { optionsFor } from "../lib/options.ts";

export { canary } from "../lib/canary.ts";

export const options = optionsFor({});
