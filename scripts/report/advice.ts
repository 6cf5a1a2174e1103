/** What to look at when a gate is not met: told from what the run itself recorded. */
import { errorClasses } from "#contract/operations";
import { isResourceMetric } from "#contract/resource-threshold";
import type { Gate } from "#contract/verdict";
import { milliseconds } from "./gate-text.ts";
import { costliestIn } from "./recorded/phase-facts.ts";
import type { RecordedRun } from "./recorded/run.ts";

/** One sentence or two; empty for a gate that is met. */
export function adviceFor(gate: Gate, run: RecordedRun): string {
  if (gate.undecided !== undefined) return undecided(gate);
  if (gate.ok) return "";
  if (gate.knownMiss !== undefined)
    return "The target is listed to miss this limit and meets it: strike it from the list.";
  if (gate.metric === "recovery")
    return `Read when ${gate.target} answered again in probe.ndjson, and what it did meanwhile in its log: what it does at its start is what users wait for.`;
  if (gate.metric === "startMaxMs")
    return `Compare the single starts in timeline.ndjson (event starts): the slowest one decides.`;
  if (isResourceMetric(gate.metric))
    return `Compare the memory chart of ${gate.target} in report.html with its throughput: memory that grows while the load is even is kept by somebody.`;
  return gate.metric === "errorRate" ? errors(gate, run) : latency(gate, run);
}

function undecided({ undecided: why = "", samples }: Gate): string {
  if (why.startsWith("generator-limited"))
    return "Run again on a quieter or larger machine, or with PIN=on: the generator's own lateness could have made the difference.";
  if (samples === 0)
    return "Find out why nothing was measured: give it more time (DURATION_SCALE), or read the log of what was to answer.";
  return "Run again with all of it sampled: what is missing is named in the reason.";
}

function errors(gate: Gate, { summary }: RecordedRun): string {
  const own = (summary?.operations ?? []).filter(
    ({ operation, target, phase, failed }) =>
      failed > 0 &&
      target === gate.target &&
      (gate.operation === operation
        ? phase === gate.phase
        : gate.operation.endsWith(".*") && operation.startsWith(gate.operation.slice(0, -1))),
  );
  const counted = errorClasses.map((name) => ({ name, count: own.reduce((sum, { errors }) => sum + errors[name], 0) }));
  const most = counted.toSorted((a, b) => b.count - a.count)[0];
  if (most === undefined || most.count === 0)
    return `Iterations were dropped or cut off rather than answered wrongly: ${gate.target} took longer than users wait.`;
  return `Most failures are of class ${most.name} (${most.count}): ${meaning[most.name]} Its log is in logs/, the first wrong answers in logs/k6.log.`;
}

const meaning: { readonly [C in (typeof errorClasses)[number]]: string } = {
  transport: "connections were refused or reset, so look whether the process lived and had descriptors left.",
  timeout: "answers did not come in time, so look what it waited for.",
  http: "it answered with an error status, so its log says why.",
  protocol: "what it sent was malformed or a protocol error, so compare versions of both sides.",
  application: "it answered, but not what was asked for, so look at its data.",
};

function latency(gate: Gate, run: RecordedRun): string {
  if (gate.observed === null)
    return `Not one right answer: look at the failures of ${gate.operation} first, latency comes after.`;
  const costliest = costliestIn(gate.phase, run);
  const where =
    costliest === undefined
      ? ""
      : ` In ${gate.phase} most CPU went to ${costliest.name} (${costliest.cores.toFixed(2)} cores).`;
  const row = run.summary?.operations.find(
    ({ operation, target, phase }) => operation === gate.operation && target === gate.target && phase === gate.phase,
  );
  const median = row?.latency?.quantiles[49];
  const shape =
    median === undefined
      ? ""
      : median > gate.limit
        ? ` Half of all answers took more than ${milliseconds(median)} ms: it is slow throughout, so profile it or lower its load.`
        : ` Half of all answers came within ${milliseconds(median)} ms: few are slow, so look for what they waited for (a lock, a queue, a collection of garbage).`;
  return `${shape.trim()}${where}`.trim();
}
