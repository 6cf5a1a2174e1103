/** The line between users and the target carries only so many bits per second, each way. */
import { narrow, networkFault } from "./network-faults.ts";

export const fault = networkFault("proxy", narrow);
