/** The live line: one line that is redrawn on a terminal, and printed every 5 s elsewhere. */
import { errorsMetric, isDerived, latencyMetric, operations, roleOf } from "#contract/operations";
import { plannedMs } from "#contract/phases";
import type { Phase } from "#contract/plan";
import { type Role, roleTitles } from "#contract/roles";
import type { Snapshot } from "./snapshots.ts";

/** Where a run speaks to a person: a terminal, or a file or pipe. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface LiveLine {
  show(snapshot: Snapshot, elapsedMs: number): void;
  /** Leaves the cursor on a line of its own. */
  end(): void;
}

const everyMs = 5000;
/** k6 counts the user that watches the generator, too. */
export const canaryVus = 1;

export function createLiveLine(output: Output, phases: readonly Phase[], roles: readonly Role[]): LiveLine {
  let shownMs = Number.NEGATIVE_INFINITY;
  let isOpen = false;
  return {
    show(snapshot, elapsedMs) {
      const line = liveText(snapshot, elapsedMs, phases, roles);
      if (output.isTTY) {
        output.write(`\r\u001b[2K${cutTo(line, output.columns ?? 80)}`);
        isOpen = true;
      } else if (elapsedMs - shownMs >= everyMs - 200) {
        output.write(`${line}\n`);
        shownMs = elapsedMs;
      }
    },
    end() {
      if (isOpen) output.write("\n");
      isOpen = false;
    },
  };
}

/** `p95` is that of the role's slowest operation in the last period, `err` its failures as a share of its requests. */
function liveText(snapshot: Snapshot, elapsedMs: number, phases: readonly Phase[], roles: readonly Role[]): string {
  const total = plannedMs(phases);
  const phase = phases.find(({ endMs }) => elapsedMs < endMs)?.name ?? "ending";
  const at = (metric: string, stat: string): number => snapshot.get(metric)?.[stat] ?? 0;
  const parts = roles.map((role) => {
    const tag = `{role:${role}}`;
    const p95s = operations
      .filter((name) => roleOf(name) === role && !isDerived(name))
      .map((name) => at(latencyMetric(name) + tag, "p(95)"));
    const requests = at(`http_reqs${tag}`, "count");
    const share = requests === 0 ? 0 : at(errorsMetric + tag, "count") / requests;
    return `${roleTitles[role]} p95 ${milliseconds(Math.max(...p95s))} err ${(share * 100).toFixed(1)}%`;
  });
  const clock = `${seconds(Math.min(elapsedMs, total))}/${seconds(total)}`;
  return [
    clock,
    phase,
    `${Math.max(0, at("vus", "value") - canaryVus)} VUs`,
    `${Math.round(at("http_reqs", "rate"))} req/s`,
    ...parts,
  ].join(" · ");
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)}s`;
}

function milliseconds(ms: number): string {
  return ms === 0 ? "–" : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)}ms`;
}

function cutTo(line: string, columns: number | undefined): string {
  return columns !== undefined && line.length >= columns ? `${line.slice(0, columns - 2)}…` : line;
}
