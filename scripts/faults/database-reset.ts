/** Every connection from the target to its database is reset as soon as something is said on it; open ones are closed. */
import { networkFault, resetting } from "./network-faults.ts";

export const fault = networkFault("database-proxy", resetting);
