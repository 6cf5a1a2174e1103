/** One run on the session page: what the run's parts know goes in here, messages come out. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Verdict } from "#contract/verdict";
import type { ResourceSeries } from "../judge/resource-series.ts";
import { worstFirst } from "../report/gate-text.ts";
import { createDecoder, type Snapshot } from "../run/snapshots.ts";
import type { StreamEvent } from "../run/stream.ts";
import type { Happening } from "../run/timeline.ts";
import { gateRow } from "./gate-row.ts";
import { happeningMessage } from "./happening.ts";
import { type LiveLimit, liveGate, liveLimits } from "./live-gates.ts";
import type { GateRow, Message } from "./message.ts";
import { periodMessage } from "./periods.ts";
import { type LivePlan, planMessage } from "./plan.ts";
import { createUsageReader } from "./usage.ts";

/** Disposing it ends what it does by itself; the page goes on showing it. */
export interface LiveRun extends Disposable {
  /** Of the page. */
  readonly url: string;
  /** Each line of the run's timeline. */
  note(happening: Happening): void;
  plan(plan: LivePlan): void;
  /** Takes the dashboard events of one k6 process, named so, from the first one on. */
  follow(k6: string, plan: LivePlan): (event: StreamEvent) => void;
  /** Looks into what is sampled each second. */
  watch(series: ResourceSeries): void;
  /** `folder` holds the reports, if any were written. */
  conclude(verdict: Verdict, folder: string): void;
}

const usageEveryMs = 1000;

export function startLiveRun(url: string, send: (message: Message) => void): LiveRun {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearInterval(timer);
  return {
    url,
    note: (happening) => send(happeningMessage(happening)),
    plan: (plan) => send(planMessage(plan)),
    follow: (k6, plan) => follower(k6, plan, send),
    watch(series) {
      const read = createUsageReader(series);
      stop();
      timer = setInterval(() => {
        const usage = read();
        if (usage !== undefined) send(usage);
      }, usageEveryMs).unref();
    },
    conclude({ verdict, reasons, notes, gates }, folder) {
      const report = join(folder, "report.html");
      const isWritten = existsSync(report) && statSync(report).isFile();
      const rows = worstFirst(gates).map((gate) => gateRow(gate));
      const file = isWritten ? { file: pathToFileURL(report).href } : {};
      send({ type: "verdict", verdict, reasons, notes, gates: rows, ...file });
      if (isWritten) send({ type: "report", html: readFileSync(report, "utf8") });
    },
    [Symbol.dispose]: stop,
  };
}

const row =
  (totals: Snapshot) =>
  (limit: LiveLimit): GateRow => {
    const { gate, note = gate.undecided } = liveGate(limit, totals);
    return gateRow(gate, note);
  };

function follower(k6: string, plan: LivePlan, send: (message: Message) => void): (event: StreamEvent) => void {
  const [snapshotIn, totalsIn] = [createDecoder(), createDecoder("cumulative")];
  const limits = liveLimits(plan.systems, plan.phases, plan.limits);
  let beforeMs: number | undefined;
  return (event) => {
    if (event.event === "start") {
      beforeMs = (event.data as readonly (readonly number[])[])[0]?.[0] ?? Date.now();
      send({ type: "began", k6, timeMs: beforeMs });
    }
    const [snapshot, totals] = [snapshotIn(event), totalsIn(event)];
    if (totals !== undefined) send({ type: "gates", k6, rows: limits.map(row(totals)) });
    if (snapshot === undefined || beforeMs === undefined) return;
    const period = periodMessage(k6, plan, snapshot, beforeMs);
    if (period === undefined) return;
    beforeMs = period.timeMs;
    send(period);
  };
}
