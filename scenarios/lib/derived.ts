/** What several operations make together, recorded like one more. It sends nothing, and its role does not count it again. */
import { Counter, Rate, Trend } from "k6/metrics";
import { errorsMetric, type Failure, failedBeside, type Operation } from "#contract/operations";
import { enterPhase } from "./phase.ts";

/** `ms` is what it took when there is no failure. */
type RecordDerived = (ms: number, failure: Failure | undefined) => void;

/** Declares one in k6's init stage. */
export function derived(name: Operation): RecordDerived {
  const trend = RUN_PLAN("trends")[name];
  if (trend === undefined) throw new Error(`${name} is not in the plan: nobody would look at its samples`);
  const { add: addLatency } = new Trend(trend, true);
  const { add: addFailed } = new Rate(failedBeside(trend));
  const { add: addError } = new Counter(errorsMetric);
  return (ms, failure) => {
    enterPhase();
    addFailed(failure !== undefined);
    if (failure === undefined) addLatency(ms);
    else addError(1, { operation: name, class: failure.class, role: "derived" }); // its role has counted it
  };
}
