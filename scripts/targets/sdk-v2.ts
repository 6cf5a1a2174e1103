/** An MCP server on the official v2 SDK: stateless, both eras of the protocol. */
import { fileURLToPath } from "node:url";
import { freePort } from "../lib/ports.ts";
import { answersOk, startServer } from "./readiness.ts";
import type { Target } from "./target.ts";

const main = fileURLToPath(new URL("../stack/mcp-sdk/main.ts", import.meta.url));

export const target: Target = {
  role: "mcp",
  dialect: "auto",
  isDefault: true,
  reads: ["NODE_ENV"],
  unavailable: () => undefined,
  async start({ processes, dataDir, signal, environment }) {
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const started = await startServer(
      processes,
      {
        name: "sdk-v2",
        command: process.execPath,
        args: [main],
        env: { PORT: String(port), ...environment },
        cwd: dataDir,
      },
      { deadlineMs: 15_000, signal, isReady: () => answersOk(`${base}/health`) },
    );
    return { url: `${base}/mcp`, ...started, cheap: { path: "/health" } };
  },
};
