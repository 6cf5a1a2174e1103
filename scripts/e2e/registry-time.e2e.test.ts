/** What the reference registry does as time passes: silent agents become unhealthy and are forgotten, by legal edges only. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { waitFor } from "../lib/waiting.ts";
import { announce, beat, createRegistryBench, type RegistryBench, statuses } from "./registry-server.ts";
import { timeLimitMs } from "./rows/time-limit.ts";
import { ask } from "./talk.ts";

const checkMs = 1000;
const silenceMs = 1000;
let bench: RegistryBench;
let url = "";

beforeAll(async () => {
  bench = createRegistryBench();
  ({ url } = await bench.start({
    HEALTH_CHECK_INTERVAL: String(checkMs / 1000),
    DEFAULT_TIMEOUT_THRESHOLD: String(silenceMs / 1000),
    MCP_MESH_SWEEP_INTERVAL: "200ms",
    MCP_MESH_RETENTION: "1s500ms",
  }));
}, 60_000);

afterAll(() => bench?.[Symbol.asyncDispose]());

interface Event {
  readonly agent_id: string;
  readonly event_type: string;
  readonly data: { readonly old_status: string; readonly new_status: string };
}

async function edgesOf(id: string): Promise<readonly string[]> {
  const { body } = await ask(`${url}/events?agent_id=${id}&limit=500`);
  const events: readonly Event[] = body.events;
  return events.map(({ event_type: type, data }) => `${type}: ${data.old_status} → ${data.new_status}`).reverse();
}

it("a silent agent is unhealthy in time, a beating one stays, and a beat brings the silent one back", async () => {
  await announce(url, { id: "silent" });
  await announce(url, { id: "lively", needs: [{ capability: "silent-service" }] });
  const begin = performance.now();
  const becomes = (id: string, status: string | undefined): Promise<number | undefined> =>
    waitFor(
      async () => {
        await beat(url, "lively");
        return (await statuses(url))[id] === status ? performance.now() - begin : undefined;
      },
      { deadlineMs: 10_000, pollMs: 50 },
    );
  const tookMs = await becomes("silent", "unhealthy");
  expect(tookMs).toBeGreaterThanOrEqual(silenceMs - 100);
  expect(tookMs).toBeLessThan(silenceMs + checkMs + timeLimitMs(500));
  expect([await beat(url, "silent"), await beat(url, "lively")]).toEqual([410, 202]);
  expect((await statuses(url))["lively"]).toBe("healthy");
  const again = await announce(url, { id: "lively", needs: [{ capability: "silent-service" }] });
  expect(again.body.dependencies_resolved.work[0].status).toBe("unresolved");

  await announce(url, { id: "silent" });
  expect([await beat(url, "silent"), await beat(url, "lively")]).toEqual([200, 202]);
  expect((await statuses(url))["silent"]).toBe("healthy");
  await ask(`${url}/agents/silent`, undefined, {}, "DELETE");
  await ask(`${url}/agents/silent`, undefined, {}, "DELETE");
  await becomes("silent", undefined);
  await announce(url, { id: "silent" });
  expect(await edgesOf("silent")).toEqual([
    "register: none → healthy",
    "unhealthy: healthy → unhealthy",
    "register: unhealthy → healthy",
    "unregister: healthy → unhealthy",
    "purge: unhealthy → purged",
    "register: none → healthy",
  ]);
});

it("tells events newest first, by type, and no more than asked for", async () => {
  const events = async (query: string): Promise<readonly Event[]> => (await ask(`${url}/events?${query}`)).body.events;
  const all = await events("limit=500");
  expect(await events("limit=2")).toEqual(all.slice(0, 2));
  const purges = await events("type=purge");
  expect(purges.length).toBeGreaterThan(0);
  expect(new Set(purges.map(({ event_type: type }) => type))).toEqual(new Set(["purge"]));
});
