/** Every answer of the target reaches its users later, by a fixed time give or take a jitter. */
import { delayed, networkFault } from "./network-faults.ts";

export const fault = networkFault("proxy", delayed);
