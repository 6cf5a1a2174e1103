/** An MCP server on the official v2 SDK: stateless, both eras of the protocol. */
import { fileURLToPath } from "node:url";
import { answersOk, startOnFreePort } from "./readiness.ts";
import type { Target } from "./target.ts";

const main = fileURLToPath(new URL("../stack/mcp-sdk/main.ts", import.meta.url));

export const target: Target = {
  role: "mcp",
  dialect: "auto",
  isDefault: true,
  reads: ["NODE_ENV"],
  unavailable: () => undefined,
  async start({ processes, dataDir, signal, environment }) {
    const { port, ...started } = await startOnFreePort(
      processes,
      (own) => ({
        spec: {
          name: "sdk-v2",
          command: process.execPath,
          args: [main],
          env: { PORT: String(own), ...environment },
          cwd: dataDir,
        },
        isReady: () => answersOk(`http://127.0.0.1:${own}/health`),
      }),
      { deadlineMs: 15_000, signal },
    );
    return { url: `http://127.0.0.1:${port}/mcp`, ...started, cheap: { path: "/health" } };
  },
};
