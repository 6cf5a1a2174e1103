/** The mcp-mesh registry, the real binary from npm, on SQLite. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { freePort } from "../lib/ports.ts";
import { answersOk, startServer } from "./readiness.ts";
import type { Target } from "./target.ts";

const packageName = "@mcpmesh/cli-linux-x64";

function binary(): string | undefined {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
    const path = join(folder, "bin/mcp-mesh-registry");
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined; // npm leaves the package out on platforms it was not built for
  }
}

export const target: Target = {
  role: "registry",
  dialect: "mcp-mesh",
  isDefault: true,
  unavailable: () =>
    binary() === undefined
      ? `${packageName} is not installed: npm has it for linux x64 only, and the reference registry that will stand in elsewhere is not there yet`
      : undefined,
  async start({ processes, dataDir, signal }) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const { server, readyMs } = await startServer(
      processes,
      {
        name: "mcp-mesh",
        command: binary() ?? packageName,
        args: ["-H", "127.0.0.1", "-p", String(port)],
        cwd: dataDir,
        env: { HOST: "127.0.0.1", DATABASE_URL: join(dataDir, "registry.db"), MCP_MESH_LOG_LEVEL: "WARNING" },
      },
      { deadlineMs: 15_000, signal, isReady: () => answersOk(`${url}/health`) },
    );
    return { url, server, readyMs };
  },
};
