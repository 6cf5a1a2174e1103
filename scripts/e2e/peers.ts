/** Runs the suite against a server that misbehaves, and states what an honest load tool says of it. */

import { describe, expect, test, vi } from "vitest";
import { type ErrorClass, errorClasses } from "#contract/operations";
import type { RunSummary } from "#contract/summary";
import type { VerdictName } from "#contract/verdict";
import { type Given, type LoadRun, runLoad } from "./harness.ts";
import { type Handler, serve } from "./serve.ts";
import { runUndisturbed } from "./undisturbed.ts";

/** One program of a contract of its own. The server is made anew for each run. */
export interface Peer {
  /** What it does wrong; completes "a server that …". */
  readonly name: string;
  readonly server: () => Handler;
  readonly verdict: VerdictName;
  readonly exitCode: number;
  /** The one class that all its failures belong to; absent when there is to be none. */
  readonly class?: ErrorClass;
  /** What the verdict's reasons must say. */
  readonly reason?: RegExp;
  readonly settings?: Given;
}

/** Declares one test per peer. `settings` are those of a short run against the server at `url`. */
export function testPeers(what: string, peers: readonly Peer[], settings: (url: string) => Given): void {
  vi.setConfig({ testTimeout: 120_000, maxConcurrency: 4 }); // hung calls take their five seconds; so small a load leaves room for four
  describe.concurrent(what, () => {
    for (const peer of peers) {
      test(`that ${peer.name} ends as ${peer.verdict}`, async ({ signal }) => {
        using run = await runUndisturbed(async () => {
          await using server = await serve(peer.server());
          return await runLoad({ ...settings(server.url), ...peer.settings }, { signal });
        });
        expectJudged(peer, run);
      });
    }
  });
}

function expectJudged({ verdict, exitCode, class: errorClass, reason }: Peer, run: LoadRun): void {
  const said = { verdict: run.verdict?.verdict, exitCode: run.exitCode };
  expect(said, `${run.stderr}\n${run.stdout}`).toEqual({ verdict, exitCode });
  expect(run.verdict?.exitCode).toBe(exitCode);
  const { summary } = run;
  if (summary === undefined) throw new Error("a run that came to its end left no summary.json");
  expect(summary.requests, "requests sent").toBeGreaterThan(0);
  expect(classesIn(summary)).toEqual(errorClass === undefined ? [] : [errorClass]);
  for (const { operation, failed, errors } of summary.operations)
    expect(
      errorClasses.reduce((sum, name) => sum + errors[name], 0),
      `failures of ${operation} by class`,
    ).toBe(failed);
  if (reason !== undefined) expect(run.verdict?.reasons.join("\n")).toMatch(reason);
}

function classesIn({ operations }: RunSummary): readonly ErrorClass[] {
  return errorClasses.filter((name) => operations.some(({ errors }) => errors[name] > 0));
}
