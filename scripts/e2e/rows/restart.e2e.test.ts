/** The row about a planned restart under load: its agents see errors in the gap only, and are all back soon after it. */
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect } from "vitest";
import { announce, beat } from "../registry-server.ts";
import { ask } from "../talk.ts";
import { logOf, type RowBench } from "./bench.ts";
import { lengths } from "./lengths.ts";
import { agentHealth, healthyIds, until } from "./look.ts";
import { movingRegistry } from "./misuse.ts";
import { row, rowTrip } from "./row.ts";

const simulated = Array.from({ length: 20 }, (_, index) => `simulated-${String(index).padStart(2, "0")}`);
const all = ["real", ...simulated];
const { beatMs, beforeMs } = lengths["REG-12"];
const gapMs = 2000;
/** Beats are spread over their period, so a gap meets its share of them; one more or less depends on the instant. */
const metByGap = Math.min(simulated.length, Math.floor((simulated.length * gapMs) / beatMs) - 1);

interface Failure {
  readonly id: string;
  readonly what: string;
  readonly beginMs: number;
  readonly endMs: number;
}

/** Joins, then beats until the signal, and joins again when told so. Returns what went wrong; nothing ends it earlier. */
async function simulate(url: string, id: string, startMs: number, signal: AbortSignal): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  const attempt = async (act: () => Promise<number>): Promise<number> => {
    const beginMs = performance.now();
    const status = await act().catch((error: unknown) => String(error));
    const isRight = status === 200 || status === 202; // its agents beat all the time: none is ever gone
    if (!isRight) failures.push({ id, what: String(status), beginMs, endMs: performance.now() });
    return typeof status === "number" ? status : 0;
  };
  const join = async (): Promise<number> => (await announce(url, { id })).status;
  await delay(startMs);
  let isMember = false;
  for (let dueMs = performance.now(); !signal.aborted; dueMs += beatMs) {
    if (isMember) isMember = (await attempt(() => beat(url, id))) === 200;
    if (!isMember) isMember = (await attempt(join)) === 200;
    await delay(Math.max(0, dueMs + beatMs - performance.now()), undefined, { signal }).catch(() => {}); // a rate, not a wait
  }
  return failures;
}

/** Ids listed as healthy that were heard of since. */
async function heardSince(url: string, epochMs: number): Promise<readonly string[]> {
  const { body } = await ask(`${url}/agents?status=healthy`);
  const agents: readonly { id: string; last_seen: string }[] = body.agents ?? [];
  return agents.flatMap(({ id, last_seen: seen }) => (Date.parse(seen) >= epochMs ? [id] : [])).sort();
}

async function plannedRestart(bench: RowBench, target: string): Promise<void> {
  const registry = await bench.startRegistry();
  const { url } = registry;
  const agent = await bench.startAgent(url, { id: "real" });
  const stopped = new AbortController();
  const running = simulated.map((id, index) => simulate(url, id, (index * beatMs) / simulated.length, stopped.signal));
  let failures: readonly Failure[] = [];
  let gap = { beginMs: 0, endMs: 0 };
  try {
    await until("all are listed", beatMs + 10_000, async () => (await healthyIds(url)).length === all.length);
    await delay(beforeMs); // a time of load, not a wait
    const beginMs = performance.now();
    await bench.processes.stop(registry.server);
    await delay(Math.max(0, gapMs - (performance.now() - beginMs)));
    await bench.startRegistry({}, { port: registry.port });
    gap = { beginMs, endMs: performance.now() };
    const readyEpochMs = Date.now();
    const backMs = await until(
      "all are heard of again",
      5000,
      async () => (await heardSince(url, readyEpochMs)).length === all.length,
    );
    expect(await heardSince(url, readyEpochMs)).toEqual(all);
    await until("the real agent knows", 5000, async () => (await agentHealth(agent.url)).status === "healthy");
    process.stdout.write(`REG-12: all of ${target}'s agents are back ${backMs.toFixed(0)} ms after it is ready\n`);
  } finally {
    stopped.abort();
    failures = (await Promise.all(running)).flat();
  }
  const isInGap = ({ beginMs, endMs }: Failure): boolean => endMs >= gap.beginMs && beginMs <= gap.endMs;
  expect(failures.filter((failure) => !isInGap(failure))).toEqual([]);
  expect(new Set(failures.map(({ id }) => id)).size, "agents that met the gap").toBeGreaterThanOrEqual(metByGap);
  expect(logOf(agent.server).map(({ event }) => event)).toContain("beat_failed");
}

describe.concurrent("a planned restart", () => {
  row("REG-12", "with a gap of 2 s gives errors in the gap only; all are heard of 5 s after it", plannedRestart);
  rowTrip("REG-12", "the registry does not come back where it was", plannedRestart, {
    on: movingRegistry,
    shows: /fetch failed/,
  });
});
