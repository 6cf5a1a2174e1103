/** One GET through `operation()` and `user()`, as a dialect would spell it. */
import http from "k6/http";
import type { Options } from "k6/options";
import type { PlannedSystem } from "#contract/plan";
import { requestTimeoutMs } from "#contract/plan";
import "../lib/agent.ts"; // declares every operation the thresholds name, and makes the bundle as large as a real one
import { type Exchange, operation, unexpectedStatus } from "../lib/operation.ts";
import { optionsFor } from "../lib/options.ts";
import { plan, scenarioOf } from "../lib/plan.ts";
import { user } from "../lib/user.ts";
import { closedLoad, pause } from "./closed-load.ts";

export { canary } from "../lib/canary.ts";
export { handleSummary } from "../lib/summary.ts";

const suite = optionsFor({ registry: "registry" });
const [system] = plan.systems as readonly [PlannedSystem];
const { role, target } = system;

/** Everything as in a real run, the load alone is the bench's. */
export const options: Options = {
  ...suite,
  scenarios: { ...suite.scenarios, [scenarioOf(system)]: { ...closedLoad, exec: role, tags: { role, target } } },
};

const list = operation("registry.list");
const params = { tags: { name: "registry.list" }, timeout: requestTimeoutMs };

function listAll(url: string): Exchange {
  return {
    send: () => http.get(`${url}/agents`, params),
    verify: (answer) =>
      answer.status !== 200
        ? unexpectedStatus(answer, "200")
        : answer.body
          ? undefined
          : { class: "application", why: "empty body" },
  };
}

export const registry = user("registry", ({ url }) => () => {
  list(listAll(url));
  pause();
});
