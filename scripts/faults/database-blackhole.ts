/** Connections from the target to its database stay open, but nothing said on them arrives, in either direction. */
import { networkFault, swallowing } from "./network-faults.ts";

export const fault = networkFault("database-proxy", swallowing);
