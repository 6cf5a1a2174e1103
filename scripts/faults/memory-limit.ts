/** The live process gets no more memory than it has now (RLIMIT_DATA) while requests crowd in; one that dies of it is started again. */
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import type { Fault } from "./fault.ts";
import { serviceOf, startAgain } from "./process-faults.ts";
import { limitsUnavailable, setSoftLimit, softLimit } from "./process-limits.ts";

/** Requests at once, and others that never end, so that it asks for memory at all: what some programs hold in reserve is 64 MiB. */
const crowd = 200;
const unfinished = 120;
const headerBytes = 900_000; // servers that read headers of a megabyte keep what came of one that goes on

/**
 * Not memory.max of a cgroup: below what is in use it kills a process that could not have refused, and to make a
 * cgroup needs rights that most machines do not give. A refused allocation is also what a full machine answers
 * without overcommit.
 */
export const fault: Fault = {
  needs: ["process"],
  params: { room: { help: "what it may take beyond what it has", unit: "MiB", fallback: 0, from: 0, to: 65_536 } },
  lastsSeconds: 5,
  recoverSeconds: 5,
  unavailable: limitsUnavailable,
  async inject(context) {
    const service = serviceOf(context);
    const { server } = service;
    const { pid } = server.identity;
    const before = softLimit(pid, "data");
    const limit = String((dataKib(pid) + (context.values["room"] ?? 0) * 1024) * 1024);
    context.journal([]); // the limit is the process's own, and whoever heals a dead run ends that
    server.isStopping = true; // should it die of this, that is no surprise
    setSoftLimit(pid, "data", limit);
    let begun: readonly Socket[] = [];
    return {
      async hasBitten() {
        if (begun.length === 0) begun = beginRequests(context.subject.running?.url ?? "");
        await Promise.all(Array.from({ length: crowd }, () => context.ask(500)));
        if (server.exit !== undefined) return true;
        return softLimit(pid, "data") === limit && !(await context.ask(500)).isGood;
      },
      async heal() {
        for (const socket of begun) socket.destroy();
        if (server.exit !== undefined) return startAgain(service);
        setSoftLimit(pid, "data", before);
        server.isStopping = false;
      },
    };
  },
};

function beginRequests(url: string): readonly Socket[] {
  const { hostname, port } = new URL(url);
  const filling = Buffer.concat([
    Buffer.from(`GET / HTTP/1.1\r\nhost: ${hostname}\r\nx-filling: `),
    Buffer.alloc(headerBytes, "x"),
  ]);
  return Array.from({ length: unfinished }, () => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on("error", () => {}); // refused, or reset by a server that reads no such header, or that died
    socket.write(filling);
    return socket;
  });
}

function dataKib(pid: number): number {
  return Number(/^VmData:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1]);
}
