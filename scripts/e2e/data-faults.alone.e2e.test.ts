/** Faults of what a target stores in, in real runs: they break it, it is made whole, and nothing of them outlives the run. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { mountUnavailable } from "../lib/mounts.ts";
import { identify, isAlive } from "../lib/proc.ts";
import { descendants } from "../lib/process-list.ts";
import { waitFor } from "../lib/waiting.ts";
import { deadRuns } from "../run/leftovers.ts";
import { expectNothingLeft, type LoadRun, runLoad, startLoad } from "./harness.ts";
import { runUndisturbed } from "./undisturbed.ts";

vi.setConfig({ maxConcurrency: 4 }); // these loads are light, and most of a run is waiting for its clock

/** The least a run with a fault takes. */
const short = { DURATION_SCALE: "0.4" } as const;

it.concurrent("a search server whose database is killed fails while it is down, and finds back by itself", async ({
  signal,
}) => {
  using run = await runUndisturbed(() =>
    runLoad({ ...short, SCENARIO: "search", FAULT: "database-kill:for=4" }, { verb: "fault", signal }),
  );
  expectNothingButLate(run);
  const [, outageMs] = /unavailable for (\d+) ms/.exec(run.verdict?.notes.join("\n") ?? "") ?? [];
  expect(Number(outageMs), "the probe asks for what needs the database").toBeGreaterThan(3000);
  expectNothingLeft(run);
});

/** A page that a table has begun takes some thirty items more before the table needs room. */
const busy = { CONCURRENT_USERS: "20" } as const;

it.skipIf(mountUnavailable() !== undefined).concurrent(
  "OPS-09: a full disk refuses what needs room and nothing else, and all is well once there is room",
  async ({ signal }) => {
    using run = await runUndisturbed(() =>
      runLoad(
        { ...short, ...busy, SCENARIO: "workflow", FAULT: "database-disk-full:for=5" },
        { verb: "fault", signal },
      ),
    );
    expectNothingButLate(run);
    const during = run.summary?.operations.filter(({ phase }) => phase === "during") ?? [];
    const failing = during.filter(({ failed }) => failed > 0);
    expect(failing.map(({ operation }) => operation)).toEqual(["workflow.create_item"]);
    expect(failing[0]?.errors.http, "507, and not a dead database").toBe(failing[0]?.failed);
    expect(during.length).toBe(4);
    expectNothingLeft(run);
  },
);

it.concurrent("a registry is restarted on a corrupt store, and has its own again afterwards", async ({ signal }) => {
  using run = await runUndisturbed(() =>
    runLoad({ ...short, SCENARIO: "registry", FAULT: "corrupt-store:for=4" }, { verb: "fault", signal }),
  );
  expectNothingButLate(run);
  const after = run.summary?.operations.filter(({ phase }) => phase === "after") ?? [];
  expect(after.length).toBeGreaterThan(0);
  expect(after.filter(({ failed }) => failed > 0)).toEqual([]);
  expectNothingLeft(run);
});

it.concurrent("a frozen database does not outlive a run that is killed", async ({ signal }) => {
  const killed = startLoad(
    { ...short, SCENARIO: "search", FAULT: "database-freeze:for=60" },
    { verb: "fault", signal },
  );
  const { pid } = await killed.untilStarted("codebase-postgres");
  await killed.untilLine(/database-freeze of codebase bites/);
  const frozen = descendants(pid).map(identify);
  expect(frozen.length).toBeGreaterThan(5);
  killed.send("SIGKILL");
  using dead = await killed.ended;
  const isClear = (): true | undefined => (deadRuns(join(dead.runDir ?? "", "..")).length === 0 ? true : undefined);
  expect(await waitFor(isClear, { deadlineMs: 10_000, signal }), "the watchdog has cleared up").toBe(true);
  expect(frozen.filter(isAlive)).toEqual([]);
  expect(readdirSync(dead.runDir ?? "")).not.toContain("faults");
  expectNothingLeft(dead);
});

/** These runs go on beside each other, so a limit of time may be missed for the others' sake; all else is as in a run alone. */
function expectNothingButLate({ verdict }: LoadRun): void {
  const missed = verdict?.verdict === "PASS" ? [] : (verdict?.reasons ?? ["there is no verdict"]);
  expect(missed.filter((reason) => !/\/p95 \(/.test(reason))).toEqual([]);
}
