/** How the reference codebase server is started: for a run's target, and for tests that index trees of their own. */
import { fileURLToPath } from "node:url";
import type { ProcessSpec } from "../lib/processes.ts";

const main = fileURLToPath(new URL("codebase/main.ts", import.meta.url));

export interface CodebaseSettings {
  readonly port: number;
  readonly databaseUrl: string;
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export function codebaseProcess({ port, databaseUrl, cwd, environment = {} }: CodebaseSettings): ProcessSpec {
  return {
    name: "codebase",
    command: process.execPath,
    args: [main],
    env: { PORT: String(port), DATABASE_URL: databaseUrl, ...environment },
    cwd,
  };
}
