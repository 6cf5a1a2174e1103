/** Rows about a registry's start: restart on stored agents, a port that is taken, ends of every kind. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { median } from "../../bench/figure.ts";
import { freePort } from "../../lib/ports.ts";
import { readOnlyUnavailable } from "../../run/healing/read-only.ts";
import { announce, statuses } from "../registry-server.ts";
import { ask } from "../talk.ts";
import { kill, logOf, type RowBench } from "./bench.ts";
import { isFullLength, lengths } from "./lengths.ts";
import { agentHealth, healthyIds, until } from "./look.ts";
import { withMoreStored, withReadOnlyStore } from "./misuse.ts";
import { row, rowTrip } from "./row.ts";
import { timeLimitMs } from "./time-limit.ts";

const startMs = 100;

/** Restarts on 1000 stored agents; whoever wants to looks at each. Returns how long each took to be ready. */
async function restartOnThousand(
  bench: RowBench,
  look: (url: string) => Promise<void> = async () => {},
): Promise<readonly number[]> {
  const first = await bench.startRegistry();
  for (let index = 0; index < 1000; index += 1) await announce(first.url, { id: `a-${index}` });
  await bench.processes.stop(first.server);
  const readyMs: number[] = [];
  for (let restart = 0; restart < lengths["REG-02"].restarts; restart += 1) {
    const again = await bench.startRegistry();
    readyMs.push(again.readyMs);
    await look(again.url);
    await bench.processes.stop(again.server);
  }
  return readyMs;
}

/** The slowest, as the row says; of few starts the middle one. */
function expectQuick(id: string, readyMs: readonly number[]): void {
  const judged = isFullLength ? Math.max(...readyMs) : median(readyMs);
  process.stdout.write(`${id}: ready after ${readyMs.map(Math.round)} ms\n`);
  expect(judged, `ready after ${readyMs.map(Math.round)} ms`).toBeLessThan(timeLimitMs(startMs));
}

row("REG-02", "restarts on 1000 stored agents list them all", async (bench) => {
  await restartOnThousand(bench, async (url) => {
    expect(Object.keys(await statuses(url)).length).toBe(1000);
  });
});

async function restartsQuickly(bench: RowBench): Promise<void> {
  expectQuick("REG-02", await restartOnThousand(bench));
}

row("REG-02", "restarts on 1000 stored agents are ready within 100 ms", restartsQuickly);
rowTrip("REG-02", "a hundred times as many are stored", restartsQuickly, {
  on: (bench) => withMoreStored(bench, 100),
  target: "mcp-mesh",
  shows: /ready after .*to be less than 100/,
});

async function refusesTakenPort(bench: RowBench): Promise<void> {
  const holder = createServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nmine"));
  const port = await freePort();
  await new Promise<void>((done) => holder.listen(port, "127.0.0.1", done));
  try {
    const server = bench.spawnRegistry({ port });
    await until("it ends", 5000, () => server.exit !== undefined);
    expect(server.exit?.code, "exit code").not.toBe(0);
    expect(readFileSync(server.logPath, "utf8")).toContain(String(port));
    expect((await ask(`http://127.0.0.1:${port}`)).body).toBe("mine");
  } finally {
    holder.close();
  }
}

row(
  "REG-16",
  "a port that is taken ends the start, which names the port and leaves its holder alone",
  refusesTakenPort,
);
rowTrip("REG-16", "the port is free", refusesTakenPort, {
  async on(bench) {
    const port = await freePort();
    return { ...bench, spawnRegistry: () => bench.spawnRegistry({ port }) };
  },
  shows: /within 5000 ms: it ends/,
});

/** Five ends by SIGTERM, five by SIGKILL, each after one more agent; each start lists them all. */
async function endTenTimes(bench: RowBench): Promise<readonly number[]> {
  const { upMs, downMs } = lengths["REG-18"];
  const readyMs: number[] = [];
  const ids: string[] = [];
  for (let round = 0; round <= 10; round += 1) {
    const registry = await bench.startRegistry();
    if (round > 0) readyMs.push(registry.readyMs);
    expect(Object.keys(await statuses(registry.url)).sort()).toEqual([...ids].sort());
    ids.push(`a-${round}`);
    expect((await announce(registry.url, { id: `a-${round}` })).body.status).toBe("success");
    await delay(upMs); // a time of life, not a wait
    if (round < 5) await bench.processes.stop(registry.server);
    else await kill(registry);
    await delay(downMs);
  }
  return readyMs;
}

