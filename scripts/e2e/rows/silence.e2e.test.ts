/** Rows about agents that fall silent: frozen, killed, dead in their init. Truth is what we did to their processes. */
import { describe, expect } from "vitest";
import { signalGroup } from "../../lib/processes.ts";
import { announce, statuses } from "../registry-server.ts";
import { type Reply, serve } from "../serve.ts";
import { ask } from "../talk.ts";
import { agentBeatSeconds, kill, logOf, type RowBench, type Running } from "./bench.ts";
import { agentHealth, healthyIds, until } from "./look.ts";
import { withRegistry } from "./misuse.ts";
import { row, rowTrip } from "./row.ts";
import { timeLimitMs } from "./time-limit.ts";

const checkMs = 1000;
const silenceMs = 2000;
const short = {
  HEALTH_CHECK_INTERVAL: String(checkMs / 1000),
  DEFAULT_TIMEOUT_THRESHOLD: String(silenceMs / 1000),
};
const lookingMs = timeLimitMs(500);
const latestMs = silenceMs + checkMs + lookingMs;
const beatMs = agentBeatSeconds * 1000;

async function becomes(url: string, id: string, status: string, deadlineMs: number): Promise<number> {
  return until(`${id} is ${status}`, deadlineMs, async () => (await statuses(url))[id] === status);
}

function listed(url: string, ids: readonly string[]): Promise<number> {
  return until(`${ids} are listed`, 10_000, async () => {
    const healthy = await healthyIds(url);
    return ids.every((id) => healthy.includes(id));
  });
}

function providerOf({ dependencies }: Awaited<ReturnType<typeof agentHealth>>, capability: string): string | undefined {
  return dependencies.find((each) => each.capability === capability)?.agent_id;
}

async function frozenAndThawed(bench: RowBench): Promise<void> {
  const { url } = await bench.startRegistry(short);
  const agent = await bench.startAgent(url, { id: "frozen" });
  await listed(url, ["frozen"]);
  const { pid } = agent.server.identity;
  signalGroup(pid, "SIGSTOP");
  try {
    const tookMs = await becomes(url, "frozen", "unhealthy", latestMs);
    expect(tookMs).toBeGreaterThan(silenceMs - beatMs - 50); // its last beat was up to a period ago
  } finally {
    signalGroup(pid, "SIGCONT");
  }
  await becomes(url, "frozen", "healthy", beatMs + lookingMs);
}

async function diesInInit(bench: RowBench): Promise<void> {
  await using flawed = await serve((): Reply => ({ status: 500, headers: {}, body: "no such table" }));
  const { url } = await bench.startRegistry(short);
  const fine = await bench.startAgent(url, { id: "fine" });
  const dependent = await bench.startAgent(url, { id: "dependent", needs: ["early", "late", "fine-service"] });
  const early = bench.spawnAgent(url, {
    id: "dies-early",
    capability: "early",
    environment: { CONFIG_URL: flawed.url },
  });
  const late = bench.spawnAgent(url, {
    id: "dies-late",
    capability: "late",
    environment: { WARMUP_URL: flawed.url },
  });
  await until("both have died", 10_000, () => early.exit !== undefined && late.exit !== undefined);
  expect([early.exit, late.exit]).toEqual([
    { code: 1, signal: null },
    { code: 1, signal: null },
  ]);
  expect(logOf(late).map(({ event }) => event)).toContain("warmup_failed");
  expect(Object.keys(await statuses(url)).sort()).toEqual(["dependent", "dies-late", "fine"]);
  await becomes(url, "dies-late", "unhealthy", latestMs);
  await until(
    "the dependent knows",
    beatMs + lookingMs,
    async () => providerOf(await agentHealth(dependent.url), "late") === "",
  );
  const health = await agentHealth(dependent.url);
  expect([providerOf(health, "early"), providerOf(health, "fine-service")]).toEqual(["", "fine"]);
  expect(await healthyIds(url)).toEqual(["dependent", "fine"]);
  expect((await agentHealth(fine.url)).status).toBe("healthy");
}

