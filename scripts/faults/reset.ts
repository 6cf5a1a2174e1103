/** Every connection to the target is reset as soon as something is said on it; open ones are closed. */
import { networkFault, resetting } from "./network-faults.ts";

export const fault = networkFault("proxy", resetting);
