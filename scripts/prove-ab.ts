/** Measures how often `make ab` errs: COUNT comparisons of a registry with itself, and COUNT with a real delay before one side. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodes } from "#contract/verdict";
import { compareSides } from "./compare/ab.ts";
import type { AbSide } from "./compare/ab-sides.ts";
import { changeText, intervalText } from "./compare/change-text.ts";
import { type Command, runCommand } from "./lib/command.ts";
import { createProcesses } from "./lib/processes.ts";
import { startToxiproxy, type Toxiproxy } from "./lib/toxiproxy.ts";
import { loadTargets } from "./targets/target.ts";

/** Both sides have a delay, or a tenth more would be less than the proxy can make: it knows whole milliseconds. */
const baseDelayMs = 27;
const headDelayMs = 30;

/** Heartbeats answer within 3 ms, so with the delay p95 is about 30 ms, and 3 ms more are a tenth. */
const asked = { operation: "registry.heartbeat", metric: "p95" } as const;

await runCommand(
  async (command) => {
    const folder = mkdtempSync(join(tmpdir(), "mesh-load-ab-"));
    try {
      await using processes = createProcesses(folder);
      const { signal } = command;
      const target = (await loadTargets()).find(({ role, isDefault }) => role === "registry" && isDefault);
      if (target === undefined) throw new Error("no target plays registry by default");
      const { url } = await target.start({ processes, dataDir: folder, signal });
      const upstream = { url, dialect: target.dialect };
      const toxiproxy = await startToxiproxy(processes, signal);
      const [base, same, slower] = [
        await delayed(toxiproxy, "base", upstream, baseDelayMs),
        await delayed(toxiproxy, "same", upstream, baseDelayMs),
        await delayed(toxiproxy, "slower", upstream, headDelayMs),
      ];
      const tally = { same: 0, slower: 0 };
      for (let index = 1; index <= command.settings.COUNT; index += 1) {
        if (await isRegression(base, same, command)) tally.same += 1;
        if (await isRegression(base, slower, command)) tally.slower += 1;
        const shown = `of ${index} comparisons of ${command.settings.ROUNDS} rounds`;
        process.stdout.write(
          `false alarms ${tally.same}, ${headDelayMs - baseDelayMs} ms found ${tally.slower}, each ${shown}\n`,
        );
      }
      return exitCodes.pass;
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
  { SCENARIO: "registry", PROFILE: "round", COUNT: "10", THRESHOLD: "0.02" },
);

interface Upstream {
  readonly url: string;
  readonly dialect: string;
}

async function delayed(
  toxiproxy: Toxiproxy,
  label: string,
  { url, dialect }: Upstream,
  latencyMs: number,
): Promise<AbSide> {
  const proxy = await toxiproxy.proxy(label, new URL(url).host);
  await proxy.add({ type: "latency", stream: "downstream", attributes: { latency: latencyMs } });
  return {
    label,
    role: "registry",
    settings: { REGISTRY_URL: [`http://${proxy.address}`], REGISTRY_DIALECT: dialect },
  };
}

/** Any regression of a comparison counts as a false alarm; what was delayed is to be found where it is asked. */
async function isRegression(base: AbSide, head: AbSide, command: Command): Promise<boolean> {
  const { cells, verdict, reasons } = await compareSides({ base, head }, command, () => {});
  const cell = cells.find(({ operation, metric }) => operation === asked.operation && metric === asked.metric);
  const seen = cell && `${changeText(cell.metric, cell.worse)} (${intervalText(cell.metric, cell.low, cell.high)})`;
  process.stderr.write(
    `${base.label} and ${head.label}: ${verdict}, heartbeat p95 ${seen ?? "–"}; ${reasons.join("; ")}\n`,
  );
  return cells.some(({ finding }) => finding === "regression");
}
