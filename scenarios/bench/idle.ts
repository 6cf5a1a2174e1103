/** A run like the canary's with a user that only sleeps: what k6 costs by itself. */
import { sleep } from "k6";
import { canarySeconds } from "#contract/plan";

export { options } from "../lib/script.ts";

export function canary(): void {
  sleep(canarySeconds);
}
