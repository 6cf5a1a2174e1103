/** How the reference registry is started: for a run's target, and for tests that want other settings. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectDir } from "../lib/paths.ts";
import type { ProcessSpec } from "../lib/processes.ts";

const main = fileURLToPath(new URL("registry/main.ts", import.meta.url));
/** Node keeps compiled code here; loading code is most of a start, and this halves it from the second one on. */
const compileCache = join(projectDir, "node_modules/.cache/node-compile");

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
    env: { PORT: String(port), DATABASE_URL: storePath, NODE_COMPILE_CACHE: compileCache, ...environment },
    cwd: dirname(storePath),
  };
}
