/** How the real mcp-mesh registry is started: for a run's target, and for tests that want other settings. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ProcessSpec } from "../lib/processes.ts";
import type { RegistrySettings } from "./registry-process.ts";

const packageName = "@mcpmesh/cli-linux-x64";

/** `undefined` where npm has no binary for this machine. */
function findBinary(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
    const binary = join(dirname(manifest), "bin", "mcp-mesh-registry");
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined; // an optional package that was not installed
  }
}

/** Why it cannot run on this machine, or `undefined`. */
export function mcpMeshUnavailable(): string | undefined {
  return findBinary() === undefined
    ? `${packageName} is not installed (npm has it for Linux x64 only); reference-registry speaks the same wire`
    : undefined;
}

export function mcpMeshProcess(
  { port, storePath, environment = {} }: RegistrySettings,
  program = findBinary() ?? packageName,
): ProcessSpec {
  return {
    name: "mcp-mesh",
    command: program,
    args: ["-H", "127.0.0.1", "-p", String(port)],
    env: {
      DATABASE_URL: storePath,
      MCP_MESH_LOG_LEVEL: "WARNING", // its access log goes to its log file all the same
      ...environment,
    },
    cwd: dirname(storePath),
  };
}

/** The launcher of the same package, told to start a registry if there is none. All it writes is in `home`; its registry is of its group. */
export function mcpMeshLauncher(
  name: string,
  { port, home }: { readonly port: number; readonly home: string },
): ProcessSpec {
  const folder = dirname(findBinary() ?? packageName);
  return {
    name,
    command: join(folder, "meshctl"),
    args: [
      ...["start", "--registry-only", "--registry-host", "127.0.0.1", "--registry-port", String(port)],
      ...["--db-path", join(home, "registry.db")],
    ],
    env: { HOME: home, PATH: `${folder}:/usr/bin:/bin` }, // it looks for the registry in PATH
    cwd: home,
  };
}
