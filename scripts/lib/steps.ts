/** Runs programs one after another for a person to watch; the first that fails ends it. */
import { $ } from "zx";
import { projectDir } from "./paths.ts";

export type Step = readonly [string, ...string[]];

/** The exit code of the first command that failed, or 0. Prints one line per command with its duration. */
export async function runSteps(
  steps: readonly Step[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const env = { ...process.env, ...environment };
  // not detached: a Ctrl-C in the terminal reaches them all
  const run = $({
    cwd: projectDir,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    nothrow: true,
    verbose: false,
    detached: false,
  });
  for (const words of steps) {
    const { exitCode, duration } = await run`${words}`;
    const outcome = exitCode === 0 ? "ok" : "FAILED";
    process.stderr.write(`${outcome}  ${words.join(" ")}  (${(duration / 1000).toFixed(1)} s)\n`);
    if (exitCode !== 0) return exitCode ?? 1;
  }
  return 0;
}
