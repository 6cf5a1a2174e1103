/** One GET through `operation()`: five error classes, latency of right answers only, phases and targets as tags. */
import http from "k6/http";
import { requestTimeoutMs } from "#contract/plan";
import { type Exchange, operation, unexpectedStatus } from "../lib/operation.ts";
import "../lib/user.ts"; // declares the counters of iterations
import { baseUrl, pause } from "./pace.ts";

export { canary, handleSummary, options } from "../lib/script.ts";

const list = operation("registry.list");
const url = `${baseUrl}/agents`;
const params = { timeout: requestTimeoutMs };

const exchange: Exchange = {
  send: () => http.get(url, params),
  verify(answer) {
    if (answer.status !== 200) return unexpectedStatus(answer, "200");
    return answer.body ? undefined : { class: "application", why: "empty body" };
  },
};

export function registry(): void {
  list(exchange);
  pause();
}
