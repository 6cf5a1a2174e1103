/** A run like the canary's with a user that only sleeps: what k6 costs by itself. */
import { sleep } from "k6";
import { canarySeconds } from "../lib/canary.ts";
import { optionsFor } from "../lib/options.ts";

export const options = optionsFor({});

export function canary(): void {
  sleep(canarySeconds);
}
