/** Tags every sample with the phase of the run's clock. The tag is written on change only: writing it each time costs a third of the throughput. */
import exec from "k6/execution";
import { lingerPhase } from "#contract/plan";
import { plan } from "./plan.ts";

const { phases } = plan;
const endMs = phases.at(-1)?.endMs ?? 0;

let startMs = 0;
/** Epoch milliseconds, so that the hot path is one comparison with the clock. */
let nextChangeMs = 0;

/** Milliseconds since the load began. Every k6 scenario begins at the same instant. */
function elapsedMs(): number {
  if (startMs === 0) startMs = exec.scenario.startTime;
  return Date.now() - startMs;
}

/** Puts this VU's tag in step with the clock. */
export function enterPhase(): void {
  if (Date.now() < nextChangeMs) return;
  const now = elapsedMs();
  const phase = phases.find((candidate) => now < candidate.endMs);
  nextChangeMs = phase === undefined ? Number.POSITIVE_INFINITY : startMs + phase.endMs;
  exec.vu.metrics.tags["phase"] = phase?.name ?? lingerPhase;
}

/** True when the plan is over, or will be within `marginMs`: users then finish what they began. */
export function isOver(marginMs = 0): boolean {
  return elapsedMs() + marginMs >= endMs;
}
