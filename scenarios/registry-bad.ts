/** Bad requests beside good ones: each must get the status of the contract, and the good ones must not suffer (REG-34). */
import { blunderer } from "./lib/blunderer.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const registry = user("registry", blunderer);
