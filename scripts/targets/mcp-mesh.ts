/** The mcp-mesh registry: the published binary, on a SQLite file of the run. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { freePort } from "../lib/ports.ts";
import { answersOk, startServer } from "./readiness.ts";
import type { Target } from "./target.ts";

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

export const target: Target = {
  role: "registry",
  dialect: "mcp-mesh",
  isDefault: findBinary() !== undefined, // elsewhere the reference registry stands in
  store: "file",
  reads: ["LOG_LEVEL"],
  unavailable: () =>
    findBinary() === undefined
      ? `${packageName} is not installed (npm has it for Linux x64 only); reference-registry speaks the same wire`
      : undefined,
  async start({ processes, dataDir, signal, environment = {} }) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const storePath = join(dataDir, "registry.db");
    const started = await startServer(
      processes,
      {
        name: "mcp-mesh",
        command: findBinary() ?? packageName,
        args: ["-H", "127.0.0.1", "-p", String(port)],
        env: {
          DATABASE_URL: storePath,
          MCP_MESH_LOG_LEVEL: environment.LOG_LEVEL ?? "WARNING", // its access log goes to its log file all the same
        },
        cwd: dataDir,
      },
      { deadlineMs: 15_000, signal, isReady: () => answersOk(`${url}/health`) },
    );
    return { url, ...started, cheap: { path: "/health" }, storePath };
  },
};
