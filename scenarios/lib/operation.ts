/** One operation: a request, timed when its answer is right and counted by error class when it is not. */
import exec from "k6/execution";
import type { RefinedResponse, ResponseType } from "k6/http";
import { Counter, Rate, Trend } from "k6/metrics";
import { errorsMetric, type Failure, failedBeside, failureTag, type Operation, roleOf } from "#contract/operations";
import { tokenVariable } from "#contract/plan";
import { redact } from "#contract/redact";
import { enterPhase } from "./phase.ts";

export type Answer = RefinedResponse<ResponseType | undefined>;

/** One request of a dialect and what makes its answer right. */
export interface Exchange {
  send(): Answer;
  /** `undefined` when the answer is what was asked for. Called for answers only; may throw on a body it cannot read. */
  verify(answer: Answer): Failure | undefined;
}

/** Sends, judges by content, records. */
export type Perform = (exchange: Exchange) => Outcome;

export interface Outcome {
  readonly answer: Answer;
  readonly failure: Failure | undefined;
}

/** Of a metric only `add` is kept, which k6 has bound to it: half a KiB less for every user. */
const { add: addError } = new Counter(errorsMetric);
/** Failures this VU has put into words already; the counters count them all. */
let told = 0;
const toldAtMost = 3;

/** Declares an operation in k6's init stage. Latency is the request's own time: sending, waiting, receiving, in ms. */
export function operation(name: Operation): Perform {
  const trend = RUN_PLAN("trends")[name];
  if (trend === undefined) throw new Error(`${name} is not in the plan: nobody would look at its samples`);
  const { add: addLatency } = new Trend(trend, true);
  const { add: addFailed } = new Rate(failedBeside(trend));
  return (exchange) => {
    enterPhase();
    const answer = exchange.send();
    let failure: Failure | undefined;
    try {
      failure = answer.status === 0 ? unanswered(answer) : exchange.verify(answer);
    } catch (error) {
      failure = { class: "protocol", why: `malformed answer: ${error}` }; // a body that verify cannot read
    }
    if (failure === undefined) {
      addLatency(answer.timings.duration);
      addFailed(false);
    } else {
      const { error_code: code } = answer;
      if (code >= 1000 && code < 1400) failure = unanswered(answer); // cut off: what is wrong with its content says nothing
      addFailed(true);
      addError(1, { operation: name, class: failure.class, [failureTag]: `${roleOf(name)}.${failure.class}` });
      tell(name, failure);
    }
    return { answer, failure };
  };
}

/** k6 gives status 0 to a request without an answer; error codes 1050 and 1211 are its timeouts, the others below 1400 the network. */
export function unanswered({ error_code: code, error }: Answer): Failure {
  return { class: code === 1050 || code === 1211 ? "timeout" : "transport", why: error };
}

/** Logs the first few as warnings: k6's own errors stay the only error lines in its log. */
function tell(name: Operation, { class: errorClass, why }: Failure): void {
  if (told >= toldAtMost) return;
  told += 1;
  console.warn(
    JSON.stringify({
      operation: name,
      target: exec.vu.metrics.tags["target"],
      class: errorClass,
      // what a system says may repeat the token
      why: redact(why, __ENV[tokenVariable] ?? "").slice(0, 300),
    }),
  );
}

/** The failure of an answer with another status than the right one. */
export function unexpectedStatus(answer: Answer, expected: string): Failure {
  const body = typeof answer.body === "string" ? answer.body.slice(0, 120) : "";
  return { class: "http", why: `status ${answer.status} instead of ${expected} ${body}`.trimEnd() };
}
