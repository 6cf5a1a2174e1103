/** A server that dies at its start or never gets ready is told at once, with its last words. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { freePort } from "../lib/ports.ts";
import { Problem } from "../lib/problem.ts";
import { createProcesses, type ProcessSpec } from "../lib/processes.ts";
import { answersOk, startOnFreePort, startServer } from "./readiness.ts";

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

/** Another program's server, on a port it took before ours could. */
async function stranger(answer: RequestListener): Promise<{ server: Server; port: number } & AsyncDisposable> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((done) => server.close(() => done()));
  };
  return { server, port, [Symbol.asyncDispose]: close };
}

function listener(port: number) {
  const code = `require("http").createServer((q, a) => a.end("ok")).listen(${port}, "127.0.0.1")`;
  return { spec: node("listener", code), isReady: () => answersOk(`http://127.0.0.1:${port}/`) };
}

describe("a port that another program took first", () => {
  it.each([
    ["that answers like ours", (_, response) => response.end("mine")],
    ["that answers nobody", (request) => request.socket.destroy()],
  ] as [string, RequestListener][])("is left to it, by one %s, and another one is used", async (_, answer) => {
    await using other = await stranger(answer);
    await using processes = createProcesses(folder);
    const ports = [other.port, await freePort()];
    const timing = { deadlineMs: 20_000, signal: AbortSignal.timeout(20_000) };
    const started = await startOnFreePort(processes, listener, timing, async () => ports.shift() ?? 0);
    expect(started.port).not.toBe(other.port);
    expect(processes.all.map(({ exit }) => exit === undefined)).toEqual([false, true]);
    expect(started.service.server).toBe(processes.all[1]);
    expect(other.server.listening, "whoever was first is unharmed").toBe(true);
  });

  it("is told after three of them", async ({ signal }) => {
    await using other = await stranger((request) => request.socket.destroy());
    await using processes = createProcesses(folder);
    const start = startOnFreePort(processes, listener, { deadlineMs: 20_000, signal }, async () => other.port);
    await expect(start).rejects.toThrow(`listener could not have port ${other.port}: another program took it first`);
    expect(processes.all).toHaveLength(3);
  });

  it("is not why a server dies that dies of something else: that is not tried again", async ({ signal }) => {
    await using processes = createProcesses(folder);
    const dying = (): ReturnType<typeof listener> => ({
      spec: node("dying", "process.exit(7)"),
      isReady: async () => false,
    });
    const start = startOnFreePort(processes, dying, { deadlineMs: 20_000, signal });
    await expect(start).rejects.toThrow("dying died at its start: exit code 7");
    expect(processes.all).toHaveLength(1);
  });
});
