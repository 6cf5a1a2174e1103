/** The MCP project's own reference server, server-everything: the sessions of the 2025 protocol. */
import { fileURLToPath } from "node:url";
import { startOnFreePort } from "./readiness.ts";
import type { Target } from "./target.ts";

const loopbackOnly = new URL("../stack/loopback-only.ts", import.meta.url).href;

export const target: Target = {
  role: "mcp",
  dialect: "auto",
  isDefault: true,
  reads: ["NODE_ENV"],
  unavailable: () => undefined,
  async start({ processes, dataDir, signal, environment }) {
    const main = fileURLToPath(import.meta.resolve("@modelcontextprotocol/server-everything/dist/index.js"));
    const endpoint = (port: number): string => `http://127.0.0.1:${port}/mcp`;
    const { port, ...started } = await startOnFreePort(
      processes,
      (own) => ({
        spec: {
          name: "everything",
          command: process.execPath,
          args: ["--import", loopbackOnly, main, "streamableHttp"],
          env: { PORT: String(own), ...environment },
          cwd: dataDir,
        },
        isReady: () => answersAtAll(endpoint(own)),
      }),
      { deadlineMs: 15_000, signal },
    );
    return { url: endpoint(port), ...started, cheap: { path: "/mcp", expectedStatus: 400 } }; // a refusal outside a session: it has no health route
  },
};

/** It has no health route: outside a session any answer, here a refusal, means that it serves. */
async function answersAtAll(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false; // not listening yet
  }
}
