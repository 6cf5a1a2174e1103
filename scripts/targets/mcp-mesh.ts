/** The mcp-mesh registry: the published binary, on a SQLite file of the run. */
import { join } from "node:path";
import { mcpMeshProcess, mcpMeshUnavailable } from "../stack/mcp-mesh-process.ts";
import { answersOk, startOnFreePort } from "./readiness.ts";
import type { Target } from "./target.ts";

export const target: Target = {
  role: "registry",
  dialect: "mcp-mesh",
  isDefault: mcpMeshUnavailable() === undefined, // elsewhere the reference registry stands in
  store: "file",
  reads: ["LOG_LEVEL"],
  takesProgram: true,
  unavailable: mcpMeshUnavailable,
  async start({ processes, dataDir, signal, environment: given = {}, program }) {
    const storePath = join(dataDir, "registry.db");
    const environment = given.LOG_LEVEL === undefined ? {} : { MCP_MESH_LOG_LEVEL: given.LOG_LEVEL };
    const { port, ...started } = await startOnFreePort(
      processes,
      (own) => ({
        spec: mcpMeshProcess({ port: own, storePath, environment }, program),
        isReady: () => answersOk(`http://127.0.0.1:${own}/health`),
      }),
      { deadlineMs: 15_000, signal },
    );
    return { url: `http://127.0.0.1:${port}`, ...started, cheap: { path: "/health" }, storePath };
  },
};