async function listedAsItIs(bench: RowBench): Promise<void> {
  const { url } = await bench.startRegistry(short);
  const agents = new Map<string, Running>();
  for (const id of ["stays", "leaves", "is-killed"]) agents.set(id, await bench.startAgent(url, { id }));
  await listed(url, [...agents.keys()]);
  const endMs = new Map<string, number>();
  const [leaves, killed] = [agents.get("leaves"), agents.get("is-killed")];
  if (leaves === undefined || killed === undefined) throw new Error("three agents");
  await kill(killed);
  endMs.set("is-killed", performance.now());
  await bench.processes.stop(leaves.server);
  let looks = 0;
  let untrue = 0;
  await until("the killed one is long unhealthy", 20_000, async () => {
    const nowMs = performance.now();
    const seen = await statuses(url);
    const silentMs = nowMs - (endMs.get("is-killed") ?? nowMs);
    const isTrue = {
      stays: seen["stays"] === "healthy",
      leaves: seen["leaves"] === "unhealthy",
      // up to the timeout nobody can know, and from then on the next check may be a period away
      "is-killed":
        silentMs < silenceMs - beatMs
          ? seen["is-killed"] === "healthy"
          : silentMs < latestMs || seen["is-killed"] === "unhealthy",
    };
    looks += Object.keys(isTrue).length;
    untrue += Object.values(isTrue).filter((truth) => !truth).length;
    return silentMs > latestMs + checkMs;
  });
  expect(looks).toBeGreaterThan(200);
  expect(untrue / looks, `${untrue} of ${looks} looks`).toBeLessThanOrEqual(0.01);
}

describe.concurrent("an agent", () => {
  row(
    "REG-20",
    "that is frozen is unhealthy in timeout and check period, and healthy a beat after it thaws",
    frozenAndThawed,
  );
  rowTrip("REG-20", "the timeout is ten times as long", frozenAndThawed, {
    on: (bench) => withRegistry(bench, { DEFAULT_TIMEOUT_THRESHOLD: String((10 * silenceMs) / 1000) }),
    shows: /within 3500 ms: frozen is unhealthy/,
  });

  row("REG-30", "that dies in its init is never listed or soon unhealthy, and harms nobody else", diesInInit);
  rowTrip("REG-30", "it survives its init", diesInInit, {
    on: (bench) => ({
      ...bench,
      spawnAgent: (url, { environment: _, ...agent }, port) => bench.spawnAgent(url, agent, port),
    }),
    shows: /both have died/,
  });

  row("REG-33", "is listed as what it is in 99 % of looks, whatever happens to it", listedAsItIs);
  rowTrip("REG-33", "the registry looks every ten minutes", listedAsItIs, {
    on: (bench) => withRegistry(bench, { HEALTH_CHECK_INTERVAL: "600" }),
    shows: /of \d+ looks/,
  });

  row("REG-33", "goes along legal edges only", async (bench) => {
    const { url } = await bench.startRegistry(short);
    const back = await bench.startAgent(url, { id: "comes-back" });
    await listed(url, ["comes-back"]);
    signalGroup(back.server.identity.pid, "SIGSTOP");
    try {
      await becomes(url, "comes-back", "unhealthy", latestMs);
    } finally {
      signalGroup(back.server.identity.pid, "SIGCONT");
    }
    await becomes(url, "comes-back", "healthy", beatMs + lookingMs);
    await bench.processes.stop(back.server);
    expect(await edgesOf(url, "comes-back")).toEqual(["register", "unhealthy", "register", "unregister"]);
  });

  row("REG-33", "that is purged is told of in the events", async (bench) => {
    const { url } = await bench.startRegistry({ MCP_MESH_SWEEP_INTERVAL: "200ms", MCP_MESH_RETENTION: "500ms" });
    await announce(url, { id: "is-purged" });
    await ask(`${url}/agents/is-purged`, undefined, {}, "DELETE");
    await until("it is purged", 10_000, async () => (await statuses(url))["is-purged"] === undefined);
    expect(await edgesOf(url, "is-purged")).toEqual(["register", "unregister", "purge"]);
  });

  row("REG-33", "that leaves twice has left once", async (bench) => {
    const { url } = await bench.startRegistry();
    await announce(url, { id: "twice" });
    for (let time = 0; time < 2; time += 1) await ask(`${url}/agents/twice`, undefined, {}, "DELETE");
    expect(await edgesOf(url, "twice")).toEqual(["register", "unregister"]);
  });
});

/** What happened to an agent, oldest first. */
async function edgesOf(url: string, id: string): Promise<readonly string[]> {
  const { body } = await ask(`${url}/events?agent_id=${id}&limit=500`);
  const events: readonly { event_type: string }[] = body.events;
  return events.map(({ event_type: type }) => type).reverse();
}
