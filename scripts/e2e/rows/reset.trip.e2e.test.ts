/** What one lost connection does to a row that allows no failure at all. Only `make prove` runs it. */
import { expect, it } from "vitest";
import { type LoadRun, startLoad } from "../harness.ts";
import { runUndisturbed } from "../undisturbed.ts";
import { createRowBench } from "./bench.ts";
import { startResettingProxy } from "./reset-once.ts";

async function churnWithOneReset(signal: AbortSignal): Promise<LoadRun> {
  await using bench = createRowBench("reference-registry");
  const registry = await bench.startRegistry();
  await using proxy = await startResettingProxy(registry.url);
  const load = startLoad(
    {
      SCENARIO: "registry-churn",
      PROFILE: "churn-10",
      DURATION_SCALE: "0.5",
      REGISTRY_URL: proxy.url,
      REGISTRY_DIALECT: "mcp-mesh",
    },
    { signal },
  );
  await load.untilLine(/ · rounds · 10 VUs /); // the warm-up, of which nothing is judged, is over
  await proxy.resetNext("POST"); // not a GET, which k6 sends again by itself
  return await load.ended; // not before it has ended: the proxy ends with this function
}

it("REG-26's trip: a proxy resets one connection, once", async ({ signal }) => {
  using run = await runUndisturbed(() => churnWithOneReset(signal));
  expect(run.exitCode, run.stderr).toBe(99);
  const failed = run.summary?.operations.filter((each) => each.failed > 0) ?? [];
  expect(failed).toMatchObject([{ operation: "registry.register", failed: 1, errors: { transport: 1 } }]);
  const missed = run.verdict?.gates.filter(({ ok }) => !ok) ?? [];
  expect(missed).toMatchObject([{ requirement: "REG-26", operation: "registry.register", metric: "errorRate" }]);
});
