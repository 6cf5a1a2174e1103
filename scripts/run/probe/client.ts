/** Starts the probe as a process of its own, so that neither the suite's work nor the generator's makes it late. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { tokenVariable } from "#contract/plan";
import { Problem } from "../../lib/problem.ts";
import { describeExit, lastLogLines, type OwnedProcess, type Processes } from "../../lib/processes.ts";
import { waitFor } from "../../lib/waiting.ts";
import { type ProbePlan, type ProbeSample, type ProbeTarget, parseSamples } from "./sample.ts";

export interface ProbeOptions {
  /** Gets one line of JSON per probe; must not exist yet. */
  readonly file: string;
  readonly targets: readonly ProbeTarget[];
  /** Per target. Twenty or more, or outages are not found within 50 ms. */
  readonly ratePerSecond?: number;
  readonly timeoutMs?: number;
  /** Sent to targets that are authorized. */
  readonly token?: string | undefined;
}

export interface Probe {
  readonly owned: OwnedProcess;
  /** Those answered so far, by the order they were sent in. */
  samples(): readonly ProbeSample[];
  /** Waits for what is in flight. Throws when the probe had ended before it was asked to. */
  stop(): Promise<readonly ProbeSample[]>;
}

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const startDeadlineMs = 15_000;

/** Resolves when every target was asked once, whatever it answered. */
export async function startProbe(
  processes: Processes,
  { file, targets, ratePerSecond = 25, timeoutMs = 1000, token }: ProbeOptions,
): Promise<Probe> {
  writeFileSync(file, "", { flag: "wx" }); // an older file would pass for this probe's
  const plan: ProbePlan = { file, targets, periodMs: 1000 / ratePerSecond, timeoutMs };
  const owned = processes.start({
    name: "probe",
    side: "generator",
    command: process.execPath,
    args: [main, JSON.stringify(plan)],
    ...(token === undefined ? {} : { env: { [tokenVariable]: token } }), // arguments can be read by everybody
  });
  const samples = (): readonly ProbeSample[] => parseSamples(readFileSync(file, "utf8"));
  const begun = await waitFor(
    () => {
      if (owned.exit !== undefined) return false;
      const asked = new Set(samples().map(({ target }) => target));
      return targets.every(({ name }) => asked.has(name)) ? true : undefined;
    },
    { deadlineMs: startDeadlineMs + timeoutMs, pollMs: 10 },
  );
  if (begun !== true) throw gone(owned, `it asked nothing within ${startDeadlineMs / 1000} s`);
  return {
    owned,
    samples,
    async stop() {
      if (owned.exit !== undefined && !owned.isStopping) throw gone(owned, "it is still there");
      await processes.stop(owned, timeoutMs + 2000);
      if (owned.exit?.code !== 0) throw gone(owned, "it did not end");
      return samples();
    },
  };
}

function gone(owned: OwnedProcess, otherwise: string): Problem {
  const how = owned.exit === undefined ? otherwise : describeExit(owned.exit);
  return new Problem("broken", {
    what: `the probe failed: ${how}`,
    why: `nobody outside saw whether the targets answered; its log ends with\n${lastLogLines(owned) || "(nothing)"}`,
    fix: `read ${owned.logPath}`,
  });
}
