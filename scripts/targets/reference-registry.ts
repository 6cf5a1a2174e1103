/** The reference registry of contract C1 on a SQLite file of the run; speaks mcp-mesh, and stands in where that cannot run. */
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { registryProcess } from "../stack/registry-process.ts";
import { target as mcpMesh } from "./mcp-mesh.ts";
import { answersOk, startOnFreePort } from "./readiness.ts";
import type { Target } from "./target.ts";

export const target: Target = {
  role: "registry",
  dialect: "mcp-mesh",
  isDefault: !mcpMesh.isDefault,
  store: "file",
  reads: ["LOG_LEVEL", "NODE_ENV"],
  unavailable: () => (isBuiltin("node:sqlite") ? undefined : `Node ${process.versions.node} has no SQLite`),
  async start({ processes, dataDir, signal, environment = {} }) {
    const storePath = join(dataDir, "registry.db");
    const { port, ...started } = await startOnFreePort(
      processes,
      (own) => ({
        spec: registryProcess({ port: own, storePath, environment }),
        isReady: () => answersOk(`http://127.0.0.1:${own}/health`),
      }),
      { deadlineMs: 15_000, signal },
    );
    return { url: `http://127.0.0.1:${port}`, ...started, cheap: { path: "/health" }, storePath };
  },
};
