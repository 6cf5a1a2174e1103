/** A server that dies at its start or never gets ready is told at once, with its last words. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { freePort } from "../lib/ports.ts";
import { Problem } from "../lib/problem.ts";
import { createProcesses, type ProcessSpec } from "../lib/processes.ts";
import { answersOk, startServer } from "./readiness.ts";

const folder = mkdtempSync(join(tmpdir(), "mesh-load-ready-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function node(name: string, code: string): ProcessSpec {
  return { name, command: process.execPath, args: ["-e", code] };
}

describe("starting a server", () => {
  it("tells the last log lines of one that dies", async ({ signal }) => {
    await using processes = createProcesses(folder);
    const start = startServer(processes, node("dying", `console.error("port is cursed"); process.exit(7)`), {
      deadlineMs: 20_000,
      signal,
      isReady: async () => false,
    });
    const problem = await start.catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect((problem as Problem).texts[0]?.what).toBe("dying died at its start: exit code 7");
    expect((problem as Problem).texts[0]?.why).toContain("port is cursed");
  });

  it("tells a program that is not there", async ({ signal }) => {
    await using processes = createProcesses(folder);
    const spec = { name: "absent", command: join(folder, "absent"), args: [] };
    const start = startServer(processes, spec, { deadlineMs: 20_000, signal, isReady: async () => false });
    await expect(start).rejects.toThrow("absent died at its start: exit code 127");
  });

  it("gives up on one that never gets ready, at its deadline", async ({ signal }) => {
    await using processes = createProcesses(folder);
    const start = startServer(processes, node("mute", "setInterval(() => {}, 1000)"), {
      deadlineMs: 300,
      signal,
      isReady: async () => false,
    });
    await expect(start).rejects.toThrow("mute did not get ready within 0.3 s");
  });

  it("times one that gets ready from before its spawn to its first good answer", async ({ signal }) => {
    await using processes = createProcesses(folder);
    const port = await freePort();
    const code = `require("http").createServer((q, a) => a.end("ok")).listen(${port}, "127.0.0.1")`;
    const { service, readyMs } = await startServer(processes, node("ready", code), {
      deadlineMs: 20_000,
      signal,
      isReady: () => answersOk(`http://127.0.0.1:${port}/`),
    });
    expect(readyMs).toBeGreaterThan(0);
    await processes.stop(service.server);
    expect(service.server.exit).toBeDefined();
  });
});
