/** A real toxiproxy in front of a target, for tests that need a network with faults. */
import { builtToxiproxy } from "../lib/paths.ts";
import { freePort } from "../lib/ports.ts";
import type { Processes } from "../lib/processes.ts";
import { answersOk, startServer } from "../targets/readiness.ts";

export interface Proxy {
  /** Stands for the upstream. */
  readonly url: string;
  /** Delays every answer by this much. */
  delay(latencyMs: number): Promise<void>;
}

/** `upstream` is a base address on loopback. */
export async function startProxy(processes: Processes, upstream: string, signal: AbortSignal): Promise<Proxy> {
  const [apiPort, port] = [await freePort(), await freePort()];
  const api = `http://127.0.0.1:${apiPort}`;
  await startServer(
    processes,
    { name: "toxiproxy", command: builtToxiproxy, args: ["-host", "127.0.0.1", "-port", String(apiPort)] },
    { deadlineMs: 10_000, signal, isReady: () => answersOk(`${api}/version`) },
  );
  await post(`${api}/proxies`, { name: "target", listen: `127.0.0.1:${port}`, upstream: new URL(upstream).host });
  return {
    url: `http://127.0.0.1:${port}`,
    delay: (latencyMs) =>
      post(`${api}/proxies/target/toxics`, {
        name: "delay",
        type: "latency",
        stream: "downstream",
        attributes: { latency: latencyMs },
      }),
  };
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`toxiproxy answers ${response.status} to ${url}: ${await response.text()}`);
}
