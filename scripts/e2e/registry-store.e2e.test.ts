/** The reference registry and its store: nothing acknowledged is lost, a corrupt file is set aside, trouble is loud. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { freePort } from "../lib/ports.ts";
import type { Exit, OwnedProcess } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import { registryProcess } from "../stack/registry-process.ts";
import { announce, createRegistryBench, type RegistryBench, statuses } from "./registry-server.ts";
import { ask } from "./talk.ts";

let bench: RegistryBench;

beforeEach(() => {
  bench = createRegistryBench();
});

afterEach(() => bench[Symbol.asyncDispose]());

interface LogLine {
  readonly event: string;
  readonly level: string;
  readonly context: Readonly<Record<string, number | string>>;
}

function logOf({ logPath }: OwnedProcess): readonly LogLine[] {
  const lines = readFileSync(logPath, "utf8").trimEnd().split("\n");
  return lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}

async function kill(server: OwnedProcess): Promise<void> {
  process.kill(server.identity.pid, "SIGKILL");
  await server.exited;
}

it("SIGKILL in the middle of a flood loses nothing that was acknowledged", async () => {
  for (let round = 0; round < 3; round += 1) {
    const { url, server } = await bench.start();
    const acknowledged: string[] = [];
    const flood = async (lane: number): Promise<void> => {
      for (let index = 0; ; index += 1) {
        const id = `r${round}-l${lane}-n${index}`;
        const { body } = await announce(url, { id });
        if (body.status === "success") acknowledged.push(id);
        if (acknowledged.length === 200) void kill(server);
      }
    };
    await Promise.allSettled([flood(0), flood(1), flood(2), flood(3)]);
    await server.exited;
    const next = await bench.start();
    const listed = await statuses(next.url);
    expect(acknowledged.length).toBeGreaterThanOrEqual(200);
    expect(acknowledged.filter((id) => listed[id] !== "healthy")).toEqual([]);
    await bench.processes.stop(next.server);
    expect(next.server.exit).toEqual({ code: 0, signal: null });
  }
});

it.each([
  ["all of it", (size: number) => [0, size] as const],
  ["a page in its middle", (size: number) => [4096 * 2, Math.min(size, 4096 * 12)] as const],
])("a store overwritten with junk, %s, is set aside, and agents can come back", async (_what, range) => {
  const first = await bench.start();
  for (let index = 0; index < 50; index += 1) await announce(first.url, { id: `a-${index}` });
  await bench.processes.stop(first.server); // folds its log into the file
  const bytes = readFileSync(bench.storePath);
  bytes.fill("junk ", ...range(bytes.length));
  writeFileSync(bench.storePath, bytes);

  const { url, server } = await bench.start();
  expect(await statuses(url)).toEqual({});
  expect((await announce(url, { id: "a-1" })).body.status).toBe("success");
  expect((await ask(`${url}/health`)).body.status).toBe("healthy");
  const aside = readdirSync(bench.folder).filter((name) => /^registry\.db\.corrupt-[\dTZ.-]+$/.test(name));
  expect(aside.length).toBe(1);
  expect(readFileSync(join(bench.folder, aside[0] ?? ""))).toEqual(bytes);
  expect(logOf(server).filter(({ event }) => event === "store_recovered")).toMatchObject([
    { level: "WARNING", context: { set_aside: join(bench.folder, aside[0] ?? "") } },
  ]);
});

it("a live store overwritten with junk is set aside within seconds, and agents can come back", async () => {
  const { url, server } = await bench.start();
  await announce(url, { id: "a-1" });
  writeFileSync(bench.storePath, "junk ".repeat(20_000));
  const recovered = await waitFor(() => logOf(server).find(({ event }) => event === "store_recovered"), {
    deadlineMs: 5000,
    pollMs: 50,
  });
  expect(recovered).toMatchObject({ level: "WARNING" });
  expect((await ask(`${url}/agents`)).body.agents).toBeNull();
  expect((await announce(url, { id: "a-1" })).body.status).toBe("success");
  expect((await ask(`${url}/health`)).body.status).toBe("healthy");
  expect(await statuses(url)).toEqual({ "a-1": "healthy" });
});

async function failedStart(environment: Readonly<Record<string, string>>): Promise<{ exit: Exit; said: string[] }> {
  const port = await freePort();
  const server = bench.processes.start(registryProcess({ port, storePath: bench.storePath, environment }));
  const exit = await server.exited;
  return { exit, said: readFileSync(server.logPath, "utf8").trimEnd().split("\n") };
}

it.each([
  ["a store nobody can write", { DATABASE_URL: "/proc/registry.db" }, /^DATABASE_URL="\/proc\/registry\.db" cannot be/],
  [
    "an address instead of a file",
    { DATABASE_URL: "postgres://u:p@h/d" },
    /^DATABASE_URL is no path of a SQLite file$/,
  ],
  ["a duration without a unit", { MCP_MESH_RETENTION: "60" }, /^MCP_MESH_RETENTION="60" is no duration/],
  ["no time at all", { HEALTH_CHECK_INTERVAL: "0" }, /^HEALTH_CHECK_INTERVAL="0" is no number of seconds/],
  ["no port", { PORT: "http" }, /^PORT="http" is no port/],
])("%s ends the start with exit 1 and one line", async (_what, environment, line) => {
  const { exit, said } = await failedStart(environment);
  expect(exit).toEqual({ code: 1, signal: null });
  expect(said).toEqual([expect.stringMatching(line)]);
});

it("a port that is taken ends the start, names the port and leaves its holder alone", async () => {
  const holder = createServer((socket) => socket.end("mine"));
  const port = await freePort();
  await new Promise<void>((done) => holder.listen(port, "127.0.0.1", done));
  try {
    const { exit, said } = await failedStart({ PORT: String(port) });
    expect(exit.code).toBe(1);
    expect(said).toEqual([expect.stringContaining(String(port))]);
    expect(holder.listening).toBe(true);
  } finally {
    holder.close();
  }
});
