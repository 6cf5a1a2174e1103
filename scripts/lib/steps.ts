/** Runs programs one after another for a person to watch; the first that fails ends it. */
import { spawn } from "node:child_process";
import { projectDir } from "./paths.ts";

/** The exit code of the first command that failed, or 0. Prints one line per command with its duration. */
export async function runSteps(steps: readonly (readonly [string, ...string[]])[]): Promise<number> {
  for (const [command, ...args] of steps) {
    const begin = performance.now();
    const code = await run(command, args);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    process.stderr.write(`${code === 0 ? "ok" : "FAILED"}  ${[command, ...args].join(" ")}  (${seconds} s)\n`);
    if (code !== 0) return code;
  }
  return 0;
}

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: projectDir, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
