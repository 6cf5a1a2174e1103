/** The second generator of `flood`: sends one request, or part of one, over and over at a fixed rate, answered or not, and tells how many it sent. */
import http from "node:http";
import { epochMs, startSchedule } from "../../lib/schedule.ts";
import type { FloodPlan, FloodReport } from "../flood.ts";

const { url, json, ratePerSecond, bodyKib, mostInFlight } = JSON.parse(process.argv[2] ?? "") as FloodPlan;
const agent = new http.Agent({ keepAlive: true, maxSockets: mostInFlight });
/** Of a body that is longer: whoever reads it holds it, and waits for the rest until the connection is given up. */
const part = bodyKib === 0 ? undefined : Buffer.alloc(bodyKib * 1024, '{"filling":"', "latin1");
const whole = json === undefined ? undefined : Buffer.from(JSON.stringify(json));
const body = part ?? whole;
const length = part === undefined ? (whole?.length ?? 0) : part.length + 1;
const post = { method: "POST", headers: { "content-type": "application/json", "content-length": length } };
const tickMs = 5;
const reportEveryMs = 200;

let sent = 0;
let inFlight = 0;
let failed = 0;
let due = 0;

function send(): void {
  inFlight += 1;
  sent += 1;
  const how = { agent, timeout: 5000, ...(body === undefined ? {} : post) };
  const request = http.request(url, how, (response) => response.resume());
  if (part === undefined) request.end(whole);
  else request.write(part);
  request.on("timeout", () => request.destroy());
  request.on("error", () => {
    failed += 1;
  });
  request.once("close", () => {
    inFlight -= 1;
  });
}

startSchedule({ periodMs: tickMs, keepsAlive: true }, ({ missedMs }) => {
  due += (ratePerSecond * tickMs * (1 + missedMs.length)) / 1000;
  while (due >= 1) {
    due -= 1;
    if (inFlight < mostInFlight) send();
  }
});

startSchedule({ periodMs: reportEveryMs, keepsAlive: true }, () => {
  const report: FloodReport = { timeMs: epochMs(), sent, failed };
  process.stdout.write(`${JSON.stringify(report)}\n`); // nobody reads it any more: the write fails, and this ends
});
