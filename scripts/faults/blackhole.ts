/** Connections to the target are accepted and stay open, but nothing said on them arrives, in either direction. */
import { networkFault, swallowing } from "./network-faults.ts";

export const fault = networkFault("proxy", swallowing);
