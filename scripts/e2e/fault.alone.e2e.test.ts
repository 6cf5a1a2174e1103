/** A fault run passes when only what was broken suffered, and only meanwhile; whatever ends it, the fault is healed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readStat } from "../lib/proc.ts";
import { waitFor } from "../lib/waiting.ts";
import { expectNothingLeft, type LoadRun, runLoad, startLoad } from "./harness.ts";
import { runUndisturbed } from "./undisturbed.ts";

const short = { SCENARIO: "registry", DURATION_SCALE: "0.4" } as const;

function events({ runDir = "" }: LoadRun, file: string): readonly { readonly event: string }[] {
  const lines = readFileSync(join(runDir, file), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as { event: string });
}

describe.concurrent("fault", () => {
  it("freezes a registry, and passes because it was well before and after", async ({ signal }) => {
    const given = { ...short, FAULT: "freeze:for=4,recover=3" };
    using run = await runUndisturbed(() => runLoad(given, { verb: "fault", signal }));

    expect(run.verdict?.reasons.join()).toMatch(/^\d+ of \d+ gates met$/);
    expect(run.exitCode).toBe(0);
    expect(run.verdict?.gates.filter(({ phase }) => phase === "during")).toEqual([]);
    const recovery = run.verdict?.gates.find(({ metric }) => metric === "recovery");
    expect(recovery).toMatchObject({ id: "fault.freeze@mcp-mesh/recovering/recovery", ok: true, limit: 3000 });
    expect(events(run, "faults.ndjson").map(({ event }) => event)).toEqual(["inject", "bitten", "heal", "healed"]);
    const outageMs = Number(/unavailable for (\d+) ms/.exec(run.verdict?.notes.join() ?? "")?.[1]);
    expect(outageMs).toBeGreaterThan(3500);
    expect(outageMs).toBeLessThan(6000);
    expect(run.validFiles).toEqual(expect.arrayContaining(["faults.ndjson", "probe.ndjson", "timeline.ndjson"]));
    expectNothingLeft(run);
  });

  it("fails when the target dies after it was healed, and names it with its last words", async ({ signal }) => {
    const given = { ...short, TARGET: "reference-registry", FAULT: "kill:for=3,recover=3" };
    const load = startLoad(given, { verb: "fault", signal });
    await load.untilLine(/kill of reference-registry is healed/);
    const healed = load.recorded.findLast(({ name }) => name === "reference-registry");
    if (healed === undefined) throw new Error("the run started no registry");
    process.kill(healed.pid, "SIGKILL");
    using run = await load.ended;
    expect(run.verdict).toMatchObject({ verdict: "FAIL", exitCode: 99 });
    expect(run.verdict?.reasons[0]).toMatch(
      /^reference-registry died under load \(signal SIGKILL\); its log ends with: [\s\S]*server_started/,
    );
    expectNothingLeft(run);
  });

  it("OPS-06: heals at once on Ctrl-C", async ({ signal }) => {
    const load = startLoad({ ...short, FAULT: "freeze:for=60" }, { verb: "fault", signal });
    const { pid } = await load.untilStarted("mcp-mesh");
    await load.untilLine(/freeze of mcp-mesh bites/);
    expect(readStat(pid)?.state).toBe("T");
    load.send("SIGINT");
    using run = await load.ended;
    expect(run.exitCode).toBe(130);
    expect(events(run, "faults.ndjson").map(({ event }) => event)).toContain("healed");
    expectNothingLeft(run);
  });

  it("OPS-06: is healed by the watchdog when the run is killed", async ({ signal }) => {
    const load = startLoad({ ...short, FAULT: "freeze:for=60" }, { verb: "fault", signal });
    await load.untilLine(/freeze of mcp-mesh bites/);
    load.send("SIGKILL");
    using run = await load.ended;
    const isHealed = (): true | undefined =>
      events(run, "timeline.ndjson").some(({ event }) => event === "healed-afterwards") ? true : undefined;
    expect(await waitFor(isHealed, { deadlineMs: 5000, signal })).toBe(true);
    expect(run.verdict?.verdict).toBe("INVALID");
    expectNothingLeft(run);
  });
});
