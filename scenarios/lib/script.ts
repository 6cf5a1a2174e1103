/** What every script exports beside its users: k6's options, the canary, and what k6 measured. */
import type { Options } from "k6/options";

export { canary } from "./canary.ts";

/** Node wrote them. k6 reads them before it makes the first user, so no user holds a copy, and k6 puts none into what is not there. */
export const options: Options | undefined =
  __VU === 0 ? (JSON.parse(open(RUN_PLAN("optionsPath"))) as Options) : undefined;

/** Hands k6's numbers over as they are: Node turns them into the suite's own shape. */
export function handleSummary(data: object): { [path: string]: string } {
  return { [RUN_PLAN("summaryPath")]: JSON.stringify(data) };
}
