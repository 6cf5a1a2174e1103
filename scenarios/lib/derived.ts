/** What several operations make together, recorded like one more. It sends nothing, and its role does not count it again. */
import { Counter, Rate, Trend } from "k6/metrics";
import { errorsMetric, type Failure, failedBeside, type Operation } from "#contract/operations";
import { enterPhase } from "./phase.ts";
import { trends } from "./plan.ts";

/** `ms` is what it took when there is no failure. */
type RecordDerived = (ms: number, failure: Failure | undefined) => void;

/** Declares one in k6's init stage. */
export function derived(name: Operation): RecordDerived {
  const trend = trends[name];
  if (trend === undefined) throw new Error(`${name} is not in the plan: nobody would look at its samples`);
  const latency = new Trend(trend, true);
  const failed = new Rate(failedBeside(trend));
  const errors = new Counter(errorsMetric);
  return (ms, failure) => {
    enterPhase();
    failed.add(failure !== undefined);
    if (failure === undefined) latency.add(ms);
    else errors.add(1, { operation: name, class: failure.class, role: "derived" }); // its role has counted it
  };
}
