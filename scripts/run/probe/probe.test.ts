/** The probe against a real server that freezes, dies and comes back: what it says is held against the server's own clock. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { freePort } from "../../lib/ports.ts";
import { identify, isAlive } from "../../lib/proc.ts";
import { createProcesses, type OwnedProcess, type Processes } from "../../lib/processes.ts";
import { epochMs } from "../../lib/schedule.ts";
import { waitFor } from "../../lib/waiting.ts";
import { type Probe, startProbe } from "./client.ts";
import { type Outage, outages } from "./outages.ts";
import type { ProbeSample } from "./sample.ts";

vi.setConfig({ testTimeout: 40_000 });
const folder = mkdtempSync(join(tmpdir(), "mesh-load-probe-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const slowMs = 150;
const periodMs = 40;
const wantedMs = 50;
/** Two processes' clocks of one machine: each takes its origin when it starts. */
const clockMs = 2;

/** Looks at its clock each 2 ms: its longest gap is when it could not run, the second longest what the machine does to it. Says in its log since when it listens. */
const server = `
  const now = () => performance.timeOrigin + performance.now();
  let gap = { fromMs: 0, toMs: 0 }, lateMs = 0, last = now();
  setInterval(() => {
    const at = now(), lasted = at - last, longest = gap.toMs - gap.fromMs;
    lateMs = Math.max(lateMs, Math.min(lasted, longest));
    if (lasted > longest) gap = { fromMs: last, toMs: at };
    last = at;
  }, 2);
  require("http").createServer((request, response) => {
    if (request.url === "/gap") return response.end(JSON.stringify({ ...gap, lateMs }));
    if (request.url === "/busy") return response.writeHead(503).end("busy");
    if (request.url === "/cut") return response.writeHead(200, { "content-length": 9 }).write("half", () => response.destroy());
    if (request.url === "/stale") response.once("finish", () => setTimeout(() => request.socket.destroy(), 35 + 10 * Math.random()));
    request.setEncoding("utf8");
    let body = "";
    request.on("data", (part) => body += part);
    request.on("end", () => response.writeHead(request.method === "POST" && body !== "ping" ? 400 : 200).end("ok"));
  }).listen(Number(process.env.PORT), "127.0.0.1", () => console.log(now()));`;

interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lateMs: number;
}

function startTarget(processes: Processes, port: number): OwnedProcess {
  const spec = { command: process.execPath, args: ["-e", server], env: { PORT: String(port) } };
  return processes.start({ name: `server-${port}`, ...spec });
}

/** When each server of this log began to listen. */
function listening({ logPath }: OwnedProcess): readonly number[] {
  return readFileSync(logPath, "utf8").trim().split("\n").filter(Boolean).map(Number);
}

async function until(condition: () => boolean): Promise<void> {
  if ((await waitFor(() => condition() || undefined, { deadlineMs: 20_000, pollMs: 10 })) === undefined)
    throw new Error("it never happened");
}

const gapOf = async (url: string): Promise<Gap> => (await (await fetch(`${url}/gap`)).json()) as Gap;

/** Good probes sent since. */
function goodSince(probe: Probe, sinceMs: number): number {
  return probe.samples().filter(({ ok, ms, sentMs }) => ok && ms < slowMs && sentMs > sinceMs).length;
}

/** What the probe itself was late at most: it shares the machine. */
function lateMs(samples: readonly ProbeSample[]): number {
  const gaps = samples.map(({ sentMs }, index) => sentMs - (samples[index - 1]?.sentMs ?? sentMs) - periodMs);
  return Math.max(0, ...gaps);
}

/** The longest: a busy machine may add short ones. */
function theOutage(samples: readonly ProbeSample[]): Outage {
  const [longest] = [...outages(samples, { slowMs })].sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs));
  if (longest === undefined) throw new Error("no outage was seen");
  return longest;
}

