/** The MCP project's own everything server, from npm: the legacy era with sessions and event streams. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { freePort } from "../lib/ports.ts";
import { startServer } from "./readiness.ts";
import type { Target } from "./target.ts";

const program = (): string =>
  createRequire(import.meta.url).resolve("@modelcontextprotocol/server-everything/dist/index.js");
/** It ignores HOST and would listen on every interface. */
const loopbackOnly = fileURLToPath(new URL("../stack/loopback-only.ts", import.meta.url));

export const target: Target = {
  role: "mcp",
  dialect: "auto",
  isDefault: true,
  unavailable: () => undefined,
  async start({ processes, signal }) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/mcp`;
    const { server, readyMs } = await startServer(
      processes,
      {
        name: "everything",
        command: process.execPath,
        args: ["--import", loopbackOnly, program(), "streamableHttp"],
        env: { PORT: String(port) },
      },
      { deadlineMs: 20_000, signal, isReady: () => answers(url) },
    );
    return { url, server, readyMs };
  },
};

/** It has no health route: any HTTP answer to a GET says that it serves. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false; // not listening yet
  }
}
