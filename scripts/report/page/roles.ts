/** Each role over time and as a distribution: throughput, latency, errors. */
import { errorClasses, operations, roleOf } from "#contract/operations";
import { type Role, roles, roleTitles } from "#contract/roles";
import type { PeriodLatency } from "#contract/series";
import { type Markup, markup } from "../markup.ts";
import type { RecordedRun } from "../recorded/run.ts";
import { type Chart, figure, type Limit, type View } from "./chart.ts";
import { distribution } from "./distribution.ts";
import { failuresTable } from "./failures.ts";
import { seconds } from "./frame.ts";

const noSeries = "This run recorded no series over time: it is older than series.ndjson, or no load began.";

export function rolesSection(run: RecordedRun): Markup {
  const played = roles.filter(
    (role) =>
      run.periods.some((period) => period.roles[role] !== undefined) ||
      run.summary?.operations.some(({ operation }) => roleOf(operation) === role),
  );
  if (played.length === 0)
    return markup`<h2 id="roles">Systems under load</h2><p class="none">Nothing was measured.</p>`;
  return markup`<h2 id="roles">Systems under load</h2>
<p>Time is in seconds since the load began. Dotted lines part the phases${run.faults.length > 0 && ", shaded is what was broken on purpose"}.</p>
${played.map((role) => roleSection(run, role))}`;
}

function roleSection(run: RecordedRun, role: Role): Markup {
  const title = roleTitles[role].replace(/^./, (first) => first.toUpperCase());
  return markup`<section aria-labelledby="role-${role}"><h3 id="role-${role}">${title}</h3>
${figure(throughput(run, role, title), noSeries)}
${figure(latency(run, role, title), noSeries)}
${figure(distribution(run, role, title), "No phase has enough right answers for a distribution.")}
${figure(errors(run, role, title), run.periods.length === 0 ? noSeries : "Not one operation failed.")}
${failuresTable(run, role)}
</section>`;
}

function throughput(run: RecordedRun, role: Role, title: string): Chart {
  return {
    id: `${role}-throughput`,
    title: `${title}: throughput`,
    caption: "Requests per second, right and wrong answers alike.",
    unit: "requests/s",
    x: "time",
    views: [
      overTime(run, "requests", [
        { label: "requests", values: perSecond(run, (index) => run.periods[index]?.roles[role]?.requests ?? null) },
      ]),
    ],
  };
}

const stats: readonly (keyof PeriodLatency)[] = ["p50", "p95", "p99", "max"];

function latency(run: RecordedRun, role: Role, title: string): Chart {
  const own = operations.filter((name) => roleOf(name) === role);
  const lineOf = (stat: keyof PeriodLatency) => (name: (typeof own)[number]) => ({
    label: name,
    values: run.periods.map((period) => period.roles[role]?.operations[name]?.[stat] ?? null),
  });
  return {
    id: `${role}-latency`,
    title: `${title}: latency over time`,
    caption:
      "Of right answers, per period and over all targets of the role. A period has few samples, so its p95 is near its maximum; the gates judge whole phases.",
    unit: "ms",
    x: "time",
    isLog: true,
    views: stats.map((stat) => overTime(run, stat, own.map(lineOf(stat)))),
    shown: "p95",
    limits: limitsOf(run, role),
  };
}

/** Each limit once, though it holds in several phases and for several targets. Its gate's id names the metric that was asked for. */
function limitsOf({ verdict }: RecordedRun, role: Role): readonly Limit[] {
  const limits = verdict.gates
    .filter(({ operation }) => operation.startsWith(`${role}.`))
    .map(({ id, operation, limit }) => ({ metric: id.slice(id.lastIndexOf("/") + 1), operation, limit }))
    .filter(({ metric }) => ["p95", "p99", "mean", "max"].includes(metric))
    .map(({ metric, operation, limit }) => ({
      label: `${operation} ${metric} < ${limit} ms`,
      value: limit,
      views: [metric === "mean" ? "p50" : metric],
    }));
  return [...new Map(limits.map((limit) => [limit.label, limit])).values()];
}

function errors(run: RecordedRun, role: Role, title: string): Chart {
  const lines = errorClasses.map((name) => ({
    label: name,
    values: perSecond(run, (index) => run.periods[index]?.roles[role]?.errors[name] ?? 0),
  }));
  return {
    id: `${role}-errors`,
    title: `${title}: failed operations by class`,
    caption: "Failures per second.",
    unit: "failures/s",
    x: "time",
    views: [
      overTime(
        run,
        "failures",
        lines.filter(({ values }) => values.some((value) => (value ?? 0) > 0)),
      ),
    ],
  };
}

function overTime({ periods }: RecordedRun, label: string, series: View["series"]): View {
  return { label, x: periods.map(({ elapsedMs }) => seconds(elapsedMs)), series };
}

/** The last period of a run may be shorter than the others. */
function perSecond({ periods }: RecordedRun, count: (index: number) => number | null): (number | null)[] {
  return periods.map(({ elapsedMs }, index) => {
    const lastedMs = elapsedMs - (periods[index - 1]?.elapsedMs ?? 0);
    const counted = count(index);
    return counted === null || lastedMs <= 0 ? null : (counted * 1000) / Math.max(lastedMs, 200);
  });
}
