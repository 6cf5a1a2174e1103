/** The row about the real launcher: it starts a registry where there is none, and only one. */
import { expect, it } from "vitest";
import { freePort } from "../../lib/ports.ts";
import { allPids, isGroupAlive, readStat } from "../../lib/proc.ts";
import { lastLogLines } from "../../lib/processes.ts";
import { mcpMeshLauncher, mcpMeshUnavailable } from "../../stack/mcp-mesh-process.ts";
import { answersOk } from "../../targets/readiness.ts";
import { listeningAddresses } from "../process-facts.ts";
import { serve } from "../serve.ts";
import { createRowBench, type RowBench } from "./bench.ts";
import { until } from "./look.ts";
import { isProving } from "./row.ts";

const isAway = mcpMeshUnavailable() !== undefined;
const readyMs = 8000;

/** The launchers' children: the registries they started. */
function childrenOf(parents: readonly number[]): readonly number[] {
  return allPids().filter((pid) => parents.includes(readStat(pid)?.parentPid ?? 0));
}

async function race(bench: RowBench, port: number): Promise<void> {
  const launchers = ["first", "second", "third", "fourth", "fifth"].map((name) =>
    bench.processes.start(mcpMeshLauncher(name, { port, home: bench.folder })),
  );
  const tookMs = await until("a registry answers", readyMs, () => answersOk(`http://127.0.0.1:${port}/health`));
  await until("four have given up", readyMs, () => launchers.filter(({ exit }) => exit !== undefined).length === 4);
  const gaveUp = launchers.filter(({ exit }) => exit !== undefined);
  expect(gaveUp.map(({ exit }) => exit?.code)).toEqual([1, 1, 1, 1]);
  expect(gaveUp.filter(({ identity }) => isGroupAlive(identity.pid))).toEqual([]); // nor did they leave anything
  const registries = childrenOf(launchers.map(({ identity }) => identity.pid));
  expect(registries.map(listeningAddresses)).toEqual([["0100007F"]]);
  const late = bench.processes.start(mcpMeshLauncher("late", { port, home: bench.folder }));
  await until("one that comes later gives up as well", readyMs, () => late.exit !== undefined);
  expect(childrenOf(launchers.map(({ identity }) => identity.pid))).toEqual(registries);
  expect(await answersOk(`http://127.0.0.1:${port}/health`)).toBe(true);
  process.stdout.write(`REG-06: ready ${tookMs.toFixed(0)} ms after five launchers were started\n`);
}

it.skipIf(isAway)("REG-06: of five launchers that race one starts a registry, ready within 8 s", async () => {
  await using bench = createRowBench("mcp-mesh");
  await race(bench, await freePort());
});

it.skipIf(isAway || !isProving)("REG-06's trip: a stranger holds the port", async () => {
  await using bench = createRowBench("mcp-mesh");
  await using stranger = await serve(() => ({ status: 404 }));
  await expect(race(bench, Number(new URL(stranger.url).port))).rejects.toThrow(/within 8000 ms: a registry answers/);
});

it.skipIf(isAway)("REG-06: a launcher whose port a stranger holds gives up and names the port", async () => {
  await using bench = createRowBench("mcp-mesh");
  await using stranger = await serve(() => ({ status: 404 }));
  const { port } = new URL(stranger.url);
  const launcher = bench.processes.start(mcpMeshLauncher("late", { port: Number(port), home: bench.folder }));
  await until("it gives up", readyMs, () => launcher.exit !== undefined);
  expect(launcher.exit).toEqual({ code: 1, signal: null });
  expect(lastLogLines(launcher)).toContain(`port ${port} is already in use`);
});
