/** Runs one k6 process and tells what became of it. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { failureTag, partTag } from "#contract/operations";
import { plannedMs } from "#contract/phases";
import { type RunPlan, tokenVariable } from "#contract/plan";
import type { K6Summary } from "#contract/summary";
import type { Exit, OwnedProcess, Processes } from "../lib/processes.ts";
import { readMeasured } from "./measured.ts";

export interface K6Start {
  readonly k6: string;
  readonly script: string;
  readonly plan: RunPlan;
  /** A loopback port for k6's own dashboard. */
  readonly dashboardPort: number;
  readonly dashboardExport: string;
  /** An empty folder: k6 reads no configuration of the user's. */
  readonly home: string;
  /** AUTH_TOKEN, where a system of the plan gets it. */
  readonly token: string | undefined;
}

/** Empties the summary's place first: a summary that is there afterwards is this run's. */
export function startK6(
  processes: Processes,
  { k6, script, plan, dashboardPort, dashboardExport, home, token }: K6Start,
): OwnedProcess {
  rmSync(plan.summaryPath, { force: true });
  return processes.start({
    name: "k6",
    side: "generator",
    command: k6,
    args: ["run", "--quiet", "--log-format", "json", script],
    stopSignal: "SIGINT",
    env: {
      HOME: home,
      XDG_CONFIG_HOME: home,
      ...(token === undefined ? {} : { [tokenVariable]: token }),
      K6_NO_USAGE_REPORT: "true",
      K6_AUTO_EXTENSION_RESOLUTION: "false",
      K6_WEB_DASHBOARD: "true",
      K6_WEB_DASHBOARD_HOST: "127.0.0.1",
      K6_WEB_DASHBOARD_PORT: String(dashboardPort),
      K6_WEB_DASHBOARD_PERIOD: dashboardPeriod(plan),
      K6_WEB_DASHBOARD_TAGS: `role,${failureTag},${partTag}`,
      K6_WEB_DASHBOARD_EXPORT: dashboardExport,
    },
  });
}

/** k6 sorts all samples again for each snapshot, so long runs get fewer of them. */
function dashboardPeriod({ phases }: RunPlan): string {
  return plannedMs(phases) <= 300_000 ? "1s" : "5s";
}

/** Everything the judge may know of a k6 process. */
export interface K6Outcome {
  readonly exit: Exit;
  /** `undefined` when k6 left none. */
  readonly summary: K6Summary | undefined;
  /** k6's own error lines, crossed thresholds aside: those are the judge's business. */
  readonly errors: readonly string[];
  /** What operations complained of, the first few of each user. */
  readonly complaints: readonly string[];
}

export function k6Outcome(owned: OwnedProcess, exit: Exit, plan: RunPlan): K6Outcome {
  const lines = readLog(owned.logPath);
  return {
    exit,
    summary: existsSync(plan.summaryPath) ? readMeasured(readFileSync(plan.summaryPath, "utf8"), plan) : undefined,
    errors: lines
      .filter(({ level, msg }) => level === "error" && !/^thresholds on metrics/.test(msg))
      .map(({ msg, error }) => firstLines(error === undefined ? msg : `${msg}: ${error}`)),
    complaints: lines.filter(({ source, level }) => source === "console" && level === "warning").map(({ msg }) => msg),
  };
}

interface LogLine {
  readonly level: string;
  readonly msg: string;
  /** What caused it, where k6 says so apart. */
  readonly error?: string;
  readonly source?: string;
}

/** A line that is not JSON is k6 speaking outside its log, which it does when something is badly wrong. */
function readLog(path: string): readonly LogLine[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): LogLine => {
      try {
        return JSON.parse(line) as LogLine;
      } catch {
        return { level: "error", msg: line };
      }
    });
}

function firstLines(text: string): string {
  return text.trim().split("\n").slice(0, 2).join(" ").slice(0, 300);
}
