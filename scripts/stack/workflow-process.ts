/** How the reference workflow server is started: for a run's target, and for tests that give it other neighbours. */
import { fileURLToPath } from "node:url";
import type { ProcessSpec } from "../lib/processes.ts";

const main = fileURLToPath(new URL("workflow/main.ts", import.meta.url));

export interface WorkflowSettings {
  readonly port: number;
  readonly databaseUrl: string;
  readonly codebaseUrl: string;
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export function workflowProcess({
  port,
  databaseUrl,
  codebaseUrl,
  cwd,
  environment = {},
}: WorkflowSettings): ProcessSpec {
  return {
    name: "workflow",
    command: process.execPath,
    args: [main],
    env: { PORT: String(port), DATABASE_URL: databaseUrl, CODEBASE_URL: codebaseUrl, ...environment },
    cwd,
  };
}
