/** The line to the target is cut: open connections are closed and new ones refused. */
import { cut, networkFault } from "./network-faults.ts";

export const fault = networkFault("proxy", cut);
