/** Tags every sample with the phase of the run's clock. The tag is written on change only: writing it each time costs a third of the throughput. */
import exec from "k6/execution";
import { partOf, partTag } from "#contract/operations";
import { lingerPhase } from "#contract/plan";
import { phaseEnds } from "./plan.ts";

let endMs = 0;
for (const name in phaseEnds) endMs = phaseEnds[name] ?? endMs; // the last one's

/** Kept: k6 makes all of `exec.vu` anew for each look at it. */
let tags: { [name: string]: unknown; role: string; target: string } | undefined;
let startMs = 0;
/** Epoch milliseconds, so that the hot path is one comparison with the clock. */
let nextChangeMs = 0;

/** Milliseconds since the load began. Every k6 scenario begins at the same instant. */
export function elapsedMs(): number {
  if (startMs === 0) startMs = exec.scenario.startTime;
  return Date.now() - startMs;
}

/** Puts this VU's tag in step with the clock. */
export function enterPhase(): void {
  if (Date.now() < nextChangeMs) return;
  const now = elapsedMs();
  for (const name in phaseEnds) {
    const phaseEndMs = phaseEnds[name] ?? 0;
    if (now >= phaseEndMs) continue;
    nextChangeMs = startMs + phaseEndMs;
    setTag(name);
    return;
  }
  nextChangeMs = Infinity;
  setTag(lingerPhase);
}

function setTag(phase: string): void {
  tags ??= exec.vu.metrics.tags as typeof tags & object;
  tags["phase"] = phase;
  tags[partTag] = partOf(tags, phase);
}

/** True when the plan is over, or will be within `marginMs`: users then finish what they began. */
export function isOver(marginMs = 0): boolean {
  return elapsedMs() + marginMs >= endMs;
}
