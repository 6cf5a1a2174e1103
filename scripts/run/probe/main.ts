/** The probe process: asks every target at planned instants, answered or not, and writes down what came of it. */
import { closeSync, openSync, writeSync } from "node:fs";
import { tokenVariable } from "#contract/plan";
import { epochMs, startSchedule } from "../../lib/schedule.ts";
import { createAsker } from "./ask.ts";
import { formatSample, type ProbePlan, type ProbeSample, type ProbeTarget } from "./sample.ts";

const { file, targets, periodMs, timeoutMs } = JSON.parse(process.argv[2] ?? "") as ProbePlan;
const output = openSync(file, "a");
const askers = await Promise.all(targets.map((target) => createAsker(withToken(target), timeoutMs)));
const parent = process.ppid;
/** All that a timeout leaves room for; more are in flight only when this process could not run. */
const mostInFlight = targets.length * (Math.ceil(timeoutMs / periodMs) + 1);

function withToken(target: ProbeTarget): ProbeTarget {
  if (target.isAuthorized !== true) return target;
  return { ...target, headers: { ...target.headers, authorization: `Bearer ${process.env[tokenVariable]}` } };
}

let lines = "";
let inFlight = 0;
let isEnding = false;

/** In one write per period: whole lines, and a fortieth of a second lost at most when killed. */
function flush(): void {
  if (lines !== "") writeSync(output, lines);
  lines = "";
}

function take(sample: ProbeSample): void {
  inFlight -= 1;
  lines += formatSample(sample);
  endWhenAnswered();
}

const schedule = startSchedule({ periodMs, keepsAlive: true }, () => {
  flush();
  if (process.ppid !== parent) end(); // the suite died and nobody else will end this
  if (isEnding) return;
  for (const [index, asker] of askers.entries()) {
    inFlight += 1;
    if (inFlight <= mostInFlight) asker.ask(take);
    else take({ target: targets[index]?.name ?? "", sentMs: epochMs(), ms: 0, ok: false, why: "too many unanswered" });
  }
});

function end(): void {
  isEnding = true;
  schedule.stop();
  endWhenAnswered();
}

/** What is on its way when it is told to end is still told of: an outage may begin right then. */
function endWhenAnswered(): void {
  if (!isEnding || inFlight > 0) return;
  flush();
  closeSync(output);
  process.exit(0);
}

process.on("SIGTERM", end);
