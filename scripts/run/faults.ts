/** Everything a run needs for its faults: proxies before the load, the probe, the director, and what the probe saw. */
import { join } from "node:path";
import type { Phase } from "#contract/plan";
import type { Answered, Subject } from "../faults/fault.ts";
import type { FaultEvidence } from "../judge/faults.ts";
import type { Processes } from "../lib/processes.ts";
import { epochMs } from "../lib/schedule.ts";
import { startToxiproxy } from "../lib/toxiproxy.ts";
import type { CheapRequest } from "../targets/target.ts";
import { direct, type FaultOutcome, type Stage } from "./director.ts";
import type { ChosenFault } from "./fault-choice.ts";
import type { RunFolder } from "./folder.ts";
import type { Journal } from "./healing/journal.ts";
import { startProbe } from "./probe/client.ts";
import { detectionMs, outages, recoveryMs, unavailableMs } from "./probe/outages.ts";
import type { ProbeSample, ProbeTarget } from "./probe/sample.ts";
import type { LiveSystem, Proxies } from "./systems.ts";
import type { Timeline } from "./timeline.ts";

export interface FaultsContext {
  readonly processes: Processes;
  readonly folder: RunFolder;
  readonly timeline: Timeline;
  readonly journal: Journal;
  readonly say: (line: string) => void;
  readonly watch: Stage["watch"];
  readonly signal: AbortSignal;
  /** AUTH_TOKEN, for systems that get it. */
  readonly token: string | undefined;
}

export interface ArrangedFaults {
  /** To be called once k6 says when the load began. */
  begin(startMs: number, phases: readonly Phase[]): void;
  /** To be called when the load is over: heals what is still on, and tells what became of all. */
  end(): Promise<readonly FaultEvidence[]>;
}

/** Proxies are there before the load, since users are given their addresses. */
export async function faultProxies(
  faults: readonly ChosenFault[],
  awayMs: number | undefined,
  processes: Processes,
  signal: AbortSignal,
): Promise<Proxies | undefined> {
  const needing = (need: "proxy" | "database-proxy"): Set<string> =>
    new Set(faults.filter(({ fault }) => fault.needs.includes(need)).map(({ target }) => target));
  const [before, beforeDatabase] = [needing("proxy"), needing("database-proxy")];
  if (before.size + beforeDatabase.size === 0 && awayMs === undefined) return undefined;
  return { toxiproxy: await startToxiproxy(processes, signal), before, beforeDatabase, awayMs };
}

const nothing: ArrangedFaults = { begin: () => {}, end: async () => [] };

/** Starts the probe where there are faults. */
export async function arrangeFaults(
  faults: readonly ChosenFault[],
  systems: readonly LiveSystem[],
  { processes, folder, timeline, journal, say, watch, signal, token }: FaultsContext,
): Promise<ArrangedFaults> {
  if (faults.length === 0) return nothing;
  const subjects = new Map(systems.map((system) => [system.planned.target, subjectOf(system, token)]));
  const targets = systems.map(probed);
  const probe = await startProbe(processes, {
    file: join(folder.path, "probe.ndjson"),
    targets,
    timeoutMs: slowMs,
    token,
  });
  const stage: Stage = { processes, dataDir: folder.dataDir, timeline, journal, subjects, say, watch };
  const over = new AbortController();
  let directed: Promise<readonly FaultOutcome[]> = Promise.resolve([]);
  return {
    begin(startMs, phases) {
      const until = AbortSignal.any([signal, over.signal]);
      directed = Promise.all(faults.map((chosen) => direct(chosen, { startMs, phases }, stage, until)));
    },
    async end() {
      over.abort();
      const outcomes = await directed;
      const samples = await probe.stop();
      return faults.map((chosen, index) => evidenceOf(chosen, outcomes[index], samples));
    },
  };
}

/** A probe that is not answered within this is a failed one. */
const slowMs = 1000;

const jsonHeaders = { "content-type": "application/json" };

function probed({ planned, running }: LiveSystem): ProbeTarget {
  const { path, json, expectedStatus }: CheapRequest = running?.cheap ?? { path: "/health" };
  return {
    name: planned.target,
    url: new URL(path, planned.url).href,
    ...(json === undefined ? {} : { method: "POST", headers: jsonHeaders, body: JSON.stringify(json) }),
    ...(planned.isAuthorized === true ? { isAuthorized: true } : {}),
    ...(expectedStatus === undefined ? {} : { expectedStatus }),
  };
}

function subjectOf(
  system: LiveSystem,
  token: string | undefined,
): Subject & { ask(timeoutMs?: number): Promise<Answered> } {
  const { planned, running, proxy, databaseProxy } = system;
  const { url, method = "GET", headers, body = null, expectedStatus = 200 } = probed(system);
  return {
    name: planned.target,
    role: planned.role,
    url: planned.url,
    ...(running === undefined ? {} : { running }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(databaseProxy === undefined ? {} : { databaseProxy }),
    async ask(timeoutMs = slowMs) {
      const begin = epochMs();
      try {
        const bearer = planned.isAuthorized === true ? { authorization: `Bearer ${token}` } : {};
        const own = { ...headers, ...bearer, connection: "close" }; // a connection of its own: an open one may still be good
        const answer = await fetch(url, { method, headers: own, body, signal: AbortSignal.timeout(timeoutMs) });
        await answer.arrayBuffer();
        return { isGood: answer.status === expectedStatus, ms: epochMs() - begin };
      } catch {
        return { isGood: false, ms: epochMs() - begin };
      }
    },
  };
}

function evidenceOf(
  { fault, target, recoverSeconds }: ChosenFault,
  outcome: FaultOutcome | undefined,
  all: readonly ProbeSample[],
): FaultEvidence {
  const {
    injectedMs = null,
    bittenMs = null,
    healingMs = null,
    isHealed = false,
    flaws = ["it was never put on"],
  } = outcome ?? {};
  const samples = all.filter((sample) => sample.target === target);
  const found = outages(samples, { slowMs });
  const span = { fromMs: injectedMs ?? 0, toMs: samples.at(-1)?.sentMs ?? 0 };
  return {
    fault: fault.name,
    target,
    isBitten: bittenMs !== null,
    isHealed,
    flaws: outcome !== undefined && injectedMs === null && flaws.length === 0 ? ["it was never put on"] : flaws,
    detectionMs: injectedMs === null ? null : detectionMs(samples, injectedMs, { slowMs }),
    outageMs: injectedMs === null ? 0 : unavailableMs(found, span),
    recoveryMs: healingMs === null ? null : recoveryMs(samples, healingMs, { slowMs }),
    recoveryLimitMs: recoverSeconds * 1000,
    probesAfter: healingMs === null ? 0 : samples.filter(({ sentMs }) => sentMs >= healingMs).length,
  };
}
