/** k6 judged the same thresholds from the same samples: where the two differ, neither is to be believed. */
import { failedMetric, latencyMetric } from "#contract/operations";
import type { PlannedSystem } from "#contract/plan";
import type { OperationSummary, RunSummary } from "#contract/summary";
import { appliesTo, holdsIn, isAbout, k6Expression, phaseSelector, type Threshold } from "#contract/threshold";
import { percentile } from "./quantile.ts";

/** One line per threshold that k6 did not judge, or judged otherwise. */
export function disagreements(
  summary: RunSummary,
  systems: readonly PlannedSystem[],
  thresholds: readonly Threshold[],
): readonly string[] {
  return systems.flatMap((system) =>
    thresholds
      .filter((threshold) => isAbout(threshold, system) && appliesTo(threshold, summary.profile))
      .flatMap((threshold) =>
        summary.phases
          .filter((phase) => holdsIn(threshold, phase, system, systems))
          .flatMap(({ name }) => {
            const { metric, expression } = k6Expression(threshold, system.target, name);
            const said = summary.thresholds.find((entry) => entry.metric === metric && entry.expression === expression);
            if (said === undefined) return [`k6 did not judge ${metric}: ${expression}`];
            const ours = comparedValue(threshold, metric, summary.operations) < threshold.below;
            return said.ok === ours
              ? []
              : [`k6 says ${said.ok ? "met" : "missed"}, the judge says the opposite of ${metric}: ${expression}`];
          }),
      ),
  );
}

/** The number k6 compared: 0 where there was no sample, as k6 does. */
function comparedValue({ operation, metric }: Threshold, selector: string, rows: readonly OperationSummary[]): number {
  const name = metric === "errorRate" ? failedMetric(operation) : latencyMetric(operation);
  const row = rows.find(
    (entry) => entry.operation === operation && phaseSelector(name, entry.target, entry.phase) === selector,
  );
  if (row === undefined) return 0;
  if (metric === "errorRate") return row.failed / row.count;
  if (row.latency === null) return 0;
  return metric === "mean" ? row.latency.mean : percentile(row.latency, metric === "p95" ? 95 : 99);
}
