/** Lets processes run for a share of each tenth of a second and stops them for the rest: what holds them where no cgroup can. */
import { signalEach } from "../../lib/process-list.ts";
import { epochMs, startSchedule } from "../../lib/schedule.ts";

const periodMs = 100;
const [share, ...pids] = process.argv.slice(2).map(Number);
const runsMs = Math.max(1, (share ?? 1) * periodMs);
const parent = process.ppid;

let timer: NodeJS.Timeout | undefined;
const schedule = startSchedule({ periodMs, keepsAlive: true }, ({ plannedMs }) => {
  if (process.ppid !== parent) end(); // the suite died
  signalEach(pids, "SIGCONT");
  timer = setTimeout(() => signalEach(pids, "SIGSTOP"), Math.max(1, plannedMs + runsMs - epochMs()));
});

function end(): void {
  schedule.stop();
  clearTimeout(timer);
  signalEach(pids, "SIGCONT");
  process.exit(0);
}

process.on("SIGTERM", end);
process.on("SIGINT", end);
