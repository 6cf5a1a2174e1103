/** What faults of the network share: the line they break, and the ways to break it, before a target and before its database alike. */
import { existsSync } from "node:fs";
import { knock, type Met } from "../lib/knock.ts";
import { builtToxiproxy } from "../lib/paths.ts";
import type { TcpProxy } from "../lib/toxiproxy.ts";
import type { Fault, FaultContext } from "./fault.ts";

/** Between users and the target, or between the target and its database. */
type Side = "proxy" | "database-proxy";
type Values = FaultContext["values"];

interface Break extends Pick<Fault, "params" | "recoverSeconds"> {
  put(proxy: TcpProxy, values: Values): Promise<unknown>;
  /** Whether what a newcomer meets is this fault's doing. */
  isMet(met: Met, values: Values): boolean;
  /** A newcomer who was not answered within this is told "silence". */
  readonly knockMs: number;
  /** A newcomer says at least so much. */
  helloBytes?(values: Values): number;
}

/** Open connections that hang notice it when they are closed; whoever waits for an answer meanwhile may wait this long. */
const recoverSeconds = 5;

export function networkFault(side: Side, broken: Break): Fault {
  return {
    needs: [side],
    params: broken.params,
    lastsSeconds: 5,
    recoverSeconds: broken.recoverSeconds,
    unavailable: () => (existsSync(builtToxiproxy) ? undefined : "toxiproxy is not built (make fault builds it)"),
    async inject({ subject, values, journal }) {
      const proxy = side === "proxy" ? subject.proxy : subject.databaseProxy;
      if (proxy === undefined) throw new Error(`there is no proxy before ${subject.name}`);
      const hello = side === "proxy" ? httpHello(broken.helloBytes?.(values) ?? 0) : postgresHello;
      journal([]); // a proxy ends with the run, and what it does with it
      try {
        await broken.put(proxy, values);
      } catch (error) {
        await proxy.clear();
        throw error;
      }
      return {
        hasBitten: async () => broken.isMet(await knock(proxy.address, hello, broken.knockMs), values),
        heal: () => proxy.clear(),
      };
    },
  };
}

/** Any HTTP server answers it, if only to refuse. */
function httpHello(bytes: number): Buffer {
  const padding = "x".repeat(bytes);
  return Buffer.from(`GET /health HTTP/1.1\r\nhost: mesh-load\r\nx-padding: ${padding}\r\nconnection: close\r\n\r\n`);
}

/** PostgreSQL's SSLRequest, which it answers with one letter before it knows who asks. */
export const postgresHello = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

const longestKnockMs = 1500; // within the time a fault has to bite

/** What comes back comes later. One direction only, so that a request is late by exactly that. */
export const delayed: Break = {
  params: {
    ms: { help: "how much later every answer comes", unit: "ms", fallback: 100, from: 1, to: 60_000 },
    jitter: { help: "give or take up to this, at random", unit: "ms", fallback: 0, from: 0, to: 10_000 },
  },
  recoverSeconds,
  put: (proxy, { ms = 0, jitter = 0 }) =>
    proxy.add({ type: "latency", stream: "downstream", attributes: { latency: ms, jitter } }),
  isMet({ what, ms: took }, { ms = 0, jitter = 0 }) {
    const least = Math.max(ms - jitter, ms / 2);
    return (what === "answered" || what === "silence") && took >= Math.min(least, longestKnockMs);
  },
  knockMs: longestKnockMs,
};

/** Bits per second are bytes per millisecond times eight thousand. */
const bytesPerMs = ({ kbps = 0 }: Values): number => Math.round(kbps / 8);
/** Enough to tell, and little enough for a server's limit on headers. */
const tellingBytes = (values: Values): number => Math.min(8000, 200 * bytesPerMs(values));

export const narrow: Break = {
  params: {
    kbps: { help: "kilobits per second each way, in steps of 8", unit: "kbit/s", fallback: 64, from: 8, to: 4000 },
  },
  recoverSeconds,
  async put(proxy, values) {
    const attributes = { rate: bytesPerMs(values) }; // toxiproxy's KB/s
    for (const stream of ["upstream", "downstream"] as const)
      await proxy.add({ type: "bandwidth", stream, attributes });
  },
  isMet: ({ what, ms }, values) =>
    (what === "answered" || what === "silence") && ms >= Math.min(tellingBytes(values) / bytesPerMs(values), 1000),
  knockMs: longestKnockMs,
  helloBytes: tellingBytes,
};

export const cut: Break = {
  params: {},
  recoverSeconds,
  put: (proxy) => proxy.setEnabled(false),
  isMet: ({ what }) => what === "refused",
  knockMs: 500,
};

/** Toxiproxy resets connections that are opened from now on; those that were open it closes as they are used. */
export const resetting: Break = {
  params: {},
  recoverSeconds,
  async put(proxy) {
    const attributes = { timeout: 0 };
    for (const stream of ["upstream", "downstream"] as const)
      await proxy.add({ type: "reset_peer", stream, attributes });
  },
  isMet: ({ what }) => what === "reset",
  knockMs: 500,
};

/** Nothing that is said arrives; toxiproxy closes the connections when it is taken away. */
export const swallowing: Break = {
  params: {},
  recoverSeconds,
  async put(proxy) {
    const attributes = { timeout: 0 }; // 0: it never gives up by itself
    for (const stream of ["upstream", "downstream"] as const) await proxy.add({ type: "timeout", stream, attributes });
  },
  isMet: ({ what }) => what === "silence",
  knockMs: 300,
};
