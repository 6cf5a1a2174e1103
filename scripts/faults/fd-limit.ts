/** The live process may open no more files than it has open now: new connections fail until the limit is lifted. */
import { readdirSync } from "node:fs";
import type { Fault } from "./fault.ts";
import { serviceOf } from "./process-faults.ts";
import { limitsUnavailable, setSoftLimit, softLimit } from "./process-limits.ts";

export const fault: Fault = {
  needs: ["process"],
  params: {},
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: limitsUnavailable,
  async inject(context) {
    const { server } = serviceOf(context);
    const { pid } = server.identity;
    const before = softLimit(pid, "nofile");
    context.journal([]); // the limit is the process's own, and whoever heals a dead run ends that
    const tighten = (): string => {
      const limit = String(lowestFree(pid));
      setSoftLimit(pid, "nofile", limit);
      return limit;
    };
    tighten();
    return {
      async hasBitten() {
        const limit = tighten(); // what was closed since may not be opened again either
        return !(await context.ask(500)).isGood && server.exit === undefined && softLimit(pid, "nofile") === limit;
      },
      async heal() {
        if (server.exit === undefined) setSoftLimit(pid, "nofile", before);
      },
    };
  },
};

/** The limit is on the number of a descriptor, and a new one gets the lowest number that is free. */
function lowestFree(pid: number): number {
  const open = new Set(readdirSync(`/proc/${pid}/fd`).map(Number));
  let number = 0;
  while (open.has(number)) number += 1;
  return number;
}
