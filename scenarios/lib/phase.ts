/** Tags every sample with the phase of the run's clock. The tag is written on change only: writing it each time costs a third of the throughput. */
import exec from "k6/execution";
import { partOf, partTag } from "#contract/operations";
import { lingerPhase } from "#contract/plan";

/** Kept: a global name is looked up by its text in all scopes around the code, at each use. */
export const { now } = Date;

const endMs = RUN_PLAN("endMs");

/** Kept: k6 makes all of `exec.vu` anew for each look at it. */
let tags: { [name: string]: unknown; role: string; target: string; scenario: string; phase?: string } | undefined;
let startMs = 0;
/** Epoch milliseconds, so that the hot path is one comparison with the clock. */
let nextChangeMs = 0;

/** Milliseconds since the load began. Every k6 scenario begins at the same instant. */
export function elapsedMs(): number {
  if (startMs === 0) startMs = exec.scenario.startTime;
  return now() - startMs;
}

/** Begins an iteration. Returns the k6 scenario it belongs to: `exec.scenario` costs 6 us and 3 KiB a look. */
export function enterIteration(): string {
  if (tags?.phase === undefined) nextChangeMs = 0; // k6 gives a VU tags without a phase whenever it comes to a scenario
  enterPhase();
  return tags?.scenario ?? "";
}

/** Puts this VU's tag in step with the clock. */
export function enterPhase(): void {
  if (now() < nextChangeMs) return;
  const elapsed = elapsedMs();
  const endsMs = RUN_PLAN("phaseEndsMs");
  let next = 0;
  while (elapsed >= (endsMs[next] ?? Infinity)) next += 1;
  nextChangeMs = startMs + (endsMs[next] ?? Infinity);
  const phase = RUN_PLAN("phaseNames")[next] ?? lingerPhase;
  tags ??= exec.vu.metrics.tags as typeof tags & object;
  tags.phase = phase;
  tags[partTag] = partOf(tags, phase);
}

/** True when the plan is over, or will be within `marginMs`: users then finish what they began. */
export function isOver(marginMs = 0): boolean {
  return elapsedMs() + marginMs >= endMs;
}
