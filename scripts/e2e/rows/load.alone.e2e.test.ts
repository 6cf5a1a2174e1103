/** Rows that are proven under load: a registry that breaks one is found out by the gate that names it. */
import { describe, expect, it } from "vitest";
import { runLoad } from "../harness.ts";
import { type Handler, serve } from "../serve.ts";
import { registry } from "../servers/registry.ts";

/** Ids of the gates a registry misses in a scenario, with the rows they name. */
async function missed(
  scenario: string,
  handler: Handler,
): Promise<{ exitCode: number | null; rows: readonly string[] }> {
  await using served = await serve(handler);
  using run = await runLoad({
    SCENARIO: scenario,
    PROFILE: "smoke",
    DURATION_SCALE: "0.3",
    REGISTRY_URL: served.url,
    REGISTRY_DIALECT: "mcp-mesh",
  });
  const gates = run.verdict?.gates.filter(({ ok }) => !ok) ?? [];
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

  it("REG-34's trip: a registry that breaks off at a bad request is found out", async () => {
    const { exitCode, rows } = await missed("registry-bad", registry());
    expect(exitCode).toBe(99);
    expect(rows).toContain("REG-34");
  });
});
