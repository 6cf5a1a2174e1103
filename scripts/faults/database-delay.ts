/** Every answer of the target's database reaches it later, by a fixed time give or take a jitter. */
import { delayed, networkFault } from "./network-faults.ts";

export const fault = networkFault("database-proxy", delayed);
