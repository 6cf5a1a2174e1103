/** People who plan work switch between projects, look entities up, write work items down and list them, in equal shares. */
import { planner } from "./lib/planner.ts";
import { user } from "./lib/user.ts";

export { canary, handleSummary, options } from "./lib/script.ts";

export const workflow = user("workflow", planner);
