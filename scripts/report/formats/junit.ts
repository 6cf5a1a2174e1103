/** junit.xml: one test case per gate and one for the verdict, for what reads the results of tests. */
import { phaseSeconds } from "#contract/summary";
import type { Gate, VerdictName } from "#contract/verdict";
import { limitText, marginText, observedText, stateOf } from "../gate-text.ts";
import { type Markup, markup } from "../markup.ts";
import type { RecordedRun } from "../recorded/run.ts";
import type { Reporter } from "../reporter.ts";

type Outcome = "ok" | "failure" | "error";

interface TestCase {
  readonly className: string;
  readonly name: string;
  readonly seconds: number;
  readonly outcome: Outcome;
  /** Why it is not ok, one line, and everything known of it. */
  readonly message: string;
  readonly text: string;
}

export const reporter: Reporter = {
  file: "junit.xml",
  write(run) {
    const cases = [verdictCase(run), ...run.verdict.gates.map((gate) => gateCase(gate, run))];
    const count = (outcome: Outcome): number => cases.filter((each) => each.outcome === outcome).length;
    const { text } = markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="${nameOf(run)}" package="mesh-load" id="0" timestamp="${startOf(run)}" hostname="localhost" tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" time="${decimal(totalSeconds(run))}">
    <properties>${properties(run)}
    </properties>${cases.map(element)}
    <system-out>${run.verdict.notes.join("\n")}</system-out>
    <system-err></system-err>
  </testsuite>
</testsuites>
`;
    return text;
  },
};

const outcomeOfVerdict: { readonly [V in VerdictName]: Outcome } = { PASS: "ok", FAIL: "failure", INVALID: "error" };

function verdictCase(run: RecordedRun): TestCase {
  const { verdict, reasons } = run.verdict;
  return {
    className: scenarioOf(run),
    name: "verdict",
    seconds: totalSeconds(run),
    outcome: outcomeOfVerdict[verdict],
    message: `${verdict}: ${reasons[0] ?? ""}`,
    text: reasons.join("\n"),
  };
}

/** Named by the gate's id, whose metric stays the same when there are too few samples for a percentile. */
function gateCase(gate: Gate, run: RecordedRun): TestCase {
  const state = stateOf(gate);
  const compared = `observed ${observedText(gate)}, limit ${limitText(gate)}`;
  return {
    className: `${scenarioOf(run)}.${gate.operation}@${gate.target}`,
    name: `${gate.id.split("/").slice(1).join("/")} (${gate.requirement})`,
    seconds: run.summary === undefined ? 0 : phaseSeconds(run.summary.phases, gate.phase),
    outcome: state === "ok" ? "ok" : state === "miss" ? "failure" : "error",
    message: gate.undecided === undefined ? compared : `${gate.undecided}: ${compared}`,
    text: `${gate.id} (${gate.requirement}): ${gate.metric} ${compared}, ${marginText(gate)}, of ${gate.samples} samples`,
  };
}

function element({ className, name, seconds, outcome, message, text }: TestCase): Markup {
  const open = markup`
    <testcase classname="${oneLine(className)}" name="${oneLine(name)}" time="${decimal(seconds)}"`;
  if (outcome === "ok") return markup`${open}/>`;
  const inner = markup` message="${oneLine(message)}" type="${outcome === "failure" ? "miss" : "invalid"}">${text}</`;
  return outcome === "failure"
    ? markup`${open}><failure${inner}failure></testcase>`
    : markup`${open}><error${inner}error></testcase>`;
}

function properties({ id, verdict, config, summary }: RecordedRun): readonly Markup[] {
  const known = {
    run: id,
    verdict: verdict.verdict,
    profile: summary?.profile,
    revision: config.revision,
    k6: config.versions?.["k6"],
  };
  return Object.entries(known)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(
      ([name, value]) => markup`
      <property name="${name}" value="${value}"/>`,
    );
}

function nameOf(run: RecordedRun): string {
  return `mesh-load ${oneLine(scenarioOf(run))}`;
}

function scenarioOf({ summary, config, happenings }: RecordedRun): string {
  const said = happenings.find(({ event }) => event === "command")?.["scenario"];
  return String(summary?.scenario ?? config.settings?.["SCENARIO"] ?? said ?? "run");
}

/** Without a zone, as the schema wants it; it is UTC. */
function startOf({ config, happenings }: RecordedRun): string {
  const time = config.startedAt ?? happenings[0]?.time ?? "1970-01-01T00:00:00";
  return time.slice(0, 19);
}

function totalSeconds({ summary }: RecordedRun): number {
  return (summary?.durationMs ?? 0) / 1000;
}

/** Gates over all phases have no length of their own. */
function decimal(seconds: number): string {
  return Number.isFinite(seconds) ? seconds.toFixed(3) : "0.000";
}

/** Attributes are tokens. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
