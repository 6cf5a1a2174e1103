/** What a k6 user writes by hand for one GET: k6's own options and metrics, and the same check as a plain `if`. */
import { fail } from "k6";
import http from "k6/http";
import type { Options } from "k6/options";
import { closedLoad, pause } from "./closed-load.ts";

export { handleSummary } from "./requests.ts";

export const options: Options = { scenarios: { bare: { ...closedLoad, exec: "bare" } } };

const url = `${__ENV["BENCH_URL"]}/agents`;

export function bare(): void {
  const response = http.get(url);
  if (response.status !== 200 || !response.body) fail(`status ${response.status}`);
  pause();
}
