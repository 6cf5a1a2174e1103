/** What earlier runs left: cleared where only their traces are there, told where something still lives or is still broken. */
import { isAlive } from "../../lib/proc.ts";
import { deadRuns, readRunning } from "../leftovers.ts";
import { healRun } from "./heal.ts";
import { activeFaults } from "./journal.ts";

/** One line per thing that is still there, with how to end it. */
export async function clearLeftovers(root: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const folder of deadRuns(root)) {
    const left = lookAtLeftovers(folder);
    lines.push(...(left.length > 0 ? left : (await healRun(folder)).left));
  }
  return lines;
}

/** What of a dead run still lives or is still broken; only looks. */
export function lookAtLeftovers(folder: string): readonly string[] {
  const alive = readRunning(folder)?.processes.filter(isAlive) ?? [];
  return [
    ...alive.map(({ name, pid }) => `${name} (process group ${pid}) of ${folder} still runs: \`make heal\` ends it`),
    ...activeFaults(folder).map(
      ({ fault, target }) => `${fault} of ${target} in ${folder} is not healed: \`make heal\` heals it`,
    ),
  ];
}
