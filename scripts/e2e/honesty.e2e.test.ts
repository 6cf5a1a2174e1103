/** What k6 ends with exit code 0 though the run proves nothing, or too little: none of it passes here. */
import { chmodSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { VerdictName } from "#contract/verdict";
import { expectNothingLeft, startLoad } from "./harness.ts";
import { runScript, type Scripted } from "./scripted.ts";
import { serve } from "./serve.ts";
import { search } from "./servers/search.ts";
import { slowed } from "./servers/wire.ts";
import { runUndisturbed } from "./undisturbed.ts";

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 3 });

const summaryFile = (logsDir: string): string => join(logsDir, "k6-summary.json");

interface Case extends Omit<Scripted, "signal"> {
  readonly name: string;
  readonly verdict: VerdictName;
  readonly reason: RegExp;
}

const cases: readonly Case[] = [
  {
    name: "that does everything right",
    script: "scenarios/search.ts",
    verdict: "PASS",
    reason: /gates met/,
  },
  {
    name: "whose iterations throw",
    script: "scenarios/e2e/throws.ts",
    verdict: "INVALID",
    reason: /\d+ iterations threw\n.*this iteration throws/,
  },
  {
    name: "whose iterations reject",
    script: "scenarios/e2e/rejects.ts",
    verdict: "INVALID",
    reason: /k6 reported: .*this iteration rejects/,
  },
  {
    name: "whose iterations call fail()",
    script: "scenarios/e2e/fails.ts",
    verdict: "INVALID",
    reason: /\d+ iterations threw\n.*this iteration fails/,
  },
  {
    name: "that leaves rejected promises behind",
    script: "scenarios/e2e/dangles.ts",
    verdict: "INVALID",
    reason: /k6 reported: .*nobody awaits this/,
  },
  {
    name: "whose users never do what is judged",
    script: "scenarios/e2e/idles.ts",
    verdict: "INVALID",
    reason: /search\.query@external\/steady\/p95: no sample/,
  },
  {
    name: "whose handleSummary throws",
    script: "scenarios/e2e/no-summary.ts",
    verdict: "INVALID",
    reason: /this summary throws[\s\S]*k6 left no summary/,
  },
  {
    name: "whose summary cannot be written",
    script: "scenarios/e2e/lost-summary.ts",
    verdict: "INVALID",
    reason: /no-such-folder[\s\S]*k6 left no summary/,
  },
  {
    name: "whose k6 was told to write no summary",
    script: "scenarios/search.ts",
    wrapK6: withoutSummary,
    verdict: "INVALID",
    reason: /k6 left no summary/,
  },
  {
    name: "whose iterations hang until k6 cuts them off",
    script: "scenarios/e2e/hangs.ts",
    verdict: "FAIL",
    reason: /search\.\*@external\/all\/errorRate .*\d+ cut off iterations/,
  },
];

describe.concurrent("OPS-08: k6 exits 0, and a run", () => {
  for (const { name, verdict, reason, ...scripted } of cases) {
    test(`${name} ends as ${verdict}`, async ({ signal }) => {
      using run = await runUndisturbed(() => runScript({ ...scripted, signal }));
      expect(run.evidence.k6ExitCode, "k6 itself sees nothing wrong").toBe(0);
      expect(run.verdict.reasons.join("\n")).toMatch(reason);
      expect(run.verdict.verdict).toBe(verdict);
    });
  }

  test("whose users are too few for the rate ends as FAIL, or INVALID when the generator was late", async ({
    signal,
  }) => {
    using run = await runScript({ script: "scenarios/e2e/drops.ts", server: slowed(300, search()), signal });
    expect(run.evidence.k6ExitCode).toBe(0);
    const wasLate = run.verdict.notes.some((note) => note.startsWith("the generator was late"));
    expect(run.verdict.verdict).toBe(wasLate ? "INVALID" : "FAIL");
    expect(run.verdict.reasons.join("\n")).toMatch(/search\.\*@external\/all\/errorRate.*\d+ dropped iterations/);
  });

  test("that finds the summary of another run in its place does not take it for its own", async ({ signal }) => {
    using earlier = await runScript({ script: "scenarios/search.ts", signal });
    using run = await runScript({
      script: "scenarios/e2e/no-summary.ts",
      arrange: ({ logsDir }) => copyFileSync(summaryFile(earlier.folder.logsDir), summaryFile(logsDir)),
      signal,
    });
    expect(run.evidence.k6ExitCode).toBe(0);
    expect(run.verdict).toMatchObject({ verdict: "INVALID", exitCode: 3 });
    expect(run.verdict.reasons).toContain("k6 left no summary");
  });
});

describe("a run", () => {
  test("OPS-08: whose script misspells an option is refused before any load", async ({ signal }) => {
    let requests = 0;
    const counting = search((right) => {
      requests += 1;
      return right;
    });
    const refused = runScript({ script: "scenarios/e2e/misspells.ts", server: counting, signal });
    await expect(refused).rejects.toThrow(/k6 does not take the scenario as it is: .*thresolds/);
    expect(requests).toBe(0);
  });

  test("whose k6 is killed ends as INVALID and leaves nothing behind", async ({ signal }) => {
    const { promise: loaded, resolve: sawRequest } = Promise.withResolvers<void>();
    await using service = await serve(
      search((right) => {
        sawRequest();
        return right;
      }),
    );
    const load = startLoad({ SCENARIO: "search", SEARCH_URL: service.url, PROFILE: "smoke" }, { signal });
    const { pid } = await load.untilStarted("k6");
    await loaded;
    process.kill(pid, "SIGKILL");
    using run = await load.ended;
    expect(run.verdict).toMatchObject({ verdict: "INVALID", exitCode: 3 });
    expect(run.verdict?.reasons).toEqual(["k6 ended with a signal", "k6 left no summary"]);
    expect(run.exitCode).toBe(3);
    expectNothingLeft(run);
  });
});

/** The real k6, with the one option of its environment that takes the summary away. */
function withoutSummary(k6: string, folder: string): string {
  const path = join(folder, "k6-without-summary");
  writeFileSync(path, `#!/bin/sh\nK6_SUMMARY_MODE=disabled exec '${k6}' "$@"\n`);
  chmodSync(path, 0o700);
  return path;
}