function report(what: string, errors: Readonly<Record<string, number>>): void {
  const words = Object.entries(errors).map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`);
  process.stderr.write(`probe, ${what}: ${words.join(", ")}\n`);
}

it("finds a freeze of 700 ms within 50 ms at both ends", async () => {
  await using processes = createProcesses(folder);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const target = startTarget(processes, port);
  await until(() => listening(target).length === 1);
  const probe = await startProbe(processes, { file: join(folder, "freeze.ndjson"), targets: [{ name: "t", url }] });
  await until(() => goodSince(probe, 0) >= 20);
  const frozenMs = epochMs();
  target.child.kill("SIGSTOP");
  await until(() => epochMs() >= frozenMs + 700);
  target.child.kill("SIGCONT");
  const thawedMs = epochMs();
  await until(() => goodSince(probe, thawedMs) >= 20);
  const truth = await gapOf(url);
  const samples = await probe.stop();
  const found = theOutage(samples);
  const allowedMs = wantedMs + lateMs(samples) + truth.lateMs;
  const errors = { begin: found.fromMs - truth.fromMs, end: found.toMs - truth.toMs };
  report("freeze", { ...errors, late: lateMs(samples), serverLate: truth.lateMs });
  expect(truth.toMs - truth.fromMs).toBeGreaterThan(650);
  expect(Math.abs(found.fromMs - truth.fromMs)).toBeLessThanOrEqual(allowedMs);
  expect(Math.abs(found.toMs - truth.toMs)).toBeLessThanOrEqual(allowedMs);
  // an open model: it went on asking though nothing was answered
  const during = samples.filter(({ sentMs }) => sentMs > truth.fromMs && sentMs < truth.toMs);
  expect(during.length).toBeGreaterThanOrEqual((700 - lateMs(samples)) / periodMs - 2);
});

it("finds a death and a restart within 50 ms", async () => {
  await using processes = createProcesses(folder);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const target = startTarget(processes, port);
  await until(() => listening(target).length === 1);
  const probe = await startProbe(processes, { file: join(folder, "death.ndjson"), targets: [{ name: "t", url }] });
  await until(() => goodSince(probe, 0) >= 20);
  target.isStopping = true;
  const killedMs = epochMs();
  target.child.kill("SIGKILL");
  await target.exited;
  const deadMs = epochMs();
  await until(() => epochMs() >= killedMs + 400);
  const again = startTarget(processes, port);
  await until(() => goodSince(probe, deadMs) >= 20);
  const backMs = listening(again)[1] ?? 0;
  const slowStart = await gapOf(url);
  const samples = await probe.stop();
  const found = theOutage(samples);
  const serverLateMs = slowStart.toMs - slowStart.fromMs;
  const allowedMs = wantedMs + lateMs(samples);
  report("death", {
    begin: found.fromMs - killedMs,
    end: found.toMs - backMs,
    late: lateMs(samples),
    serverLate: serverLateMs,
  });
  expect(["ECONNREFUSED", "ECONNRESET"]).toContain(found.why);
  expect(found.fromMs).toBeGreaterThanOrEqual(killedMs - wantedMs);
  expect(found.fromMs).toBeLessThanOrEqual(deadMs + allowedMs);
  expect(Math.abs(found.toMs - backMs)).toBeLessThanOrEqual(allowedMs + serverLateMs);
  expect(found.toLatestMs).toBeGreaterThanOrEqual(backMs - clockMs);
});

it("asks as it is told, and says why an answer is not good", async () => {
  await using processes = createProcesses(folder);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const target = startTarget(processes, port);
  await until(() => listening(target).length === 1);
  const targets = [
    { name: "get", url },
    { name: "post", url, method: "POST", body: "ping", headers: { "content-type": "text/plain" } },
    { name: "empty-post", url, method: "POST", expectedStatus: 400 },
    { name: "busy", url: `${url}/busy` },
    { name: "cut", url: `${url}/cut` },
    { name: "nobody", url: `http://127.0.0.1:${await freePort()}` },
    { name: "stale", url: `${url}/stale` },
  ];
  const probe = await startProbe(processes, { file: join(folder, "kinds.ndjson"), targets, ratePerSecond: 50 });
  await until(() => targets.every(({ name }) => probe.samples().filter((each) => each.target === name).length >= 40));
  const samples = await probe.stop();
  const saidOf = (name: string) => [...new Set(samples.filter((each) => each.target === name).map(({ why }) => why))];
  expect(targets.map(({ name }) => [name, saidOf(name)])).toEqual([
    ["get", [null]],
    ["post", [null]],
    ["empty-post", [null]],
    ["busy", ["status 503"]],
    ["cut", ["answer cut short"]],
    ["nobody", ["ECONNREFUSED"]],
    ["stale", [null]], // connections that the server closes as they are used again are not its failures
  ]);
});

it("tells what is still in flight when it ends, in whole lines", async () => {
  await using processes = createProcesses(folder);
  const port = await freePort();
  const target = startTarget(processes, port);
  await until(() => listening(target).length === 1);
  const file = join(folder, "end.ndjson");
  const targets = [{ name: "t", url: `http://127.0.0.1:${port}` }];
  const probe = await startProbe(processes, { file, targets, timeoutMs: 300 });
  target.child.kill("SIGSTOP");
  await until(() => probe.samples().some(({ why }) => why === "timeout"));
  const samples = await probe.stop();
  target.child.kill("SIGCONT");
  expect(samples.at(-1)).toMatchObject({ ok: false, why: "timeout" });
  expect(readFileSync(file, "utf8").endsWith("}\n")).toBe(true);
  expect(outages(samples, { slowMs })).toMatchObject([{ isOver: false }]);
});

it("is no evidence when it died", async () => {
  await using processes = createProcesses(folder);
  const targets = [{ name: "t", url: `http://127.0.0.1:${await freePort()}` }];
  const probe = await startProbe(processes, { file: join(folder, "died.ndjson"), targets });
  probe.owned.child.kill("SIGKILL");
  await probe.owned.exited;
  await expect(probe.stop()).rejects.toThrow("the probe failed: signal SIGKILL");
  await expect(startProbe(processes, { file: join(folder, "died.ndjson"), targets })).rejects.toThrow("EEXIST");
});

it("ends by itself when the suite was killed", async () => {
  await using processes = createProcesses(folder);
  const suiteFolder = mkdtempSync(join(folder, "suite-"));
  const load = (path: string) => `await import(${JSON.stringify(new URL(path, import.meta.url).href)})`;
  const options = { file: join(suiteFolder, "p.ndjson"), targets: [{ name: "t", url: "http://127.0.0.1:9" }] };
  const code = `const { createProcesses } = ${load("../../lib/processes.ts")}, { startProbe } = ${load("./client.ts")};
    const { owned } = await startProbe(createProcesses(${JSON.stringify(suiteFolder)}), ${JSON.stringify(options)});
    console.log(owned.identity.pid);
    setInterval(() => {}, 1000);`;
  const args = ["--input-type=module", "-e", code];
  const suite = processes.start({ name: "suite", command: process.execPath, args });
  await until(() => /^\d+\n/.test(readFileSync(suite.logPath, "utf8")));
  const probe = identify(Number.parseInt(readFileSync(suite.logPath, "utf8"), 10));
  expect(isAlive(probe)).toBe(true);
  suite.child.kill("SIGKILL");
  try {
    await until(() => !isAlive(probe));
  } finally {
    if (isAlive(probe)) process.kill(probe.pid, "SIGKILL");
  }
});
