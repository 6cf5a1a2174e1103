/** A database that takes connections and never says a word (OPS-15): who wants to store in it says so within its deadline and is gone. */
import { execFile } from "node:child_process";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { codebaseProcess } from "../stack/codebase-process.ts";
import { workflowProcess } from "../stack/workflow-process.ts";
import { runLoad } from "./harness.ts";

const open = new Set<Socket>();
const silent = createServer((socket) => {
  open.add(socket);
  socket.on("error", () => {}); // cut by whoever waited
});
let databaseUrl = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  databaseUrl = `postgres://me:secret@127.0.0.1:${(silent.address() as AddressInfo).port}/db`;
});

afterAll(() => {
  for (const socket of open) socket.destroy();
  silent.close();
});

it("OPS-15: a run on a database that never gets ready ends with a Problem before it starts anything", async ({
  signal,
}) => {
  const begin = performance.now();
  const settings = { SCENARIO: "search", PROFILE: "smoke", DATABASE_URL: databaseUrl };
  using run = await runLoad(settings, { signal });
  expect(performance.now() - begin).toBeLessThan(60_000);
  expect(run.exitCode).not.toBe(0);
  expect(run.stderr).toMatch(/error: DATABASE_URL: the database on \S+ does not answer: .*\n {2}why: .*\n {2}fix: /);
  expect(run.stderr).not.toContain("secret");
  expect(run).toMatchObject({ verdict: undefined, recorded: [] });
  expect(open.size).toBeGreaterThan(0);
});

it("OPS-15: a server on a database that never gets ready exits 1 with one line", async () => {
  const settings = { port: 0, databaseUrl, cwd: tmpdir(), codebaseUrl: "http://127.0.0.1:9" };
  for (const { command, args, env } of [codebaseProcess(settings), workflowProcess(settings)]) {
    const begin = performance.now();
    const failed = await promisify(execFile)(command, [...(args ?? [])], { env: { ...env }, timeout: 30_000 }).then(
      () => undefined,
      (error: { code: number; stderr: string }) => error,
    );
    expect(performance.now() - begin).toBeLessThan(30_000);
    expect(failed?.code).toBe(1);
    expect(failed?.stderr).toMatch(/^[^\n]*timeout[^\n]*\n$/);
    expect(failed?.stderr).not.toContain("secret");
  }
});