async function losesNothing(bench: RowBench): Promise<void> {
  await endTenTimes(bench);
}

row("REG-18", "ten ends by SIGTERM and SIGKILL lose no agent and leave no lock", losesNothing);
rowTrip("REG-18", "an orphan holds the port", losesNothing, {
  async on(bench) {
    const { port } = await bench.startRegistry({}, { storePath: `${bench.folder}/orphan.db` });
    return { ...bench, startRegistry: (environment) => bench.startRegistry(environment, { port }) };
  },
  shows: /could not have port/,
});

row("REG-18", "starts after SIGTERM and SIGKILL are ready within 100 ms", async (bench) => {
  expectQuick("REG-18", await endTenTimes(bench));
});

async function setsJunkAside(bench: RowBench): Promise<void> {
  const folder = join(bench.folder, "store");
  mkdirSync(folder);
  const storePath = join(folder, "registry.db");
  const first = await bench.startRegistry({}, { storePath });
  const agent = await bench.startAgent(first.url, { id: "comes-back" });
  await until("the agent is listed", 5000, async () => (await healthyIds(first.url)).includes("comes-back"));
  const junk = "junk ".repeat(20_000);
  // its log as well: from an intact one SQLite would mend the file, and nothing would be lost
  for (const file of readdirSync(folder).filter((name) => name.startsWith("registry.db")))
    writeFileSync(join(folder, file), junk);
  await kill(first);
  const again = await bench.startRegistry({}, { port: first.port, storePath });
  expect(again.readyMs).toBeLessThan(5000);
  await until("the agent is listed again", 10_000, async () => (await healthyIds(again.url)).includes("comes-back"));
  expect((await agentHealth(agent.url)).status).toBe("healthy");
  const aside = readdirSync(folder).filter((name) => name.startsWith("registry.db.corrupt-"));
  expect(aside.map((name) => readFileSync(join(folder, name), "utf8"))).toContain(junk);
  expect(logOf(again.server).map(({ event }) => event)).toContain("store_recovered");
}

row("REG-17", "junk over a live store is set aside at the next start, and agents come back", setsJunkAside);
rowTrip("REG-17", "the store's folder is read-only", setsJunkAside, {
  on: withReadOnlyStore,
  unavailable: readOnlyUnavailable,
  shows: /died at its start: exit code 1\b(.|\n)*cannot be opened: /,
});

/** What the log says of a start: its parts, and what the kernel took before them to make a process of the program. */
interface Split {
  readonly execMs: number;
  readonly partsMs: readonly number[];
  readonly readyMs: number;
}

async function splitStart(bench: RowBench, names: readonly string[]): Promise<Split> {
  const spawnedAt = performance.timeOrigin + performance.now();
  const { server, readyMs } = await bench.startRegistry();
  await bench.processes.stop(server);
  const context = logOf(server).findLast(({ event }) => event === "server_started")?.context;
  if (context === undefined) throw new Error("the log has no server_started");
  const parts = names.map((name) => Number(context[name]));
  return { execMs: Date.parse(String(context["process_began_at"])) - spawnedAt, partsMs: parts, readyMs };
}

const partNames = ["load_ms", "config_ms", "store_ms", "listen_ms"] as const;

async function addUp(bench: RowBench, names: readonly string[] = partNames): Promise<void> {
  const splits: Split[] = [];
  for (let start = 0; start < 5; start += 1) splits.push(await splitStart(bench, names));
  const share = ({ execMs, partsMs, readyMs }: Split): number =>
    (execMs + partsMs.reduce((sum, ms) => sum + ms, 0)) / readyMs;
  const shares = splits.map(share).sort((a, b) => a - b);
  const texts = splits.map(
    ({ execMs, partsMs, readyMs }) => `${execMs.toFixed(0)}+${partsMs.join("+")} of ${readyMs.toFixed(0)} ms`,
  );
  process.stdout.write(`REG-35: ${texts.join(", ")}\n`);
  expect(Math.abs((shares[2] ?? 0) - 1), texts.join(", ")).toBeLessThan(0.1);
  for (const { partsMs } of splits) expect(partsMs.every((ms) => ms >= 0)).toBe(true);
}

row("REG-35", "the parts of a start are logged and add up within 10 %", (bench) => addUp(bench));
rowTrip("REG-35", "a part is left out", (bench) => addUp(bench, partNames.slice(1)), {
  shows: /to be less than 0\.1/,
});
