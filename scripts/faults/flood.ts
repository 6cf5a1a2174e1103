/** A second generator sends the target's cheapest request at a high rate, or parts of long bodies, beside the load. */
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Fault } from "./fault.ts";

const generator = fileURLToPath(new URL("./helpers/flood.ts", import.meta.url));

export interface FloodPlan {
  readonly url: string;
  readonly ratePerSecond: number;
  /** What it posts; without it and without a part of a body it is a GET. */
  readonly json?: object | undefined;
  /** Of a body that never ends, given up after 5 s; in the place of any other. */
  readonly bodyKib: number;
  /** Beyond these nothing is sent until answers come. */
  readonly mostInFlight: number;
}

/** So far. */
export interface FloodReport {
  readonly timeMs: number;
  readonly sent: number;
  readonly failed: number;
}

/** Of what was asked for; a generator that shares two cores with its target is not exact. */
const enough = 0.9;

export const fault: Fault = {
  needs: ["process"],
  params: {
    rate: { help: "how much it sends", unit: "requests/s", fallback: 1000, from: 1, to: 20_000 },
    kib: {
      help: "how much of a body it posts each time, and never the end; 0 for no body",
      unit: "KiB",
      fallback: 0,
      from: 0,
      to: 1000,
    },
  },
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: () => undefined,
  async inject({ subject, processes, values, journal }) {
    const ratePerSecond = values["rate"] ?? 0;
    const { path = "", json } = subject.running?.cheap ?? {};
    const url = new URL(path, subject.url).href;
    const plan: FloodPlan = { url, json, ratePerSecond, bodyKib: values["kib"] ?? 0, mostInFlight: 512 };
    journal([]);
    const flood = processes.start({
      name: `flood-${subject.name}`,
      command: process.execPath,
      args: [generator, JSON.stringify(plan)],
      stdout: "pipe",
    });
    const reports: FloodReport[] = [];
    if (flood.child.stdout !== null)
      createInterface({ input: flood.child.stdout }).on("line", (line) => {
        reports.push(JSON.parse(line) as FloodReport);
      });
    const rate = (from: FloodReport | undefined): number => {
      const last = reports.at(-1);
      return from === undefined || last === undefined
        ? 0
        : ((last.sent - from.sent) * 1000) / (last.timeMs - from.timeMs);
    };
    let isComplete = true;
    return {
      hasBitten: () => flood.exit === undefined && rate(reports.at(-3)) >= enough * ratePerSecond,
      async heal() {
        if (flood.isStopping) return;
        isComplete = flood.exit === undefined;
        await processes.stop(flood);
      },
      shortfall() {
        if (!isComplete) return "its generator ended before it was asked to";
        const reached = rate(reports[0]);
        return reached >= enough * ratePerSecond
          ? undefined
          : `it sent ${reached.toFixed(0)} requests/s on the whole instead of ${ratePerSecond}`;
      },
    };
  },
};
