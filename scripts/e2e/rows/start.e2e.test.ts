/** Rows about a registry's start: restart on stored agents, a port that is taken, ends of every kind. */
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect } from "vitest";
import { freePort } from "../../lib/ports.ts";
import { announce, statuses } from "../registry-server.ts";
import { ask } from "../talk.ts";
import { kill, type RowBench } from "./bench.ts";
import { timed } from "./look.ts";
import { row } from "./row.ts";

const startMs = 100;

/** Restarts on 1000 stored agents, five times; each lists them all. Returns how long each took to be ready. */
async function restartOnThousand(bench: RowBench): Promise<readonly number[]> {
  const first = await bench.startRegistry();
  for (let index = 0; index < 1000; index += 1) await announce(first.url, { id: `a-${index}` });
  await bench.processes.stop(first.server);
  const readyMs: number[] = [];
  for (let restart = 0; restart < 5; restart += 1) {
    const again = await bench.startRegistry();
    readyMs.push(again.readyMs);
    expect(Object.keys(await statuses(again.url)).length).toBe(1000);
    await bench.processes.stop(again.server);
  }
  return readyMs;
}

function expectQuick(readyMs: readonly number[]): void {
  expect(Math.max(...readyMs), `ready after ${readyMs.map(Math.round)} ms`).toBeLessThan(startMs);
}

row("REG-02", "restarts on 1000 stored agents list them all", async (bench) => {
  await restartOnThousand(bench);
});

row("REG-02", "restarts on 1000 stored agents are ready within 100 ms", async (bench) => {
  expectQuick(await restartOnThousand(bench));
});

row(
  "REG-16",
  "a port that is taken ends the start, which names the port and leaves its holder alone",
  async (bench) => {
    const holder = createServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nmine"));
    const port = await freePort();
    await new Promise<void>((done) => holder.listen(port, "127.0.0.1", done));
    try {
      const server = bench.spawnRegistry({ port });
      expect(await timed(() => server.exited)).toBeLessThan(5000);
      expect(server.exit?.code, "exit code").not.toBe(0);
      expect(readFileSync(server.logPath, "utf8")).toContain(String(port));
      expect((await ask(`http://127.0.0.1:${port}`)).body).toBe("mine");
    } finally {
      holder.close();
    }
  },
);

/** Five ends by SIGTERM, five by SIGKILL, each after one more agent; each start lists them all. */
async function endTenTimes(bench: RowBench): Promise<readonly number[]> {
  const readyMs: number[] = [];
  const ids: string[] = [];
  for (let round = 0; round <= 10; round += 1) {
    const registry = await bench.startRegistry();
    if (round > 0) readyMs.push(registry.readyMs);
    expect(Object.keys(await statuses(registry.url)).sort()).toEqual([...ids].sort());
    ids.push(`a-${round}`);
    expect((await announce(registry.url, { id: `a-${round}` })).body.status).toBe("success");
    if (round < 5) await bench.processes.stop(registry.server);
    else await kill(registry);
  }
  return readyMs;
}

row("REG-18", "ten ends by SIGTERM and SIGKILL lose no agent and leave no lock", async (bench) => {
  await endTenTimes(bench);
});

row("REG-18", "starts after SIGTERM and SIGKILL are ready within 100 ms", async (bench) => {
  expectQuick(await endTenTimes(bench));
});
