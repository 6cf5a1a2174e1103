/** Keeps the server's core from going to sleep while something is measured. */
import { spawn } from "node:child_process";
import { Problem } from "../lib/problem.ts";
import type { Bench } from "./bench-run.ts";

/** Longer than any measurement, so that nothing spins for ever. */
const atMostMs = 300_000;
const spin = `const end = Date.now() + ${atMostMs}; while (Date.now() < end);`;

/**
 * A core with nothing to do sleeps, and waking it is paid for by whoever sends to it, above all in a virtual machine.
 * The slower of two clients wakes it more often and would pay for its slowness twice: 13.6 against 17.6 us a write were
 * measured. A process that runs only when nobody else wants to (SCHED_IDLE) keeps it awake and takes nothing away.
 * It stays in this process's session: Linux shares a core between sessions first (autogroup), whatever runs in them.
 */
export async function withCoreAwake<T>({ cores }: Bench, work: () => Promise<T>): Promise<T> {
  if (cores === undefined) return work();
  const args = ["--cpu-list", String(cores.server), "chrt", "--idle", "0", process.execPath, "--eval", spin];
  const spinner = spawn("taskset", args, { stdio: "ignore" }).on("error", () => {}); // a missing program shows below
  try {
    const result = await work();
    if (spinner.exitCode === null && spinner.pid !== undefined) return result;
  } finally {
    spinner.kill("SIGKILL");
  }
  throw new Problem("broken", {
    what: "the process that keeps the server's core awake ended early",
    why: "the two halves of a pair would not have been measured alike",
    fix: "install chrt (util-linux)",
  });
}
