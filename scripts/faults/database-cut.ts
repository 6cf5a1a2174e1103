/** The line between the target and its database is cut: open connections are closed and new ones refused. */
import { cut, networkFault } from "./network-faults.ts";

export const fault = networkFault("database-proxy", cut);
