/** The MCP project's knowledge graph, server-memory, behind mcp-proxy: both as published, filled with 150 entities. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../lib/ports.ts";
import { fillMemory } from "../stack/memory/fill.ts";
import { answersOk, startServer } from "./readiness.ts";
import type { Target } from "./target.ts";

export const target: Target = {
  role: "search",
  dialect: "memory",
  isDefault: false,
  reads: ["NODE_ENV"],
  unavailable: () => undefined,
  async start({ processes, dataDir, signal, environment }) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const proxy = fileURLToPath(import.meta.resolve("mcp-proxy/dist/bin/mcp-proxy.mjs"));
    const server = fileURLToPath(import.meta.resolve("@modelcontextprotocol/server-memory/dist/index.js"));
    const started = await startServer(
      processes,
      {
        name: "memory",
        command: process.execPath,
        // it listens on every interface unless it is told not to; of its routes, one is needed
        args: [
          ...[proxy, "--host", "127.0.0.1", "--port", String(port), "--server", "stream", "--no-eventStore"],
          ...["--", process.execPath, server],
        ],
        env: { MEMORY_FILE_PATH: join(dataDir, "memory.jsonl"), ...environment },
        cwd: dataDir,
      },
      { deadlineMs: 15_000, signal, isReady: () => answersOk(`${url}/ping`) },
    );
    return { url, ...started, cheap: { path: "/ping" }, vocabulary: await fillMemory(`${url}/mcp`, signal) };
  },
};
