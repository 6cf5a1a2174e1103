/** Starts the watchdog: a process in a session of its own that heals when this one dies, however it dies. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("./watchdog-main.ts", import.meta.url));

/** What the owner says when there is nothing left to heal. */
export const farewell = "done";

export interface Watchdog extends AsyncDisposable {}

/** It learns of this process's death from the end of the pipe between them, which the system closes with it. */
export function startWatchdog(runDir: string): Watchdog {
  const child = spawn(process.execPath, [main, runDir], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  child.stdin.on("error", () => {}); // it is gone already: then nobody needs to tell it
  child.unref();
  const exited = once(child, "exit");
  return {
    async [Symbol.asyncDispose]() {
      child.ref();
      child.stdin.end(farewell);
      await exited;
    },
  };
}
