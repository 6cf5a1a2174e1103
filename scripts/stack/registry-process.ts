/** How the reference registry is started: for a run's target, and for tests that want other settings. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProcessSpec } from "../lib/processes.ts";

const main = fileURLToPath(new URL("registry/main.ts", import.meta.url));

export interface RegistrySettings {
  readonly port: number;
  readonly storePath: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export function registryProcess({ port, storePath, environment = {} }: RegistrySettings): ProcessSpec {
  return {
    name: "reference-registry",
    command: process.execPath,
    args: [main],
    env: { PORT: String(port), DATABASE_URL: storePath, ...environment },
    cwd: dirname(storePath),
  };
}
