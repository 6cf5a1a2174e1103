/** The watchdog's own program: waits for its owner's end, and heals unless it was told that all is well. */
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { isAlive } from "../../lib/proc.ts";
import { readRunning } from "../leftovers.ts";
import { healRun } from "./heal.ts";
import { farewell } from "./watchdog.ts";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {}); // meant for the run, which tells us

const [runDir = ""] = process.argv.slice(2);
const said = await text(process.stdin);
if (said !== farewell) {
  // The pipe of a dying process closes a moment before the process is gone.
  const owner = readRunning(runDir)?.owner;
  for (let tries = 0; owner !== undefined && isAlive(owner) && tries < 500; tries += 1) await delay(10);
  await healRun(runDir);
}
