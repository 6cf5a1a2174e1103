/** The mcp-mesh registry: the published binary, on a SQLite file of the run. */
import { join } from "node:path";
import { freePort } from "../lib/ports.ts";
import { mcpMeshProcess, mcpMeshUnavailable } from "../stack/mcp-mesh-process.ts";
import { answersOk, startServer } from "./readiness.ts";
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
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const storePath = join(dataDir, "registry.db");
    const environment = given.LOG_LEVEL === undefined ? {} : { MCP_MESH_LOG_LEVEL: given.LOG_LEVEL };
    const started = await startServer(processes, mcpMeshProcess({ port, storePath, environment }, program), {
      deadlineMs: 15_000,
      signal,
      isReady: () => answersOk(`${url}/health`),
    });
    return { url, ...started, cheap: { path: "/health" }, storePath };
  },
};
