/** Rows about what agents need of each other: present, missing, in a circle, ten deep. */
import { expect } from "vitest";
import { announce, beat, statuses } from "../registry-server.ts";
import { ask } from "../talk.ts";
import { agentBeatSeconds, kill, type RowBench, type Running } from "./bench.ts";
import { agentHealth, healthyIds, p95, timed, until, work } from "./look.ts";
import { freeze, withAgents } from "./misuse.ts";
import { row, rowTrip } from "./row.ts";
import { timeLimitMs } from "./time-limit.ts";

const beatMs = agentBeatSeconds * 1000;

/** Resolves when an agent knows that its only dependency is provided by that one. */
function knows(agent: Running, provider: string, deadlineMs = 5000): Promise<number> {
  return until(`${agent.server.name} knows ${provider}`, deadlineMs, async () => {
    const { dependencies } = await agentHealth(agent.url);
    return dependencies.length === 1 && dependencies[0]?.agent_id === provider;
  });
}

async function names(agent: Running): Promise<readonly string[]> {
  return (await work(agent.url)).parts.map(({ id }) => id);
}

async function rightlyNamed(bench: RowBench): Promise<void> {
  const { url } = await bench.startRegistry();
  const other = await bench.startAgent(url, { id: "other", capability: "time" });
  const before = await bench.startAgent(url, { id: "before", needs: ["date"] });
  const provider = await bench.startAgent(url, { id: "provider", capability: "date" });
  const after = await bench.startAgent(url, { id: "after", needs: ["date"] });
  for (const consumer of [before, after]) {
    await knows(consumer, "provider");
    expect(await work(consumer.url)).toEqual({
      parts: [
        { id: consumer.server.name, pid: consumer.server.identity.pid },
        { id: "provider", pid: provider.server.identity.pid },
      ],
      missing: [],
    });
    expect((await agentHealth(consumer.url)).status).toBe("healthy");
  }
  expect(await names(other)).toEqual(["other"]);
}

row("REG-27", "the right provider is named and called, in whatever order they start", rightlyNamed);
rowTrip("REG-27", "the provider is frozen", rightlyNamed, {
  on: (bench) => withAgents(bench, ({ id }) => id === "provider", freeze),
  shows: /aborted due to timeout|to deeply equal/,
});

async function missingThenThere(bench: RowBench): Promise<void> {
  const { url } = await bench.startRegistry();
  const consumer = await bench.startAgent(url, { id: "early", needs: ["late-service"] });
  await knows(consumer, "");
  expect(await healthyIds(url)).toEqual(["early"]);
  expect(await work(consumer.url)).toMatchObject({ parts: [{ id: "early" }], missing: ["late-service"] });
  expect((await agentHealth(consumer.url)).status).toBe("degraded");
  bench.spawnAgent(url, { id: "late" });
  await until("the provider is listed", 5000, async () => (await healthyIds(url)).includes("late"), 5);
  await knows(consumer, "late", beatMs + timeLimitMs(250));
  expect(await names(consumer)).toEqual(["early", "late"]);
}

row(
  "REG-28",
  "a missing dependency is unresolved without an error, and there a beat after its provider",
  missingThenThere,
);
rowTrip("REG-28", "the provider never joins", missingThenThere, {
  on: (bench) => ({
    ...bench,
    spawnAgent: (url, agent, port) => bench.spawnAgent(url, { ...agent, id: "another" }, port),
  }),
  shows: /within 5000 ms: the provider is listed/,
});

async function circle(bench: RowBench, isRequired: boolean): Promise<void> {
  const { url } = await bench.startRegistry();
  const needs = (capability: string, required: boolean): { capability: string; required: boolean }[] => [
    { capability: `${capability}-service`, required },
  ];
  await announce(url, { id: "round-a", needs: needs("round-b", true) });
  await announce(url, { id: "round-b", needs: needs("round-a", false) });
  await announce(url, { id: "round-c" });
  const looks = async (): Promise<unknown> => [
    (await ask(`${url}/agents?capabilities=round-b-service`)).body.agents[0].total_dependencies,
    await statuses(url),
    (await ask(`${url}/events?limit=500`)).body.count,
    await beat(url, "round-c"),
  ];
  expect((await statuses(url))["round-b"], "the optional circle").toBe("healthy");
  const before = await looks();
  const { status, body } = await announce(url, { id: "round-b", needs: needs("round-a", isRequired) });
  expect([status, body.status]).toEqual([200, "error"]);
  expect(body.message).toMatch(
    /^required dependency cycle: round-(.)-service → round-(?!\1).-service → round-\1-service$/,
  );
  expect(await looks()).toEqual(before);
}

row("REG-29", "a required circle is refused by its path and changes nothing; an optional one works", (bench) =>
  circle(bench, true),
);
rowTrip("REG-29", "every need is optional", (bench) => circle(bench, false), { shows: /to deeply equal/ });

row("REG-29", "real agents in an optional circle call each other and come to an end", async (bench) => {
  const { url } = await bench.startRegistry();
  const one = await bench.startAgent(url, { id: "one", needs: ["two-service"] });
  const two = await bench.startAgent(url, { id: "two", needs: ["one-service"] });
  await knows(one, "two");
  await knows(two, "one");
  expect([await names(one), await names(two)]).toEqual([
    ["one", "two"],
    ["two", "one"],
  ]);
});

async function tenDeep(bench: RowBench): Promise<void> {
  const { url } = await bench.startRegistry();
  const links = 10;
  const chain: Running[] = [];
  for (let link = 1; link < links; link += 1)
    chain.push(await bench.startAgent(url, { id: `link-${link}`, needs: [`link-${link + 1}-service`] }));
  chain.push(await bench.startAgent(url, { id: `link-${links}` }));
  for (const [index, agent] of chain.slice(0, -1).entries()) await knows(agent, `link-${index + 2}`);
  const [head, last] = [chain[0], chain[links - 2]];
  if (head === undefined || last === undefined) throw new Error("ten links");
  const { parts, missing } = await work(head.url);
  expect(missing).toEqual([]);
  expect(parts).toEqual(chain.map(({ server }) => ({ id: server.name, pid: server.identity.pid })));
  expect(new Set(parts.map(({ pid }) => pid)).size).toBe(links);
  for (let call = 0; call < 30; call += 1) await work(head.url); // the code of all of them gets warm
  const measure = async (agent: Running): Promise<number> => {
    const samples: number[] = [];
    for (let call = 0; call < 200; call += 1) samples.push(await timed(() => work(agent.url)));
    return p95(samples);
  };
  const [oneHopMs, wholeMs] = [await measure(last), await measure(head)];
  expect(wholeMs, `one hop ${oneHopMs.toFixed(1)} ms, the chain ${wholeMs.toFixed(1)} ms`).toBeLessThan(
    timeLimitMs(10 * oneHopMs + 20),
  );
  process.stdout.write(`REG-31: one hop p95 ${oneHopMs.toFixed(1)} ms, ten links ${wholeMs.toFixed(1)} ms\n`);
}

row("REG-31", "a call crosses a chain of ten processes, the leaf joined last, each hop about as fast as one", tenDeep);
rowTrip("REG-31", "the seventh link is killed", tenDeep, {
  on: (bench) => withAgents(bench, ({ id }) => id === "link-7", kill),
  shows: /link-7|to deeply equal|fetch failed/,
});
