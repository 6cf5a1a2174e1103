/** Limits of time that rows state. They are held at full length and by trips; `make test` is to find what is broken, also on small and busy machines. */
import { isFullLength } from "./lengths.ts";
import { isProving } from "./row.ts";

/** Ten Node processes started at once on two shared cores took 1.5 to 2.4 s: what is slow there is the machine. */
const timesLonger = 5;

/** Milliseconds: the row's in `make test ROWS=…` and `make prove`, and several times as long in `make test`. `besideMs` is what the machine took meanwhile for the like. */
export function timeLimitMs(rowMs: number, besideMs = 0): number {
  return isFullLength || isProving ? rowMs : timesLonger * (rowMs + besideMs);
}
