/** What both halves of a pair are told: where to send to, and whether to wait in between. */
import { sleep } from "k6";

export const baseUrl = __ENV["BENCH_URL"] ?? "";

const pauseSeconds = Number(__ENV["BENCH_PAUSE_SECONDS"]);

/** Memory is measured with users that mostly wait, speed with users that never do. */
export function pause(): void {
  if (pauseSeconds > 0) sleep(pauseSeconds);
}
