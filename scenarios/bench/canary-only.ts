/** The canary and nothing else. */
export { canary, options } from "../lib/script.ts";
