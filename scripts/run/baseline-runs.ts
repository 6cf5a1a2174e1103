/** The runs behind a baseline: the same load several times, each short and each valid, and the middle of what they say. */
import type { BaselineEntry, BaselineLimit } from "#contract/baseline";
import type { PlannedSystem } from "#contract/plan";
import type { ProfileName } from "#contract/profiles";
import { profileNamed } from "#contract/profiles";
import type { Settings } from "#contract/settings";
import { median } from "../bench/figure.ts";
import { fewestSamples, roleIn } from "../judge/baseline.ts";
import { isGeneratorLimited } from "../judge/generator-limited.ts";
import { observe } from "../judge/quantile.ts";
import type { Evidence } from "../judge/verdict.ts";
import type { Command } from "../lib/command.ts";
import { Problem } from "../lib/problem.ts";
import { withAskedLoad } from "./asked-load.ts";
import { carryOut, type Executed, type Execution } from "./execute.ts";
import type { Output } from "./live.ts";

interface Measured {
  readonly ms: number;
  readonly samples: number;
}

/** A p95 needs 200; a few more, since some arrivals fall into the warm-up. */
const samplesWanted = 240;

/** Of rows that share a scenario and a profile, one entry per target. Empty when it was interrupted. */
export async function recordEntries(
  limits: readonly BaselineLimit[],
  command: Command,
  output: Output,
  awayMs?: number,
): Promise<readonly BaselineEntry[]> {
  const [first] = limits;
  if (first === undefined) return [];
  const { scenario, profile } = first;
  const settings = { ...command.settings, SCENARIO: scenario, PROFILE: profile, ROWS: undefined };
  const durationScale = shortest(limits, settings, profile);
  const own = { ...command, settings: { ...settings, DURATION_SCALE: durationScale } };
  const evidences = await validRuns(own, command.settings.RUNS, { output, awayMs });
  if (command.signal.aborted) return [];
  const full = withAskedLoad(profileNamed(profile), settings).full;
  const date = new Date().toISOString();
  return limits.flatMap((limit) =>
    systemsOf(evidences, limit).map(({ target }): BaselineEntry => {
      const all = evidences.map((evidence) => measuredIn(evidence, limit, target));
      const runsMs = all.map(({ ms }) => ms);
      return {
        requirement: limit.requirement,
        target,
        scenario,
        profile,
        load: full[roleIn(limit)],
        durationScale,
        metric: "operation" in limit.figure ? `${limit.figure.operation} ${limit.figure.metric}` : limit.figure.metric,
        valueMs: median(runsMs),
        runsMs,
        samples: Math.min(...all.map(({ samples }) => samples)),
        date,
      };
    }),
  );
}

/** As short as leaves enough samples, and never longer than asked for. */
function shortest(limits: readonly BaselineLimit[], settings: Settings, profileName: ProfileName): number {
  const profile = withAskedLoad(profileNamed(profileName), settings);
  const atFull = Math.min(...limits.map(({ figure }) => fewestSamples(figure, { profile, durationScale: 1 })));
  return Number.isFinite(atFull)
    ? Math.min(settings.DURATION_SCALE, Math.max(0.01, samplesWanted / atFull))
    : settings.DURATION_SCALE;
}

/** Runs that the machine alone kept from a verdict are repeated aloud, no more often than there are to be runs. */
async function validRuns(
  command: Command,
  count: number,
  means: Pick<Execution, "output" | "awayMs">,
): Promise<readonly Evidence[]> {
  const evidences: Evidence[] = [];
  for (let disturbed = 0; evidences.length < count && !command.signal.aborted; ) {
    const executed = await carryOut(command, { verb: "baseline", baseline: "none", writesReports: true, ...means });
    if (isGeneratorLimited(executed.verdict) && disturbed < count) {
      disturbed += 1;
      means.output.write(`generator-limited, repeated: ${executed.verdict.reasons[0]}\n`);
    } else evidences.push(evidenceOf(executed));
  }
  return evidences;
}

/** Only a run in which all is well says what the machine does. */
function evidenceOf({ verdict: { verdict, exitCode, reasons }, evidence, folder }: Executed): Evidence {
  if (evidence !== undefined && (verdict === "PASS" || evidence.isInterrupted)) return evidence;
  throw new Problem("broken", {
    what: `a run of the baseline ended as ${verdict} (${exitCode}): ${reasons[0]}`,
    why: "a baseline is what a system does while all is well",
    fix: `look at ${folder.shownPath}, and record it again`,
  });
}

function systemsOf([evidence]: readonly Evidence[], limit: BaselineLimit): readonly PlannedSystem[] {
  return (evidence?.systems ?? []).filter(({ role }) => role === roleIn(limit));
}

function measuredIn(
  { summary, resources }: Evidence,
  { requirement, figure }: BaselineLimit,
  target: string,
): Measured {
  if ("operation" in figure) {
    const judged = summary?.phases.find(({ isJudged }) => isJudged)?.name;
    const latency = summary?.operations.find(
      (row) => row.operation === figure.operation && row.target === target && row.phase === judged,
    )?.latency;
    const observed = latency == null ? undefined : observe(latency, figure.metric);
    if (latency != null && observed?.metric === figure.metric) return { ms: observed.value, samples: latency.count };
  } else {
    const timesMs = resources.indexMs?.get(target) ?? [];
    if (timesMs.length > 0) return { ms: Math.max(...timesMs), samples: timesMs.length };
  }
  throw new Problem("usage", {
    what: `${requirement}: a run gave too few samples of ${target} for its figure`,
    why: "with fewer than 200 a p95 means nothing, and an external system cannot be filled and timed",
    fix: "leave out DURATION_SCALE, or raise REQUEST_RATE",
  });
}
