/** The workflow server beside a codebase server that answers, is silent or fails; and what it has answered 201 outlives its death. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { killRounds } from "../durability/kill-rounds.ts";
import { freePort } from "../lib/ports.ts";
import { createProcesses, type Processes } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import { startPostgres } from "../stack/postgres.ts";
import { workflowProcess } from "../stack/workflow-process.ts";
import { answersOk, type Service, startServer } from "../targets/readiness.ts";
import type { RunningDatabase } from "../targets/target.ts";
import { timeLimitMs } from "./rows/time-limit.ts";
import { json, type Received, type Reply, type Served, serve } from "./serve.ts";
import { type Answered, ask } from "./talk.ts";
import { createProject } from "./workflow-client.ts";

let folder = "";
let processes: Processes;
let database: RunningDatabase;
let service: Service;
let url = "";
let codebase: Served;
/** How the codebase server answers now. */
let answer: (request: Received) => Reply = () => "never";
let questions = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mesh-load-workflow-"));
  processes = createProcesses(folder);
  const signal = AbortSignal.timeout(60_000);
  codebase = await serve((request) => {
    questions += 1;
    return answer(request);
  });
  const dataDir = join(folder, "data");
  mkdirSync(dataDir, { mode: 0o700 });
  database = await startPostgres({ processes, name: "postgres", dataDir, signal });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const settings = { port, databaseUrl: database.url, codebaseUrl: codebase.url, cwd: dataDir };
  const isReady = (): Promise<boolean> => answersOk(`${url}/health`);
  ({ service } = await startServer(processes, workflowProcess(settings), { deadlineMs: 15_000, signal, isReady }));
}, 60_000);

afterAll(async () => {
  await processes?.[Symbol.asyncDispose]();
  await codebase?.close();
  rmSync(folder, { recursive: true, force: true });
});

const chunk = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
const pointing = { title: "points at chunks", entity_references: [chunk(3), chunk(1), chunk(2)] };

/** A codebase server that holds these chunks. */
function holding(...held: readonly string[]): (request: Received) => Reply {
  return ({ method, path, body }) => {
    if (`${method} ${path}` !== "POST /mcp/chunks/exists") return json(404, {});
    const { ids } = JSON.parse(body) as { ids: string[] };
    const present = ids.filter((id) => held.includes(id));
    return json(200, { present, missing: ids.filter((id) => !held.includes(id)) });
  };
}

async function timed(work: Promise<Answered>): Promise<{ readonly answered: Answered; readonly ms: number }> {
  const begin = performance.now();
  return { answered: await work, ms: performance.now() - begin };
}

it("tells exactly which chunks are gone, and keeps the list as it was written", async () => {
  const { post, get } = await createProject(url, "stale");
  answer = holding(chunk(1), chunk(2), chunk(3));
  const whole = await post("work_items", pointing);
  expect(whole).toMatchObject({ status: 201, body: { ...pointing, warnings: [] } });
  const read = async (): Promise<Answered> => get(`work_items/${whole.body.id}`);
  expect((await read()).body).toMatchObject({ ...pointing, stale_references: [], warnings: [] });

  answer = holding(chunk(1));
  expect(await read()).toMatchObject({ status: 200, body: { ...pointing, stale_references: [chunk(3), chunk(2)] } });
  expect((await post("work_items", pointing)).body.warnings).toEqual(["stale_references"]);
  expect((await post("work_items", { title: "points at nothing" })).body.warnings).toEqual([]);
  const fifty = Array.from({ length: 50 }, (_, index) => chunk(index));
  const { body: long } = await post("work_items", { title: "long", entity_references: fifty });
  const { body: longRead } = await get(`work_items/${long.id}`);
  expect(longRead.stale_references).toEqual(fifty.filter((id) => id !== chunk(1)));
});

const troubles: readonly (readonly [string, () => Reply])[] = [
  ["is silent", () => "never"],
  ["fails", () => json(500, { error: "internal_error" })],
  ["talks of something else", () => json(200, { ids: [] })],
];

it.each(troubles)(
  "stores without asking on while the codebase server %s, and asks again when it is back",
  async (what, trouble) => {
    const { post, get } = await createProject(url, what);
    answer = trouble;
    questions = 0;
    for (let index = 0; index < 6; index += 1) {
      const { answered, ms } = await timed(post("work_items", pointing));
      expect(answered).toMatchObject({ status: 201, body: { ...pointing, warnings: ["code_search_unavailable"] } });
      expect(ms).toBeLessThan(timeLimitMs(400)); // its patience is 100 ms; WF-06 judges its p95
      const { body } = await get(`work_items/${answered.body.id}`);
      expect(body).toMatchObject({ ...pointing, stale_references: [], warnings: ["code_search_unavailable"] });
    }
    expect(questions).toBe(3);

    const beganMs = performance.now();
    answer = holding(...pointing.entity_references);
    const begin = async (): Promise<true | undefined> =>
      (await post("work_items", pointing)).body.warnings.length === 0 ? true : undefined;
    expect(await waitFor(begin, { deadlineMs: timeLimitMs(2000), pollMs: 20 })).toBe(true);
    expect(performance.now() - beganMs).toBeLessThan(timeLimitMs(1500));
    expect(questions).toBe(4);
  },
);

it("WF-11: what it answered 201 is there once after it was killed, and after its database was", async ({ signal }) => {
  answer = holding();
  const taken: string[] = [];
  const pair = { url, service, database };
  const { answered, lost, doubled } = await killRounds(pair, {
    rounds: 2,
    seed: 3,
    signal,
    onRound: ({ victim }) => void taken.push(victim),
  });
  expect(taken).toEqual(["server", "database"]);
  expect(answered).toBeGreaterThan(40);
  expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
  expect((await ask(`${url}/health`)).body).toMatchObject({ status: "healthy", connection_pool: { waiting: 0 } });
});
