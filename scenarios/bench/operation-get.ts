/** One GET through `user()` and `operation()`, as a dialect spells it. */
import http from "k6/http";
import { requestTimeoutMs } from "#contract/plan";
import "../lib/agent.ts"; // declares every operation that thresholds name, and makes the bundle as large as a real one
import { type Exchange, operation, unexpectedStatus } from "../lib/operation.ts";
import { user } from "../lib/user.ts";
import { pause } from "./closed-load.ts";
import { suiteOptions } from "./suite-load.ts";

export { canary } from "../lib/canary.ts";
export { handleSummary } from "../lib/summary.ts";

export const options = suiteOptions("registry");

const list = operation("registry.list");
const params = { tags: { name: "registry.list" }, timeout: requestTimeoutMs };

function listAgents(url: string): Exchange {
  return {
    send: () => http.get(`${url}/agents`, params),
    verify(answer) {
      if (answer.status !== 200) return unexpectedStatus(answer, "200");
      return answer.body ? undefined : { class: "application", why: "empty body" };
    },
  };
}

export const registry = user("registry", ({ url }) => () => {
  list(listAgents(url));
  pause();
});
