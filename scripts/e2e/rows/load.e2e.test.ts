/** Rows that are proven under load: a registry that breaks one is found out by the gate that names it. */
import { describe, expect, it } from "vitest";
import { runLoad } from "../harness.ts";
import { type Handler, serve } from "../serve.ts";
import { registry } from "../servers/registry.ts";

/** Rows whose gates on failures a registry misses in a scenario. */
async function missed(
  scenario: string,
  handler: Handler,
  more: Readonly<Record<string, string>> = {},
): Promise<{ exitCode: number | null; rows: readonly string[] }> {
  await using served = await serve(handler);
  using run = await runLoad({
    SCENARIO: scenario,
    PROFILE: "smoke",
    DURATION_SCALE: "0.3",
    REGISTRY_URL: served.url,
    REGISTRY_DIALECT: "mcp-mesh",
    ...more,
  });
  const gates = run.verdict?.gates.filter(({ ok, metric }) => !ok && metric === "errorRate") ?? [];
  return { exitCode: run.exitCode, rows: [...new Set(gates.map(({ requirement }) => requirement))] };
}

describe.concurrent("under load", () => {
  it("REG-26's trip: a registry that still finds who has left is found out", async () => {
    const well = registry();
    const { exitCode, rows } = await missed("registry-churn", (request) =>
      request.method === "DELETE" ? { status: 204 } : well(request),
    );
    expect(exitCode).toBe(99);
    expect(rows).toContain("REG-26");
    expect(rows).not.toContain("REG-19"); // no agent of this scenario beats, so no limit on beats holds
  });

  it("REG-19's trip: a registry that tells nobody of who joins is found out", async () => {
    const well = registry();
    const { exitCode, rows } = await missed(
      "registry-beats",
      async (request) => {
        const reply = await well(request);
        return reply !== "never" && reply.status === 202 ? { status: 200 } : reply;
      },
      { PROFILE: "beats-200", DURATION_SCALE: "0.03", CONCURRENT_USERS: "5" },
    );
    expect(exitCode).not.toBe(0); // 3 where a neighbour makes its limit on a time undecided
    expect(rows).toContain("REG-19");
  });

  it("REG-34's trip: a registry that breaks off at a bad request is found out", async () => {
    const { exitCode, rows } = await missed("registry-bad", registry());
    expect(exitCode).toBe(99);
    expect(rows).toContain("REG-34");
  });
});

/** A gate on failures has all of a short run; one on latency is for full length (`make load`, `make prove`). */
async function failuresOf(scenario: string, profile: string): Promise<readonly (readonly [string, number | null])[]> {
  using run = await runLoad({ SCENARIO: scenario, PROFILE: profile, DURATION_SCALE: "0.1", CONCURRENT_USERS: "20" });
  const rates = run.verdict?.gates.filter(({ metric }) => metric === "errorRate") ?? [];
  return rates.map(({ requirement, observed }) => [requirement, observed]);
}

it("REG-09: twenty who look at the same instant all find whom they know", async () => {
  expect(await failuresOf("registry-list", "list-100")).toContainEqual(["REG-09", 0]);
});
