/** Work items that are answered 201 before their database has them for good: a kill takes them away, and is seen to. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { killRounds } from "../durability/kill-rounds.ts";
import { createProcesses, type Processes } from "../lib/processes.ts";
import type { RunningTarget } from "../targets/target.ts";
import { target } from "../targets/workflow.ts";

let folder = "";
let processes: Processes;
let running: RunningTarget;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mesh-load-writes-"));
  processes = createProcesses(folder);
  const dataDir = join(folder, "workflow");
  mkdirSync(dataDir, { mode: 0o700 });
  running = await target.start({ processes, dataDir, signal: AbortSignal.timeout(60_000) });
}, 60_000);

afterAll(async () => {
  await processes?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

it("WF-11's trip: with a database that says that it has stored what it has not, items answered 201 are lost when it is killed", async ({
  signal,
}) => {
  const { url, service, database } = running;
  if (database === undefined) throw new Error("the workflow target stores in no database of ours");
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  // https://www.postgresql.org/docs/current/runtime-config-wal.html#GUC-SYNCHRONOUS-COMMIT
  await client.query("ALTER SYSTEM SET synchronous_commit = off");
  await client.query("SELECT pg_reload_conf()");
  await client.end();
  const taken: string[] = [];
  const { answered, lost } = await killRounds(
    { url, service, database },
    { rounds: 2, seed: 3, signal, onRound: ({ victim }) => void taken.push(victim) },
  );
  expect(taken).toEqual(["server", "database"]); // by the first round the project itself is there for good
  expect(answered).toBeGreaterThan(40);
  expect(() => expect(lost).toEqual([])).toThrow("to deeply equal");
});
