/** Rows about requests no registry should take: each is refused by contract, is in the log, and costs little. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { waitFor } from "../../lib/waiting.ts";
import { announce, announcement, beat, statuses } from "../registry-server.ts";
import { type Answered, ask } from "../talk.ts";
import type { RowBench, Running } from "./bench.ts";
import { p95, timed } from "./look.ts";
import { killingRegistry } from "./misuse.ts";
import { row, rowTrip } from "./row.ts";
import { timeLimitMs } from "./time-limit.ts";

type Bad = (url: string) => Promise<Answered>;

const refusals: Readonly<Record<string, { readonly send: Bad; readonly expected: string }>> = {
  "half a document": { send: (url) => ask(`${url}/heartbeat`, '{"agent_id":'), expected: "400" },
  "no id": { send: (url) => ask(`${url}/heartbeat`, {}), expected: "400" },
  "bad id": {
    send: (url) => ask(`${url}/heartbeat`, { ...announcement({ id: "bad" }), agent_id: "Bad Id!" }),
    expected: "200 error",
  },
  "beat of nobody": { send: (url) => ask(`${url}/heartbeat/nobody`, undefined, {}, "HEAD"), expected: "410" },
  "no such route": { send: (url) => ask(`${url}/nothing`), expected: "404" },
};
/** Few, so that requests wait for the registry and not for this process. */
const lanes = 3;

function said({ status, body }: Answered): string {
  return status === 200 ? `200 ${body.status}` : String(status);
}

/** So many requests over a few lanes; `send` gets the number of each. */
async function flood(count: number, send: (index: number) => Promise<void>): Promise<readonly number[]> {
  const samples: number[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) samples.push(await timed(() => send(index)));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return samples;
}

/** Lines of the registry's log once there are so many, or at the deadline. */
async function logLines({ server }: Running, atLeast: number): Promise<number> {
  const count = (): number => readFileSync(server.logPath, "utf8").split("\n").length - 1;
  await waitFor(() => (count() >= atLeast ? true : undefined), { deadlineMs: 3000, pollMs: 20 });
  return count();
}

async function startWithOne(bench: RowBench): Promise<Running> {
  const registry = await bench.startRegistry({ LOG_LEVEL: "DEBUG" });
  await announce(registry.url, { id: "good" });
  return registry;
}

async function refusedCheaply(bench: RowBench): Promise<void> {
  const { url } = await startWithOne(bench);
  const goodMs = p95(await flood(1000, async () => void (await announce(url, { id: "good" }))));
  const kinds = Object.entries(refusals);
  const wrong = new Set<string>();
  const samples = await flood(1000, async (index) => {
    const kind = kinds[index % kinds.length];
    if (kind === undefined) throw new Error("no kind of bad request");
    const [name, { send, expected }] = kind;
    const answer = said(await send(url));
    if (answer !== expected) wrong.add(`${name}: ${answer} instead of ${expected}`);
  });
  expect([...wrong]).toEqual([]);
  expect(await statuses(url)).toEqual({ good: "healthy" });
  expect(await beat(url, "good")).toBe(200);
  const badMs = p95(samples);
  process.stdout.write(`REG-34: p95 ${goodMs.toFixed(1)} ms good, ${badMs.toFixed(1)} ms bad\n`);
  expect(badMs, `p95 of good ones: ${goodMs.toFixed(1)} ms`).toBeLessThanOrEqual(timeLimitMs(2 * goodMs));
}

row("REG-34", "1000 bad requests get their status at little cost, and change nothing", refusedCheaply);
rowTrip("REG-34", "the registry is killed meanwhile", refusedCheaply, {
  on: (bench) => killingRegistry(bench, 300),
  shows: /fetch failed/,
});

row("REG-34", "each bad request is a line in the log", async (bench) => {
  const registry = await startWithOne(bench);
  const before = await logLines(registry, 0);
  const kinds = Object.values(refusals);
  await flood(100, async (index) => void (await kinds[index % kinds.length]?.send(registry.url)));
  expect((await logLines(registry, before + 100)) - before).toBeGreaterThanOrEqual(100);
});

row("REG-34", "a body above 1 MiB is refused with 413", async (bench) => {
  const { url } = await startWithOne(bench);
  const body = { ...announcement({ id: "large" }), filler: "x".repeat(1024 * 1024) };
  const answers = new Set<string>();
  await flood(20, async () => void answers.add(said(await ask(`${url}/heartbeat`, body))));
  expect([...answers]).toEqual(["413"]);
  expect(await statuses(url)).toEqual({ good: "healthy" });
});
