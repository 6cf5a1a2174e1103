/** What a k6 user writes by hand for one GET: k6's own options and metrics, the answer checked by a plain `if`. */
import http from "k6/http";
import type { Options } from "k6/options";
import { requestTimeoutMs } from "#contract/plan";
import { bareLoad, giveUp } from "./bare-load.ts";
import { baseUrl, pause } from "./pace.ts";

export const options: Options = { scenarios: { bare: { ...bareLoad, exec: "bare" } } };

const url = `${baseUrl}/agents`;
const params = { timeout: requestTimeoutMs }; // k6's own 60 s outlast any run

export function bare(): void {
  const response = http.get(url, params);
  if (response.status !== 200 || !response.body) giveUp(`status ${response.status}`);
  pause();
}
